/** A connected site: signing in there, and talking to it as the account that is signed in. */
import { browser } from 'wxt/browser';
import { Failed } from './errors.ts';
import { type Client, connectClient } from './lms/client.ts';
import { cleanToken, hostPattern, whoAmI } from './lms/sign-in.ts';
import type { Person, Site } from './model.ts';
import { atOnceAt } from './store/settings.ts';
import { connectedSites, forgetSite, keepSite, signInAt } from './store/sites.ts';

/** Verifies a token at the origin it was entered for and keeps it, bound to that origin. */
export async function connect({ origin, token: pasted }: { origin: string; token: string }): Promise<Site> {
  const token = cleanToken(pasted);
  await requireAccess(origin);
  const site: Site = { origin, user: await whoAmI(connectClient({ origin, token }), origin) };
  await keepSite(site, token);
  await watchRightClicks();
  return site;
}

/** Forgets a site, its token, and that anything is sent at once there. */
export async function disconnect(origin: string): Promise<null> {
  await Promise.all([forgetSite(origin), atOnceAt(origin).remove()]);
  await watchRightClicks();
  return null;
}

/** The client of a site, and whose sign-in it uses; with `by`, only if that is the same person. */
export async function signedIn(origin: string, by?: Person): Promise<{ client: Client; user: Person }> {
  const signIn = await signInAt(origin);
  if (signIn === null) throw new Failed({ kind: 'not-connected', origin });
  const { site, token } = signIn;
  if (by !== undefined && by.id !== site.user.id) {
    throw new Failed({ kind: 'other-account', origin, username: by.username });
  }
  await requireAccess(origin);
  return { client: connectClient({ origin, token }), user: site.user };
}

async function requireAccess(origin: string): Promise<void> {
  if (!(await browser.permissions.contains({ origins: [hostPattern(origin)] }))) {
    throw new Failed({ kind: 'access-not-granted', origin });
  }
}

const RESIDENT = { id: 'row-under-pointer', file: '/row-under-pointer.js' } as const;

/**
 * Has the pages of connected sites, and no others, remember what was right-clicked: those opened from now on, and those
 * open already. Firefox tells the element itself (`menus.getTargetElement`), but not one inside a frame. Resolves when new pages will; what is done in
 * open ones is not awaited, since a page that the browser has frozen answers when it is looked at again.
 */
export async function watchRightClicks(): Promise<void> {
  if (import.meta.env.FIREFOX) return;
  // Connecting, disconnecting and the start of the worker may meet.
  await navigator.locks.request('rollcall:right-clicks', async () => {
    const [registered] = await browser.scripting.getRegisteredContentScripts({ ids: [RESIDENT.id] });
    const before = registered?.matches ?? [];
    const matches = [...new Set((await connectedSites()).map(({ origin }) => pagesOf(origin)))];
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
          runAt: 'document_start',
          // As the sign-in is kept, which ends with the browser.
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
  });
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
