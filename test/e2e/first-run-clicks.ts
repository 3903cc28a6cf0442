/** What a first run costs, and what it begins with. */
import { expect } from 'vitest';
import { setUpText } from '../../lib/sites/set-up-text.ts';
import type { PracticeLms } from '../lms/server.ts';

/** From the installation to the first accepted request, at most. Pasting is no click: the field for it has the focus. */
const MOST_CLICKS = 8;

/** Each thing that was clicked once, however often a busy machine needs it. */
export class Clicks extends Set<string> {
  tell(browser: string): void {
    console.log(`${browser}: ${this.size} clicks: ${[...this].join(', ')}`);
    expect(this.size).toBeLessThanOrEqual(MOST_CLICKS);
  }
}

/** What an administrator has sent: with the client secret, as a community's own console makes one. */
export function textFrom({ origin, oauth: { confidential } }: PracticeLms): string {
  const { clientId, secret: clientSecret } = confidential;
  return setUpText({ origin, api: origin, clientId, clientSecret });
}
