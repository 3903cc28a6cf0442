import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import { type ApiContext, type Env, type Lms, urlOf } from '../context.ts';
import { ApiError, errorBody } from '../errors.ts';
import type { FaultAction, LoggedRequest } from '../model.ts';
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
  app.use(async (c, next) => {
    const entry = await logged(c);
    lms.log.push(entry);
    const trouble = lms.faults.take(entry);
    c.set('entry', entry);
    c.set('trouble', trouble);
    if (trouble.delayMs + lms.size.latencyMs > 0) await sleep(trouble.delayMs + lms.size.latencyMs);
    if (trouble.reset === 'before') return cut(c);
    if (trouble.answer !== undefined) c.res = scripted(trouble.answer);
    else await next();
    if (trouble.holdMs > 0) await sleep(trouble.holdMs);
    if (trouble.reset === 'after') return cut(c);
    if (trouble.alter !== undefined)
      c.res = Response.json(trouble.alter(await c.res.json()), { status: c.res.status });
    entry.status = c.res.status;
    return c.res;
  });
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

async function logged(c: ApiContext): Promise<LoggedRequest> {
  const url = urlOf(c);
  return {
    method: c.req.method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: c.req.header(),
    body: await c.req.text(),
    status: 0,
    at: Date.now(),
  };
}

function scripted(answer: Extract<FaultAction, { status: number }>): Response {
  const { status, body, headers } = answer;
  const init = { status, ...(headers && { headers }) };
  if (body === undefined) return new Response(null, init);
  return typeof body === 'string' ? new Response(body, init) : Response.json(body, init);
}

/** Ends the connection without an answer, as a lost network does. */
function cut(c: ApiContext): Response {
  c.env.incoming.socket.resetAndDestroy();
  return RESPONSE_ALREADY_SENT;
}
