/** What a community knows Rollcall as: the client id of a site, with its secret where there is one. */
import type { Application } from '../lms/auth/oauth-server.ts';
import { Failed } from '../model/errors.ts';
import type { Site } from '../model/index.ts';
import {
  type ApplicationId,
  forgetTried,
  keptSecret,
  secretFor,
  triedAttempts,
  triedSecret,
  trySecret,
} from '../store/client-secrets.ts';
import type { KeptSecret } from '../store/client-secrets-schema.ts';
import { attemptAt, attemptedSites } from '../store/sign-in-attempts.ts';
import type { SignIn } from '../store/sign-in-schema.ts';
import { secretByPolicy } from './sites.ts';

/** For an attempt at signing in: with the secret that it tries, if it does. Throws `Failed` `no-client-id`. */
export async function applicationFor(attempt: string, site: Site): Promise<Application> {
  const app = requireClientId(site);
  return { ...app, clientSecret: (await triedSecret(attempt, app)) ?? (await secretOf(app)) };
}

/** Notes what was entered for an attempt; nothing where the organisation has set the secret. Throws `Failed` `no-client-id`. */
export async function noteEntered(attempt: string, site: Site, entered: KeptSecret): Promise<void> {
  if ((await secretByPolicy(requireClientId(site))) === null) await trySecret(attempt, entered);
}

/** The client id that a site is signed in to with. Throws `Failed` `no-client-id`. */
export function requireClientId({ origin, api, clientId }: Site): ApplicationId {
  if (clientId === null) throw new Failed({ kind: 'no-client-id' });
  return { origin, api, clientId };
}

/**
 * The one that a sign-in was made by; null where its token was pasted.
 * @param forgotten what was kept as the site's secret until now
 */
export async function applicationOf(
  origin: string,
  { api, clientId }: Pick<SignIn, 'api' | 'clientId'>,
  forgotten: KeptSecret | null = null,
): Promise<Application | null> {
  if (clientId === null) return null;
  const app = { origin, api, clientId };
  return { ...app, clientSecret: (await secretOf(app)) ?? secretFor(forgotten, app) };
}

/** The organisation's where it has set one, else the one that is kept here. */
async function secretOf(app: ApplicationId): Promise<string | null> {
  return (await secretByPolicy(app)) ?? keptSecret(app);
}

/** Forgets what was tried by attempts that are over: given up, or the browser was closed in the middle of them. */
export async function forgetStaleSecrets(): Promise<void> {
  // In this order: an attempt is noted before what it tries.
  const tried = await triedAttempts();
  const attempts = await Promise.all((await attemptedSites()).map(attemptAt));
  const stale = tried.filter((id) => !attempts.some((attempt) => attempt?.id === id));
  await Promise.all(stale.map(forgetTried));
}
