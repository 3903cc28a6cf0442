/** What is asked of a tab: where it is, what its page shows as chosen, and the tick boxes in it. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Failed } from '../model/errors.ts';
import { type Click, PageReading, type PageRules, SeenPerson, Survey } from '../model/index.ts';
import { accountOf } from '../page/account.ts';
import { type CutOffWords, showCutOff } from '../page/cut-off.ts';
import { isStillLoading } from '../page/loading.ts';
import type { JobInPage } from '../page/tick-boxes/job-bar.ts';
import type { SelectionLabels } from '../page/tick-boxes/selection-bar.ts';
import { inTime } from './in-time.ts';

/** The origin of a tab's page, from the browser and not from the page. Throws `Failed` `page-not-readable`, `page-loading`, `page-silent`. */
export async function originOf(tabId: number): Promise<string> {
  const known = browser.tabs.get(tabId).catch(() => null); // It may be closed by now.
  const tab = await inTime(known, SILENT);
  const url = URL.parse(tab?.url ?? '');
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new Failed({ kind: tab?.status === 'loading' ? 'page-loading' : 'page-not-readable' });
  }
  return url.origin;
}

const SILENT = { kind: 'page-silent' } as const;

/** Reads the page of a tab, which changes nothing that a person sees. Throws `Failed` `page-not-readable`, `page-silent`. */
export async function readTab(
  tabId: number,
  rules: PageRules | null,
  click: Click | null,
): Promise<PageReading> {
  const told = await inPage(
    tabId,
    // As text: Chromium leaves out what is null in an object that it hands to a page (156, seen 2026-11).
    (own: PageRules | null, at: string) => globalThis.rollcall?.read(own, JSON.parse(at)),
    [rules, JSON.stringify(click)],
  );
  const reading = z.safeParse(PageReading, told);
  if (!reading.success) throw new Failed({ kind: 'page-not-readable' });
  return reading.data;
}

/** Whether more of the page of a tab may come: it is not read to its end yet. Throws `Failed` `page-not-readable`, `page-silent`. */
export async function isLoading(tabId: number): Promise<boolean> {
  return (await inject(tabId, { func: isStillLoading, args: [] })) === true;
}

/** Whom the page of a tab is itself signed in as; null where it does not surely say, or cannot be asked just now. */
export async function accountIn(tabId: number): Promise<SeenPerson | null> {
  const told = z.safeParse(SeenPerson, await inject(tabId, { func: accountOf, args: [] }).catch(() => null));
  return told.success ? told.data : null;
}

/** Shows the tick boxes in the page of a tab. Throws `Failed` `page-not-readable`, `page-silent`. */
export async function selectPeople(
  tabId: number,
  labels: SelectionLabels,
  rules: PageRules | null,
): Promise<null> {
  await inject(tabId, { files: ['/page-reader.js', '/page-overlay.js'] });
  await inject(tabId, {
    func: (words: SelectionLabels, own: PageRules | null) =>
      globalThis.rollcallOverlay?.startSelecting(words, own),
    args: [labels, rules],
  });
  return null;
}

/** Has the page's reader do something, and answers with what it tells. Throws `Failed` `page-not-readable`, `page-silent`. */
async function inPage<A extends unknown[]>(
  tabId: number,
  func: (...args: A) => unknown,
  args: [...A],
): Promise<unknown> {
  await inject(tabId, { files: ['/page-reader.js'] });
  return inject(tabId, { func, args });
}

/**
 * Runs something in the page of a tab as it is, also while it is still loading: some pages never end that. Answers with what
 * it tells. Throws `Failed` `page-not-readable`, `page-silent`.
 */
type ScriptFile = '/page-reader.js' | '/page-overlay.js';

async function inject<A extends unknown[]>(
  tabId: number,
  what: { files: ScriptFile[] } | { func: (...args: A) => unknown; args: [...A] },
): Promise<unknown> {
  const injection = { target: { tabId }, injectImmediately: true, ...what };
  const told = browser.scripting
    .executeScript(injection)
    .then(([frame]) => frame?.result)
    // The browser keeps extensions out of its own pages, its store, and error pages.
    .catch(() => {
      throw new Failed({ kind: 'page-not-readable' });
    });
  return inTime(told, SILENT);
}

/**
 * Shows in a tab how a job stands, as long as the tab shows a page of the job's site. A tab that
 * is gone, or cannot be reached, is no mistake; a page that is loaded anew shows it with the next call.
 */
export async function showJobBar(tabId: number, origin: string, job: JobInPage): Promise<void> {
  try {
    if ((await originOf(tabId)) !== origin) return;
    const show = () =>
      inject(tabId, {
        func: (told: JobInPage) => {
          const overlay = globalThis.rollcallOverlay;
          overlay?.showJob(told);
          // A page comes out of the back/forward cache as it was left, and has heard of nothing meanwhile.
          addEventListener('pagehide', () => overlay?.showJob({ ...told, state: 'left' }), { once: true });
          return overlay !== undefined;
        },
        args: [job],
      });
    if ((await show()) === true || job.state === 'left') return;
    await inject(tabId, { files: ['/page-reader.js', '/page-overlay.js'] });
    await show();
  } catch {
    // As said above.
  }
}

/** Takes the ticks of these people away; with nobody else ticked, the tick boxes too. */
export async function untick(tabId: number, people: SeenPerson[]): Promise<void> {
  try {
    await inject(tabId, {
      func: (of: SeenPerson[]) => globalThis.rollcall?.untick(of),
      args: [people],
    });
  } catch {
    // The tab is closed or shows another page: its tick boxes are gone with it. Or the page stands still.
  }
}

/** Has the open pages of a site say that what an earlier version left in them does nothing any more. */
export async function tellCutOff(origin: string, words: CutOffWords): Promise<void> {
  for (const { id, discarded } of await tabsAt(origin)) {
    if (id === undefined || discarded) continue;
    // Not awaited: a page that stands still holds up no other. One that cannot be reached has none of our bars that it could show.
    void inject(id, { func: showCutOff, args: [words] }).catch(() => null);
  }
}

/** The tabs that show a site. Patterns know no ports in Firefox. */
async function tabsAt(origin: string) {
  const { protocol, hostname } = new URL(origin);
  const tabs = await inTime(browser.tabs.query({ url: `${protocol}//${hostname}/*` }), SILENT);
  return tabs.filter(({ url }) => URL.parse(url ?? '')?.origin === origin);
}

/**
 * Tries rules on the page of a site that was looked at last, and outlines there whom they find. Throws `Failed`
 * `no-page-open` where no tab shows the site.
 */
export async function tryRules(origin: string, rules: PageRules): Promise<Survey> {
  const last = (await tabsAt(origin)).toSorted(
    (one, other) => (other.lastAccessed ?? 0) - (one.lastAccessed ?? 0),
  )[0];
  if (last?.id === undefined) throw new Failed({ kind: 'no-page-open', origin });
  const told = await inPage(last.id, (own: PageRules) => globalThis.rollcall?.outline(own), [rules]);
  const survey = z.safeParse(Survey, told);
  if (!survey.success) throw new Failed({ kind: 'page-not-readable' });
  return survey.data;
}
