import { setTimeout as sleep } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { MiddlewareHandler } from 'hono';
import { type ApiContext, type Env, type Lms, urlOf } from './context.ts';
import type { FaultAction, LoggedRequest } from './model.ts';

/** Writes every request into `log` and lets the scripted faults strike; the handlers find both in the context. */
export function watched(lms: Lms, log: LoggedRequest[]): MiddlewareHandler<Env> {
  return async (c, next) => {
    const entry = await logged(c);
    log.push(entry);
    const trouble = lms.faults.take(entry);
    c.set('entry', entry);
    c.set('trouble', trouble);
    if (lms.size.latencyMs > 0) await sleep(lms.size.latencyMs);
    if (trouble.delayMs > 0) await lms.faults.hold(trouble.delayMs);
    if (trouble.reset === 'before') return cut(c);
    if (trouble.answer !== undefined) c.res = scripted(trouble.answer);
    else await next();
    if (trouble.holdMs > 0) await lms.faults.hold(trouble.holdMs);
    if (trouble.reset === 'after') return cut(c);
    if (trouble.alter !== undefined)
      c.res = Response.json(trouble.alter(await c.res.json()), { status: c.res.status });
    entry.status = c.res.status;
    return c.res;
  };
}

/** The request as the logs keep it; its status is not known yet. */
export async function logged(c: ApiContext): Promise<LoggedRequest> {
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
