/** A connected site: signing in there, and talking to it as the account that is signed in. */
import { browser } from 'wxt/browser';
import { Failed } from './errors.ts';
import { type Client, connectClient } from './lms/client.ts';
import { cleanToken, hostPattern, whoAmI } from './lms/sign-in.ts';
import type { Person, Site } from './model.ts';
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

/** Forgets a site and its token. */
export async function disconnect(origin: string): Promise<null> {
  await forgetSite(origin);
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
 * open already. Firefox tells the element itself (`menus.getTargetElement`).
 */
export async function watchRightClicks(): Promise<void> {
  if (import.meta.env.FIREFOX) return;
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [RESIDENT.id] });
  if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [RESIDENT.id] });
  const matches = [...new Set((await connectedSites()).map(({ origin }) => hostPattern(origin)))];
  if (matches.length === 0) return;
  await browser.scripting.registerContentScripts([
    { id: RESIDENT.id, js: [RESIDENT.file], matches, allFrames: true, runAt: 'document_start' },
  ]);
  const tabs = await browser.tabs.query({ url: matches });
  await Promise.all(
    tabs.map(async ({ id: tabId }) => {
      if (tabId === undefined) return;
      const target = { tabId, allFrames: true };
      // A tab that shows an error page cannot be reached; it is a new page once it is loaded again.
      await browser.scripting.executeScript({ target, files: [RESIDENT.file] }).catch(() => null);
    }),
  );
}
