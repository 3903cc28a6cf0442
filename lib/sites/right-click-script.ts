/** What was right-clicked in the pages of the sites where somebody is signed in. */
import { browser } from 'wxt/browser';
import { inTime } from '../browser/in-time.ts';
import { LOCKS, withLock } from '../store/locks.ts';
import { siteStates } from './sites.ts';

const RESIDENT = { id: 'row-under-pointer', file: '/row-under-pointer.js' } as const;

/**
 * Has the pages of connected sites, and no others, remember what was right-clicked: those opened from now on, and those
 * open already. Firefox tells the element itself (`menus.getTargetElement`), but not one inside a frame. Resolves when new pages will; what is done in
 * open ones is not awaited, since a page that the browser has frozen answers when it is looked at again.
 */
export async function watchRightClicks(): Promise<void> {
  if (import.meta.env.FIREFOX) return;
  // Connecting, disconnecting and the start of the worker may meet.
  await withLock(LOCKS.rightClicks(), () => inTime(watchSites(), { kind: 'internal', what: 'right clicks' }));
}

async function watchSites(): Promise<void> {
  const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [RESIDENT.id] });
  const before = registered?.matches ?? [];
  const signedIn = (await siteStates()).filter(({ user }) => user !== null);
  const matches = [...new Set(signedIn.map(({ origin }) => pagesOf(origin)))];
  const added = matches.filter((pages) => !before.includes(pages));
  const gone = before.filter((pages) => !matches.includes(pages));
  if (added.length === 0 && gone.length === 0) return;
  if (registered) await browser.scripting.unregisterContentScripts({ ids: [RESIDENT.id] });
  if (matches.length > 0) {
    await browser.scripting.registerContentScripts([
      {
        id: RESIDENT.id,
        js: [RESIDENT.file],
        matches,
        allFrames: true,
        // Frames without an address of their own, such as `about:blank` or `blob:`, are their page's.
        matchOriginAsFallback: true,
        runAt: 'document_start',
        // Registered anew at each start of the browser, for whoever is still signed in.
        persistAcrossSessions: false,
      },
    ]);
  }
  const { executeScript } = browser.scripting;
  await inOpenPages(added, (target) =>
    executeScript({ target, injectImmediately: true, files: [RESIDENT.file] }),
  );
  await inOpenPages(gone, (target) =>
    executeScript({ target, injectImmediately: true, func: () => globalThis.forgetRightClicks?.() }),
  );
}

/** Starts something in the open tabs of some pages, all frames of them. */
async function inOpenPages(
  url: string[],
  start: (target: { tabId: number; allFrames: true }) => Promise<unknown>,
): Promise<void> {
  if (url.length === 0) return;
  for (const { id: tabId } of await browser.tabs.query({ url, discarded: false })) {
    // A tab that shows an error page cannot be reached; it is a new page once it is loaded again.
    if (tabId !== undefined) start({ tabId, allFrames: true }).catch(() => null);
  }
}

/** The pattern of a site's pages, for Chromium, which knows ports in patterns: another port is another site. */
function pagesOf(origin: string): string {
  const { protocol, hostname, port } = new URL(origin);
  return `${protocol}//${hostname}:${port || (protocol === 'https:' ? 443 : 80)}/*`;
}
