/** A site's address as a person types it, and whether a community answers there. */
import { Failed, failureOf } from '../model/errors.ts';
import type { Person } from '../model/index.ts';
import type { Client } from './client.ts';
import { ApiUser } from './schemas.ts';

const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);

/**
 * The origin meant by a typed site address: with or without a scheme, with any path. https, except for this computer. A dot
 * at the end of a host says that it is whole, and is another origin to a browser: it is left out.
 * Throws `Failed` `not-a-site-address` or `site-not-secure`.
 */
export function siteOrigin(address: string): string {
  const text = address.trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`);
  if (
    url === null ||
    !/^https?:$/.test(url.protocol) ||
    // In a pattern that the browser is asked for, a star would be every host.
    !/^[^*]+$/.test(url.hostname) ||
    url.username !== '' ||
    url.password !== ''
  ) {
    throw new Failed({ kind: 'not-a-site-address' });
  }
  url.hostname = url.hostname.replace(/\.$/, '');
  if (url.hostname.endsWith('.')) throw new Failed({ kind: 'not-a-site-address' });
  if (url.protocol === 'http:' && !LOOPBACK.has(url.hostname)) throw new Failed({ kind: 'site-not-secure' });
  return url.origin;
}

/** The match pattern to ask the browser for. Firefox knows no ports in patterns, so the port is left out. */
export function hostPattern(origin: string): string {
  const { protocol, hostname } = new URL(origin);
  return `${protocol}//${hostname}/*`;
}

/**
 * Whose token this is. Throws `Failed`: `token-rejected` also for a 403, which Django REST framework makes of a 401 where
 * session authentication stands first; `not-a-community` where no such API answers, be it that a page says that there is
 * nothing at its address; `not-the-api` where a page stands in front of it.
 */
export function whoAmI(client: Client, origin: string): Promise<Person> {
  return client.get('/api/v2/user/me/', ApiUser).catch((thrown: unknown) => {
    const failure = failureOf(thrown);
    const { kind } = failure;
    const isNowhere = kind === 'not-the-api' && failure.status === 404;
    if (kind === 'forbidden') throw new Failed({ kind: 'token-rejected', origin });
    if (isNowhere || kind === 'not-found' || kind === 'unexpected-answer')
      throw new Failed({ kind: 'not-a-community', origin });
    throw thrown;
  });
}
