/** Whether the browser lets Rollcall talk to a site. */
import { browser } from 'wxt/browser';
import { inTime } from '../browser/in-time.ts';
import { hostPattern } from '../lms/community.ts';
import { Failed } from '../model/errors.ts';
import type { Site } from '../model/index.ts';

type Addresses = Pick<Site, 'origin' | 'api'>;

/** Both to its pages and to its API. */
export function isAllowed({ origin, api }: Addresses): Promise<boolean> {
  const answer = browser.permissions.contains({ origins: [hostPattern(origin), hostPattern(api)] });
  return inTime(answer, { kind: 'internal', what: 'permissions' });
}

/** Throws `Failed` `access-not-granted` unless it does. */
export async function requireAccess(site: Addresses): Promise<void> {
  if (!(await isAllowed(site))) throw new Failed({ kind: 'access-not-granted', origin: site.origin });
}
