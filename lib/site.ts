/** Talking to a site as the account that is signed in there. */
import { browser } from 'wxt/browser';
import { Failed } from './errors.ts';
import { type Client, connectClient } from './lms/client.ts';
import { hostPattern } from './lms/sign-in.ts';
import type { Person, Site } from './model.ts';
import { tokenAt } from './refresh.ts';
import { type KnownSite, siteAt } from './sites.ts';
import { signInAt } from './store/sign-ins.ts';

/** A client, and whose sign-in it uses. */
interface SignedIn {
  client: Client;
  user: Person;
}

/**
 * The client of a site, and whose sign-in it uses. Throws `Failed`: `not-connected`, `signed-out`, `access-not-granted`, and
 * what getting another token makes.
 */
export async function signedIn(origin: string): Promise<SignedIn> {
  return signedInAt(await known(origin));
}

/**
 * The clients of a site for a piece of work of some length, only while it is this person who is signed in. Where the site is
 * is read once; who is signed in and what the browser allows each time. Throws also `Failed` `other-account`.
 */
export function clientsOf(origin: string, by: Person): () => Promise<Client> {
  let site: Promise<KnownSite> | null = null;
  return async () => {
    site ??= known(origin);
    const { client, user } = await signedInAt(await site);
    if (user.id !== by.id) throw new Failed({ kind: 'other-account', origin, username: by.username });
    return client;
  };
}

async function known(origin: string): Promise<KnownSite> {
  const site = await siteAt(origin);
  if (site === null) throw new Failed({ kind: 'not-connected', origin });
  return site;
}

async function signedInAt(site: KnownSite): Promise<SignedIn> {
  const { origin, api } = site;
  const signedOut = new Failed({ kind: 'signed-out', origin });
  const signIn = await signInAt(site);
  if (signIn === null) throw signedOut;
  await requireAccess(site);
  const token = await tokenAt(site);
  if (token === null) throw signedOut;
  const renew = (refused: string) => tokenAt(site, refused);
  return { client: connectClient({ origin, api, token, renew }), user: signIn.user };
}

/** Throws `Failed` `access-not-granted` unless the browser lets Rollcall talk to the site's pages and its API. */
export async function requireAccess({ origin, api }: Pick<Site, 'origin' | 'api'>): Promise<void> {
  if (!(await browser.permissions.contains({ origins: [hostPattern(origin), hostPattern(api)] }))) {
    throw new Failed({ kind: 'access-not-granted', origin });
  }
}
