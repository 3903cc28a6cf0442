import { Hono, type MiddlewareHandler } from 'hono';
import { api } from './api/index.ts';
import { signedIn } from './api/session.ts';
import type { ApiContext, Env, Lms } from './context.ts';
import { frontRoutes, pictureRoutes } from './front.ts';
import { oauth } from './oauth/index.ts';
import { logged } from './watched.ts';

/** What the API's origin answers: the API, the sign-in, and the pictures that the API's answers name. */
export function services(lms: Lms): Hono<Env> {
  const app = new Hono<Env>();
  app.route('/api/v2', api(lms));
  app.route('/oauth', oauth(lms));
  app.route('/media', pictureRoutes());
  return app;
}

/** Pages and services on one origin. */
export const together = (lms: Lms): Hono<Env> => services(lms).route('/', frontRoutes(lms));

/** The pages alone. Their own calls still go to their own origin, which passes these on to the API and no others. */
export function pagesAlone(lms: Lms): Hono<Env> {
  const app = new Hono<Env>();
  app.use(onlyPages(lms));
  app.route('/api/v2', api(lms));
  app.route('/media', pictureRoutes());
  app.route('/', frontRoutes(lms));
  return app;
}

/** 404 for calls that are not the pages' own, and for tokens that are not theirs, wherever they were sent. */
function onlyPages(lms: Lms): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (isPages(c, lms)) return next();
    lms.strayed.push({ ...(await logged(c)), status: 404 });
    return c.notFound();
  };
}

/** Whether a request to the pages' origin is for a page, or a page's own. Before they know their token, they have the cookie. */
function isPages(c: ApiContext, lms: Lms): boolean {
  const { authorization } = c.req.header();
  if (c.req.path.startsWith('/oauth/')) return false;
  if (authorization !== undefined) return authorization === `Bearer ${lms.tokens.page}`;
  return !c.req.path.startsWith('/api/') || signedIn(c) !== undefined;
}
