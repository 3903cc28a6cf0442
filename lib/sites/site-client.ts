/** Talking to a site as the account that is signed in there. */

import { type Client, connectClient } from '../lms/client.ts';
import { Failed } from '../model/errors.ts';
import type { Person } from '../model/index.ts';
import { signInAt } from '../store/sign-ins.ts';
import { requireAccess } from './access.ts';
import { usableSignIn } from './refresh-token.ts';
import { type KnownSite, siteAt } from './sites.ts';

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
 * is read again only if nobody is signed in at its old place. Throws also `Failed` `other-account`.
 */
export function clientsOf(origin: string, by: Person): () => Promise<Client> {
  let site: KnownSite | null = null;
  return async () => {
    if (site === null || (await signInAt(site)) === null) site = await known(origin);
    const { client, user } = await signedInAt(site);
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
  if ((await signInAt(site)) === null) throw signedOut;
  await requireAccess(site);
  const signIn = await usableSignIn(site);
  if (signIn === null) throw signedOut;
  const { user, token } = signIn;
  const renew = async (refused: string) => {
    const next = await usableSignIn(site, refused);
    // Somebody else may have signed in since: nothing is sent in their name.
    return next?.user.id === user.id ? next.token : null;
  };
  return { client: connectClient({ origin, api, token, renew }), user };
}
