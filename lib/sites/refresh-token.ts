/** A sign-in with an access token that holds, got anew where it has expired: by one request at a time, whoever asks. */

import { refreshed, revoke } from '../lms/auth/oauth.ts';
import type { Application } from '../lms/auth/oauth-server.ts';
import { Failed, failureOf } from '../model/errors.ts';
import type { Site } from '../model/index.ts';
import { LOCKS, withLock } from '../store/locks.ts';
import type { SignIn } from '../store/sign-in-schema.ts';
import { followSignIn, forgetSignIn, signInAt } from '../store/sign-ins.ts';
import { applicationOf } from './application.ts';

/** A token that a request would reach the LMS with too late. */
const SOON_MS = 30_000;

/** Of one reading: whose it is and what is sent belong together. */
export type Usable = SignIn & { token: string };

/**
 * The sign-in at a site, with a token other than `refused`; null where there is none to be had. Refresh tokens are used up by
 * their use and held by nobody else: so it is asked for under a lock, read again after getting that, and the answer is kept
 * before it is released. Where the answer is lost, the next try finds the refresh token used up, and the person signs in again.
 * A token that cannot be renewed is used until the site refuses it, whatever this computer's clock says of it.
 * Throws `Failed`: `signed-out`, and what an LMS that cannot be reached makes.
 */
export async function usableSignIn(site: Site, refused: string | null = null): Promise<Usable | null> {
  const now = await signInAt(site);
  if (now === null || isUsable(now, refused)) return now;
  return withLock(LOCKS.refresh(site.origin), async () => {
    const signIn = await signInAt(site);
    if (signIn === null || isUsable(signIn, refused)) return signIn;
    return signIn.refreshToken === null ? null : refresh(site, signIn, signIn.refreshToken);
  });
}

function isUsable(signIn: SignIn, refused: string | null): signIn is Usable {
  const { token, until, refreshToken } = signIn;
  const isGood = refreshToken === null || until === null || until - SOON_MS > Date.now();
  return token !== null && token !== refused && isGood;
}

async function refresh({ origin }: Site, signIn: SignIn, refreshToken: string): Promise<Usable> {
  const signedOut = new Failed({ kind: 'signed-out', origin });
  const app = await applicationOf(origin, signIn);
  if (app === null) throw signedOut;
  const tokens = await refreshed(app, refreshToken).catch(async (thrown: unknown) => {
    // Only this one: whoever has signed in again meanwhile stays signed in.
    if (failureOf(thrown).kind === 'signed-out') await forgetSignIn(origin, signIn);
    throw thrown;
  });
  const after = { ...signIn, ...tokens, refreshToken: tokens.refreshToken ?? refreshToken };
  if (await followSignIn(origin, signIn, after)) return after;
  // The person has signed out, or in again, meanwhile: what came too late must not be of use to anybody.
  await endGrant(app, after);
  throw signedOut;
}

/**
 * Ends a sign-in at the community too, where it was made. Resolves with whether it could be told; a pasted token belongs to
 * no application and is not told of.
 */
export async function endGrant(
  app: Application | null,
  { token, refreshToken }: Pick<SignIn, 'token' | 'refreshToken'>,
): Promise<boolean> {
  // A refresh token takes its access token with it, not the other way round (django-oauth-toolkit's `revoke`).
  const known = refreshToken ?? token;
  if (app === null || known === null) return true;
  return revoke(app, known).then(
    () => true,
    () => false,
  );
}
