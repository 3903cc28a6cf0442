/** Later than this is not believed: the person is told to try again without a time. */
const MOST_MS = 24 * 60 * 60 * 1000;

/**
 * `Retry-After` (RFC 9110 10.2.3: seconds or an HTTP date) as the time from which to try again, in milliseconds
 * since 1970; null where the header is absent, no such form, past, or more than a day ahead.
 */
export function retryAfter(header: string | null, now: number): number | null {
  const text = header?.trim() ?? '';
  const at = /^\d+$/.test(text) ? now + Number(text) * 1000 : Date.parse(text);
  return at > now && at <= now + MOST_MS ? at : null;
}
