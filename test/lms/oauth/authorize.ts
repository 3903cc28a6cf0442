import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { PASSWORD, signedIn } from '../api/session.ts';
import { type ApiContext, type Env, type Lms, urlOf } from '../context.ts';
import { OAuthError } from './errors.ts';
import type { OAuth } from './grants.ts';
import { consentPage, errorPage, loginPage } from './pages.ts';

const COOKIE = 'oauthlogin';

/** Where a person signs in, allows the application to act for them, and is sent back with a code. */
export function authorizeRoutes(lms: Lms): Hono<Env> {
  const app = new Hono<Env>();
  /** Value of the cookie to user id. */
  const logins = new Map<string, number>();

  /** Back to the page that asked, now with the cookie; or the form once more. */
  const logIn = (c: ApiContext, form: URLSearchParams) => {
    const user = lms.community.named(form.get('username') ?? '');
    if (user === undefined || user.deleted || form.get('password') !== PASSWORD) {
      return c.html(loginPage('Please enter a correct username and password.'));
    }
    const login = randomUUID();
    logins.set(login, user.id);
    setCookie(c, COOKIE, login, { path: '/oauth/', sameSite: 'Lax', httpOnly: true });
    return c.redirect(urlOf(c).href);
  };

  app.on(['GET', 'POST'], '/authorize/', (c) => {
    const query = urlOf(c).searchParams;
    const fatal = whyNotBack(query, lms.oauth);
    if (fatal !== undefined) return c.html(errorPage('invalid_request', fatal), 400);
    const redirectUri = query.get('redirect_uri') ?? '';
    const back = (answer: Record<string, string>) => {
      const target = new URL(redirectUri);
      const state = query.get('state');
      const fields = { ...answer, ...(state !== null && { state }) };
      for (const [name, value] of Object.entries(fields)) target.searchParams.append(name, value);
      return c.redirect(target.href);
    };
    const wrong = whyNotAllowed(query);
    if (wrong !== undefined) return back(wrong.fields);

    const form = c.req.method === 'POST' ? new URLSearchParams(c.get('entry').body) : undefined;
    if (form?.has('username')) return logIn(c, form);
    const user = lms.community.user(logins.get(getCookie(c, COOKIE) ?? '') ?? signedIn(c) ?? -1);
    if (user === undefined) return c.html(loginPage());
    if (form === undefined && !lms.size.autoApprove) return c.html(consentPage(user.username));
    if (form !== undefined && !form.has('allow')) return back({ error: 'access_denied' });
    const challenge = query.get('code_challenge') ?? '';
    const clientId = query.get('client_id') ?? '';
    return back({ code: lms.oauth.newCode({ clientId, userId: user.id, redirectUri, challenge }) });
  });
  return app;
}

/** Why the browser must not be sent to the redirect URI that the request names; undefined if it may. */
function whyNotBack(query: URLSearchParams, oauth: OAuth): string | undefined {
  const clientId = query.get('client_id');
  if (clientId === null) return 'Missing client_id parameter.';
  if (!oauth.isKnown(clientId)) return 'Invalid client_id parameter value.';
  return oauth.isRegistered(query.get('redirect_uri') ?? '') ? undefined : 'Mismatching redirect URI.';
}

/** What else is wrong with the request; undefined if nothing is. */
function whyNotAllowed(query: URLSearchParams): OAuthError | undefined {
  const type = query.get('response_type');
  if (type === null) return new OAuthError('invalid_request', 'Missing response_type parameter.');
  if (type !== 'code') return new OAuthError('unsupported_response_type');
  if (!query.get('code_challenge')) return new OAuthError('invalid_request', 'Code challenge required.');
  if (query.get('code_challenge_method') === 'S256') return undefined;
  return new OAuthError('invalid_request', 'Transform algorithm not supported.');
}
