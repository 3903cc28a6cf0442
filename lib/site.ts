/** Talking to a site as the account that is signed in there. */
import { browser } from 'wxt/browser';
import { Failed } from './errors.ts';
import { type Client, connectClient } from './lms/client.ts';
import { hostPattern } from './lms/sign-in.ts';
import type { Person, Site } from './model.ts';
import { tokenAt } from './refresh.ts';
import { siteAt } from './sites.ts';
import { signInAt } from './store/sign-ins.ts';

/**
 * The client of a site, and whose sign-in it uses; with `by`, only if that is the same person. Throws `Failed`:
 * `not-connected`, `signed-out`, `other-account`, `access-not-granted`, and what getting another token makes.
 */
export async function signedIn(origin: string, by?: Person): Promise<{ client: Client; user: Person }> {
  const site = await siteAt(origin);
  if (site === null) throw new Failed({ kind: 'not-connected', origin });
  const signIn = await signInAt(site);
  if (signIn === null) throw new Failed({ kind: 'signed-out', origin });
  const { user } = signIn;
  if (by !== undefined && by.id !== user.id) {
    throw new Failed({ kind: 'other-account', origin, username: by.username });
  }
  await requireAccess(site);
  const token = await tokenAt(site);
  if (token === null) throw new Failed({ kind: 'signed-out', origin });
  const renew = (refused: string) => tokenAt(site, refused);
  return { client: connectClient({ origin, api: site.api, token, renew }), user };
}

/** Throws `Failed` `access-not-granted` unless the browser lets Rollcall talk to the site's pages and its API. */
export async function requireAccess({ origin, api }: Pick<Site, 'origin' | 'api'>): Promise<void> {
  if (!(await browser.permissions.contains({ origins: [hostPattern(origin), hostPattern(api)] }))) {
    throw new Failed({ kind: 'access-not-granted', origin });
  }
}
