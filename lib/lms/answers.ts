/** What the LMS's answers say when they are not what was asked for. */
import { Failed } from '../model/errors.ts';
import { notTheApi } from './not-the-api.ts';
import { retryAfter } from './retry-after.ts';
import { serverWords } from './server-words.ts';
import { tokenRefused } from './token-refused.ts';

/** Statuses by which a server refuses what a request holds: a bad request, a conflict, an entity it cannot process. */
const ABOUT_SOMEBODY: ReadonlySet<number> = new Set([400, 409, 422]);

/** An answer that the docs do not know; `what` holds nothing secret. */
export function unexpected(what: string): Failed {
  return new Failed({ kind: 'unexpected-answer', what });
}

/** A browser hides a redirect behind status 0, other runtimes show it. */
export function isRedirect({ type, status }: Response): boolean {
  return type === 'opaqueredirect' || (status >= 300 && status < 400);
}

/**
 * The failure that an error status stands for, at the site `origin`; `token`, if the request was sent with one, is not in
 * it. What may be about one of the people in a request is `refused`, which is worth sending the others without them; what
 * is about all such requests is `turned-away`.
 */
export async function failureIn(response: Response, origin: string, token: string | null): Promise<Failed> {
  const { status } = response;
  const body = await response.text().catch(() => '');
  const foreign = notTheApi(response, body, { origin, secret: token });
  if (foreign !== null) return foreign;
  if (status === 401) return tokenRefused(response, origin, token);
  if (status === 403) return new Failed({ kind: 'forbidden' });
  if (status === 404) return new Failed({ kind: 'not-found' });
  if (status === 413) return new Failed({ kind: 'too-large' });
  if (status === 429 || status === 503) {
    const until = retryAfter(response.headers.get('retry-after'), Date.now());
    return new Failed({ kind: status === 429 ? 'rate-limited' : 'unavailable', until });
  }
  if (status >= 500) return new Failed({ kind: 'server-error', status });
  const message = serverWords(body, status, token);
  return new Failed({ kind: ABOUT_SOMEBODY.has(status) ? 'refused' : 'turned-away', message });
}
