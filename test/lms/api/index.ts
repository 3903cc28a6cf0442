import { Hono } from 'hono';
import type { Env, Lms } from '../context.ts';
import { ApiError, errorBody } from '../errors.ts';
import { watched } from '../watched.ts';
import { courseReads } from './course-reads.ts';
import { courseWrites } from './course-writes.ts';
import { eventRoutes } from './events.ts';
import { groupRoutes } from './groups.ts';
import { postRoutes } from './posts.ts';
import { callerOf, refuseForgery } from './session.ts';
import { emptyRoutes, openRoutes } from './site.ts';
import { userRoutes } from './users.ts';

/** The whole API, with its log and its scripted faults around it. No answer carries a CORS header. */
export function api(lms: Lms): Hono<Env> {
  const app = new Hono<Env>();
  app.use(watched(lms, lms.log));
  app.route('/', openRoutes());
  app.use(async (c, next) => {
    refuseForgery(c);
    c.set('caller', callerOf(c, lms));
    await next();
  });
  const known = [
    courseReads(lms),
    courseWrites(lms),
    userRoutes(lms),
    groupRoutes(lms),
    eventRoutes(lms),
    postRoutes(lms),
    emptyRoutes(),
  ];
  for (const routes of known) app.route('/', routes);
  // A path that is known with another method is 405, an unknown one 404.
  for (const path of new Set(known.flatMap((one) => one.routes.map((route) => route.path)))) {
    app.all(path, (c) => {
      throw new ApiError(405, 'method_not_allowed', `Method "${c.req.method}" not allowed.`);
    });
  }
  app.all('*', () => {
    throw new ApiError(404, 'not_found', 'Not found.');
  });
  app.onError((error) => {
    if (!(error instanceof ApiError)) throw error;
    const headers = error.status === 401 ? { 'www-authenticate': 'Bearer realm="api"' } : undefined;
    return Response.json(errorBody(error.problem), { status: error.status, ...(headers && { headers }) });
  });
  return app;
}
