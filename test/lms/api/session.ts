import { getCookie, setCookie } from 'hono/cookie';
import type { ApiContext, Lms, Tokens } from '../context.ts';
import { ApiError } from '../errors.ts';
import type { PracticeUser } from '../model.ts';
import { CREATOR_ID, MANAGER_ID, MEMBER_ID } from '../seed.ts';
import { ownerOfJwt } from './jwt.ts';

/** Fixed, and unlike anything else, so that a test can search for them where they must not be. */
export const TOKENS: Tokens = {
  manager: 'manager-5c1f0e7a9d3b4826',
  member: 'member-2b9e6d41f07c4a35',
  page: 'page-8d47a1c36e5f4b90',
  expired: 'expired-f3a60b92c8d14e7f',
  admin: 'admin-61d8c2f5b7a94e03',
};

/** Everybody's, to sign in with under `/oauth/`; as easy to search for as the tokens. */
export const PASSWORD = 'password-a07c53e8f1d24b96';

/** Names as in Django. The official client does not send the header by itself: a site configures it. */
const CSRF_COOKIE = 'csrftoken';
const CSRF_HEADER = 'x-csrftoken';
const CSRF_TOKEN = 'c5rfJ2mKq8ZtX4vN7bQe1WsY6uHd9GpL';
const SESSION_COOKIE = 'sessionid';
const SESSION = 's3ss10nA4kT8';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Every page signs the browser in, as a community's pages do. */
export function signIn(c: ApiContext): void {
  setCookie(c, SESSION_COOKIE, SESSION, { path: '/', sameSite: 'Lax', httpOnly: true });
  setCookie(c, CSRF_COOKIE, CSRF_TOKEN, { path: '/', sameSite: 'Lax' });
}

/** Who is signed in on the pages: whoever saw one is the manager. */
export function signedIn(c: ApiContext): number | undefined {
  return getCookie(c, SESSION_COOKIE) === SESSION ? MANAGER_ID : undefined;
}

/** Refuses a write that carries the session cookie without the CSRF token, whatever other credentials it has. */
export function refuseForgery(c: ApiContext): void {
  if (SAFE.has(c.req.method) || getCookie(c, SESSION_COOKIE) === undefined) return;
  const sent = c.req.header(CSRF_HEADER);
  const reason = sent === undefined ? 'missing' : 'incorrect';
  if (sent !== CSRF_TOKEN || getCookie(c, CSRF_COOKIE) !== CSRF_TOKEN) {
    throw new ApiError(403, 'permission_denied', `CSRF Failed: CSRF token ${reason}.`);
  }
}

/** The person whose token the request carries; 401 without one, and for one that is unknown or expired. */
export function callerOf(c: ApiContext, lms: Lms): PracticeUser {
  const header = c.req.header('authorization');
  if (header === undefined) {
    throw new ApiError(401, 'not_authenticated', 'Authentication credentials were not provided.');
  }
  const token = /^Bearer (\S+)$/i.exec(header)?.[1];
  const caller = token === undefined ? undefined : lms.community.user(ownerOf(token, lms) ?? -1);
  if (caller === undefined) throw new ApiError(401, 'authentication_failed', 'Invalid token.');
  return caller;
}

function ownerOf(token: string, { tokens, oauth }: Lms): number | undefined {
  if (token === tokens.manager || token === tokens.page) return MANAGER_ID;
  if (token === tokens.member) return MEMBER_ID;
  if (token === tokens.admin) return CREATOR_ID;
  return oauth.ownerOf(token) ?? ownerOfJwt(token);
}
