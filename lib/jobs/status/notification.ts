/** Telling of a job outside of the browser's windows, where the person has allowed it. */
import { browser } from 'wxt/browser';
import type { Job } from '../../model/index.ts';

/** Notifications are ours only from when they are allowed on. */
const allowed = (): typeof browser.notifications | undefined => browser.notifications;

/** One for each job: what is said later takes its place. */
const PREFIX = 'job:';

/** Says something of a job, unless one of our own pages shows that job to the person at this moment. */
export async function notify(job: Job, words: { title: string; message: string }): Promise<void> {
  if (await isShown(job)) return;
  const iconUrl = browser.runtime.getURL('/icon/128.png');
  await allowed()?.create(`${PREFIX}${job.id}`, { type: 'basic', iconUrl, ...words });
}

/** Takes back what was said of a job: it goes on, or its result was seen. */
export async function unnotify({ id }: Job): Promise<void> {
  await allowed()?.clear(`${PREFIX}${id}`);
}

/** To be called at once when the worker starts: a click on what was said of a job opens it in the history. */
export function onNotificationClick(): void {
  const hear = () => allowed()?.onClicked.addListener(openJob);
  hear();
  // Heard twice it is still one listener.
  browser.permissions.onAdded.addListener(hear);
}

async function openJob(notificationId: string): Promise<void> {
  if (!notificationId.startsWith(PREFIX)) return;
  const id = notificationId.slice(PREFIX.length);
  await browser.notifications.clear(notificationId);
  const url = browser.runtime.getURL(`/options.html?job=${id}`);
  const pages = await browser.runtime.getContexts({ contextTypes: ['TAB'] });
  // Other options, and other sections, may hold what is being typed there.
  const open = pages.find(({ documentUrl }) => jobShownAt(documentUrl) !== null);
  if (open === undefined) {
    await browser.tabs.create({ url });
    return;
  }
  await browser.tabs.update(open.tabId, { url, active: true });
  await browser.windows.update(open.windowId, { focused: true });
}

/** A popup that is open is looked at; what it does not show it leads to. */
async function isShown({ id, place }: Job): Promise<boolean> {
  const pages = await browser.runtime.getContexts({ contextTypes: ['POPUP', 'TAB'] });
  const about = pages.filter(
    ({ contextType, documentUrl }) =>
      contextType === 'POPUP' ||
      jobShownAt(documentUrl) === id ||
      ('tabId' in place
        ? parameterOf(documentUrl, 'tab') === String(place.tabId)
        : parameterOf(documentUrl, 'site') === place.origin),
  );
  const seen = await Promise.all(
    about.map(async ({ contextType, tabId }) => {
      if (contextType === 'POPUP') return true;
      const tab = await browser.tabs.get(tabId).catch(() => null);
      return tab?.active === true;
    }),
  );
  return seen.includes(true);
}

/** The job for which the options were opened; null where they were not, or show another section than the history by now. */
function jobShownAt(url: string | undefined): string | null {
  const isElsewhere = !['', '#history'].includes(URL.parse(url ?? '')?.hash ?? '');
  return isElsewhere ? null : parameterOf(url, 'job');
}

function parameterOf(url: string | undefined, name: string): string | null {
  return URL.parse(url ?? '')?.searchParams.get(name) ?? null;
}
