/** Nothing is said to wait for longer than this. */
const MOST_MS = 365 * 24 * 60 * 60 * 1000;
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? [\w -]+:\d\d:\d\d(?: \d{4}| GMT)$/;

/**
 * `Retry-After` (RFC 9110 10.2.3: seconds or an HTTP date) as the time from which to try again, in milliseconds
 * since 1970, at most a year ahead; null where the header is absent, no such form, or past.
 */
export function retryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : dateIn(text);
  return at > now ? Math.min(at, now + MOST_MS) : null;
}

/** All forms begin with the day of the week; `Date.parse` alone takes `try again in 2099` for a date too. */
function dateIn(text: string): number {
  if (!HTTP_DATE.test(text)) return Number.NaN;
  // The oldest form names no zone, and means this one.
  return Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
}
