/** Nothing is said to wait for longer than this. */
const MOST_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * `Retry-After` (RFC 9110 10.2.3: seconds or an HTTP date) as the time from which to try again, in milliseconds
 * since 1970, at most a year ahead; null where the header is absent, no such form, or past.
 */
export function retryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  return at > now ? Math.min(at, now + MOST_MS) : null;
}
