/** The access token of a site, got anew where it has expired: by one request at a time, whoever asks. */
import { Failed, failureOf } from './errors.ts';
import { type Application, refreshed, revoke, type Tokens } from './lms/oauth.ts';
import type { Site } from './model.ts';
import { followSignIn, forgetSignIn, type SignIn, signInAt } from './store/sign-ins.ts';

/** A token that a request would reach the LMS with too late. */
const SOON = 30_000;

/**
 * A token to send, other than `refused`; null where there is none to be had. Refresh tokens are used up by their use and
 * held by nobody else: so it is asked for under a lock, read again after getting that, and the answer is kept before it is
 * released. Where the answer is lost, the next try finds the refresh token used up, and the person signs in again.
 * Throws `Failed`: `token-expired` for a pasted one, `signed-out`, and what an LMS that cannot be reached makes.
 */
export async function tokenAt(site: Site, refused: string | null = null): Promise<string | null> {
  const now = await signInAt(site);
  if (now === null || isGood(now, refused)) return now?.token ?? null;
  return navigator.locks.request(`rollcall:refresh:${site.origin}`, async () => {
    const signIn = await signInAt(site);
    if (signIn === null || isGood(signIn, refused)) return signIn?.token ?? null;
    return signIn.refreshToken === null ? expired(signIn, refused) : refresh(site, signIn);
  }) as Promise<string | null>;
}

function isGood({ token, until, refreshToken }: SignIn, refused: string | null): boolean {
  const margin = refreshToken === null ? 0 : SOON;
  return token !== null && token !== refused && (until === null || until - margin > Date.now());
}

function expired({ until }: SignIn, refused: string | null): null {
  if (refused === null && until !== null) throw new Failed({ kind: 'token-expired', at: until });
  return null;
}

async function refresh(site: Site, signIn: SignIn): Promise<string> {
  const app = applicationOf(site, signIn);
  if (app === null || signIn.refreshToken === null)
    throw new Failed({ kind: 'signed-out', origin: site.origin });
  const tokens = await refreshed(app, signIn.refreshToken).catch(async (thrown: unknown) => {
    if (failureOf(thrown).kind === 'signed-out') await forgetSignIn(site.origin);
    throw thrown;
  });
  const after = { ...signIn, ...tokens, refreshToken: tokens.refreshToken ?? signIn.refreshToken };
  if (await followSignIn(site, signIn, after)) return tokens.token;
  // The person has signed out meanwhile: what came too late must not be of use to anybody.
  await endGrant(app, tokens);
  throw new Failed({ kind: 'signed-out', origin: site.origin });
}

/** What the community knows the sign-in's application as; null for a pasted token, which belongs to none. */
export function applicationOf(
  { origin, api }: Site,
  { clientId }: Pick<SignIn, 'clientId'>,
): Application | null {
  return clientId === null ? null : { origin, api, clientId };
}

/** Ends tokens at the community too; whether it could be told. */
export async function endGrant(
  app: Application,
  { token, refreshToken }: Pick<SignIn, 'token' | 'refreshToken'> | Tokens,
): Promise<boolean> {
  // Either of them ends both (django-oauth-toolkit's RefreshToken.revoke).
  const known = refreshToken ?? token;
  return (
    known === null ||
    revoke(app, known).then(
      () => true,
      () => false,
    )
  );
}
