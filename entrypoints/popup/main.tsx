import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { Popup } from '../../components/popup/Popup.tsx';
import type { PopupActions } from '../../components/popup/popup-actions.ts';
import { ask, askForView } from '../../lib/messages/client.ts';
import { Failed } from '../../lib/model/errors.ts';
import type { Place } from '../../lib/model/index.ts';

/**
 * `popup.html?tab=ID` opened as a tab is the popup of that tab, `popup.html?site=ORIGIN` that of a site without a page;
 * otherwise it is that of the window's active tab.
 */
const named = new URLSearchParams(location.search);
const site = named.get('site');
document.documentElement.classList.toggle('tab', named.size > 0);
document.documentElement.lang = browser.i18n.getUILanguage();
document.title = i18n.t('popup.title');

async function tabId(): Promise<number> {
  const id = named.has('tab')
    ? Number(named.get('tab'))
    : (await browser.tabs.query({ active: true, currentWindow: true }))[0]?.id;
  if (id === undefined || !Number.isSafeInteger(id)) throw new Failed({ kind: 'page-not-readable' });
  return id;
}

const here = async (): Promise<Place> => (site === null ? { tabId: await tabId() } : { origin: site });

/** How this popup was opened; for as long as it is open. */
const opening = site === null ? tabId().then((id) => ask('opening', { tabId: id })) : Promise.resolve(null);

const NOTIFICATIONS = { permissions: ['notifications' as const] };

const actions: PopupActions = {
  isForReview: async () => (await opening) !== null,
  async open(courseId, aside, following) {
    const click = (await opening)?.click ?? null;
    return askForView('open', { place: await here(), courseId, click, aside }, following);
  },
  reviewWaiting: async (courseId, search, following) =>
    askForView('reviewWaiting', { place: await here(), courseId, search }, following),
  reviewList: async (courseId, lines, following) =>
    askForView('reviewList', { place: await here(), courseId, lines }, following),
  reviewElsewhere: async (planId, courseId, following) =>
    askForView('reviewElsewhere', { place: await here(), planId, courseId }, following),
  countWaiting: async (courseId, search) => ask('countWaiting', { place: await here(), courseId, search }),
  courses: async () => ask('courses', { place: await here() }),
  draft: async () => ask('draft', { place: await here() }),
  async keepDraft(text) {
    await ask('keepDraft', { place: await here(), text });
  },
  async selectPeople() {
    await ask('selectPeople', { tabId: await tabId() });
    window.close(); // The page has the tick boxes and the focus now.
  },
  start: async (planId) => ask('start', { place: await here(), planId }),
  startAtOnce: async (planId) => ask('startAtOnce', { place: await here(), planId }),
  undo: async (jobId, what) => ask('undo', { place: await here(), jobId, what }),
  retry: async (jobId) => ask('retry', { place: await here(), jobId }),
  async job(known) {
    const { ahead, ...progress } = await ask('jobProgress', { jobId: known.id });
    const job =
      progress.state === 'running' ? { ...known, ...progress } : await ask('job', { jobId: known.id });
    return { job, ahead };
  },
  resume: (jobId) => ask('resume', { jobId }),
  cancelJob: (jobId) => ask('cancelJob', { jobId }),
  async leaveJob(jobId) {
    await ask('leaveJob', { jobId });
  },
  mayNotify: () => browser.permissions.contains(NOTIFICATIONS),
  askToNotify: () => browser.permissions.request(NOTIFICATIONS),
  reloadPage:
    site === null
      ? () =>
          void tabId()
            .then((id) => browser.tabs.reload(id))
            .then(() => window.close())
      : null,
  openOptions(origin) {
    const page = browser.runtime.getURL('/options.html');
    void browser.tabs.create({ url: `${page}?${new URLSearchParams({ site: origin })}` });
    window.close();
  },
};

const root = document.getElementById('app');
if (root) render(<Popup actions={actions} />, root);
