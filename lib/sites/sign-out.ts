/** Signing out of a site, and forgetting it. */
import { Failed } from '../model/errors.ts';
import { forgetSecret } from '../store/client-secrets.ts';
import type { KeptSecret } from '../store/client-secrets-schema.ts';
import { autoSendAt } from '../store/settings.ts';
import { forgetAttempt } from '../store/sign-in-attempts.ts';
import { forgetSignIn } from '../store/sign-ins.ts';
import { siteOf } from '../store/sites.ts';
import { applicationOf, forgetStaleSecrets } from './application.ts';
import { endGrant } from './refresh-token.ts';
import { watchRightClicks } from './right-click-script.ts';
import { siteAt } from './sites.ts';

/**
 * Forgets the sign-in at a site, first here and then at the community. Resolves with whether the community could be told,
 * where there is anything to tell: a pasted token stays valid there until it expires.
 */
export function signOut(origin: string): Promise<boolean> {
  return endAll(origin, null);
}

/**
 * Signs out of a site and forgets it, its client secret, and that anything is sent at once there. Throws `Failed` `set-by-organisation` for a
 * site that is not the person's own.
 */
export async function disconnect(origin: string): Promise<boolean> {
  if ((await siteAt(origin))?.byPolicy) throw new Failed({ kind: 'set-by-organisation', origin });
  const [secret] = await Promise.all([
    forgetSecret(origin),
    siteOf(origin).remove(),
    autoSendAt(origin).remove(),
  ]);
  return endAll(origin, secret);
}

/** @param forgotten the client secret by which the community still has to be told */
async function endAll(origin: string, forgotten: KeptSecret | null): Promise<boolean> {
  await forgetAttempt(origin);
  const before = await forgetSignIn(origin);
  await forgetStaleSecrets();
  await watchRightClicks();
  return before === null || endGrant(await applicationOf(origin, before, forgotten), before);
}
