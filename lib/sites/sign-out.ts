/** Signing out of a site, and forgetting it. */
import { Failed } from '../model/errors.ts';
import { autoSendAt } from '../store/settings.ts';
import { forgetAttempt } from '../store/sign-in-attempts.ts';
import { forgetSignIn } from '../store/sign-ins.ts';
import { siteOf } from '../store/sites.ts';
import { endGrant } from './refresh-token.ts';
import { watchRightClicks } from './right-click-script.ts';
import { siteAt } from './sites.ts';

/**
 * Forgets the sign-in at a site, first here and then at the community. Resolves with whether the community could be told,
 * where there is anything to tell: a pasted token stays valid there until it expires.
 */
export async function signOut(origin: string): Promise<boolean> {
  await forgetAttempt(origin);
  const before = await forgetSignIn(origin);
  await watchRightClicks();
  return before === null || endGrant(origin, before);
}

/**
 * Signs out of a site and forgets it, and that anything is sent at once there. Throws `Failed` `set-by-organisation` for a
 * site that is not the person's own.
 */
export async function disconnect(origin: string): Promise<boolean> {
  if ((await siteAt(origin))?.byPolicy) throw new Failed({ kind: 'set-by-organisation', origin });
  await Promise.all([siteOf(origin).remove(), autoSendAt(origin).remove()]);
  return signOut(origin);
}
