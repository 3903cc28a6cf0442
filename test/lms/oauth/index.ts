import { Hono } from 'hono';
import type { Env, Lms } from '../context.ts';
import { watched } from '../watched.ts';
import { authorizeRoutes } from './authorize.ts';
import { OAuthError } from './errors.ts';
import { tokenRoutes } from './tokens.ts';

/** OAuth 2.0 as django-oauth-toolkit answers it: authorization code with PKCE, rotating refresh tokens, revocation. */
export function oauth(lms: Lms): Hono<Env> {
  const app = new Hono<Env>();
  app.use(watched(lms, lms.oauthLog));
  app.route('/', authorizeRoutes(lms));
  app.route('/', tokenRoutes(lms));
  app.all('*', (c) => c.notFound());
  app.onError((error) => {
    if (!(error instanceof OAuthError)) throw error;
    const headers = new Headers({ 'cache-control': 'no-store', pragma: 'no-cache' });
    if (error.status === 401) headers.set('www-authenticate', `Bearer error="${error.fields.error}"`);
    return Response.json(error.fields, { status: error.status, headers });
  });
  return app;
}
