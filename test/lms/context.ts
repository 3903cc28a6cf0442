import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import { ApiError } from './errors.ts';
import type { Faults, Trouble } from './faults.ts';
import type { LmsSize, LoggedRequest, PracticeUser } from './model.ts';
import type { OAuth } from './oauth/grants.ts';
import type { Community } from './state.ts';

/** Bearer tokens of the practice community. */
export interface Tokens {
  /** The manager of course 9. */
  manager: string;
  /** A plain member of course 9. */
  member: string;
  /** Also the manager's; only the LMS's own pages use it, so that a log tells their requests from others. */
  page: string;
  /** Once valid, now refused. */
  expired: string;
  /** The creator of course 9, who is also an administrator of the community. */
  admin: string;
}

/** What every part of the server shares. */
export interface Lms {
  readonly community: Community;
  readonly size: LmsSize;
  readonly tokens: Tokens;
  readonly faults: Faults;
  readonly oauth: OAuth;
  /** Requests under `/api/`. */
  readonly log: LoggedRequest[];
  /** Requests under `/oauth/`. */
  readonly oauthLog: LoggedRequest[];
  /** What came to the pages' origin while the API was elsewhere. */
  readonly strayed: LoggedRequest[];
}

/** What a request carries on its way through the handlers. */
export interface Env {
  Bindings: HttpBindings;
  Variables: {
    entry: LoggedRequest;
    trouble: Trouble;
    caller: PracticeUser;
  };
}

export type ApiContext = Context<Env>;

/** The request's absolute URL, on the host name that the caller used. */
export const urlOf = (c: ApiContext): URL => new URL(c.req.url);

/** A number in the path; anything else finds no route on the live service either. */
export function idOf(c: ApiContext, name = 'id'): number {
  const text = c.req.param(name) ?? '';
  if (!/^\d{1,15}$/.test(text)) throw new ApiError(404, 'not_found', 'Not found.');
  return Number(text);
}

/**
 * The body, whichever of the accepted forms it came in: JSON as it is, a form as an object of lists of strings.
 * Throws 400 for broken JSON and 415 for any other content type.
 */
export async function bodyOf(c: ApiContext): Promise<unknown> {
  const { body, headers } = c.get('entry');
  const type = headers['content-type'] ?? '';
  const kind = type.split(';')[0]?.trim().toLowerCase() ?? '';
  if (body === '') return {};
  if (kind === 'application/json') {
    try {
      return JSON.parse(body);
    } catch {
      throw new ApiError(400, 'parse_error', 'JSON parse error - Expecting value.');
    }
  }
  if (kind === 'application/x-www-form-urlencoded') return listsOf(new URLSearchParams(body));
  if (kind === 'multipart/form-data') {
    return listsOf(await new Response(body, { headers: { 'content-type': type } }).formData());
  }
  throw new ApiError(415, 'unsupported_media_type', `Unsupported media type "${type}" in request.`);
}

/** A field of a parsed body, or undefined. */
export function field(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[name] : undefined;
}

function listsOf(form: Iterable<[string, unknown]>): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of form) {
    const list = lists[name] ?? [];
    list.push(String(value));
    lists[name] = list;
  }
  return lists;
}
