/** Why a site has refused a token: it decides, by its own clock, and may know better than this computer what the time is. */
import { Failed } from '../model/errors.ts';
import { expiryOf } from './auth/token.ts';

/** A clock that is further off is wrong: answers take their time, and nobody's clock is right to the second. */
const TOLERANCE_MS = 5 * 60_000;
/** The one form in which servers write a date since 1999 (RFC 9110 5.6.7). */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * The failure for a 401: `clock-wrong` where the answer shows that, `token-expired` where the token itself says so by the site's
 * clock, else `token-rejected`. The token is not in it; null where none was sent.
 */
export function tokenRefused({ headers }: Response, origin: string, token: string | null): Failed {
  const now = Date.now();
  const siteNow = timeIn(headers) ?? now;
  if (Math.abs(siteNow - now) > TOLERANCE_MS) return new Failed({ kind: 'clock-wrong', origin, at: siteNow });
  const until = token === null ? null : expiryOf(token);
  if (until !== null && until <= siteNow) return new Failed({ kind: 'token-expired', at: until });
  return new Failed({ kind: 'token-rejected', origin });
}

/** When the site made this answer, in milliseconds since 1970; null where it does not say, or a cache may have kept the answer. */
function timeIn(headers: Headers): number | null {
  const date = headers.get('date') ?? '';
  if (!HTTP_DATE.test(date) || headers.has('age')) return null;
  const at = Date.parse(date);
  return Number.isNaN(at) ? null : at;
}
