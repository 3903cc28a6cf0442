/** How every request goes out that carries a token, a code or a secret. */

/** A fetch that keeps a worker waiting longer than this is given up, well before the browser ends the worker at 30 s. */
export const TIMEOUT_MS = 20_000;

/**
 * `credentials: 'omit'`: with host permission the browser would add the person's session cookie, and Django REST
 * framework then wants a CSRF token. `redirect: 'manual'`: a followed 302 turns a POST into a GET whose 200 looks
 * like success, and a 307 hands the body to another host. `cache: 'no-store'`: no answer of it lies on the disk, and none is
 * an old one. `referrerPolicy`: nobody learns the extension's id.
 */
export const OF_A_SECRET = {
  credentials: 'omit',
  redirect: 'manual',
  cache: 'no-store',
  referrerPolicy: 'no-referrer',
} as const satisfies RequestInit;
