/** The LMS over HTTP: one origin, one token, every answer either what the docs say or a typed failure. */
import * as z from 'zod/mini';
import { Failed } from '../model/errors.ts';
import { failureIn, isRedirect, unexpected } from './answers.ts';
import { notTheApi } from './not-the-api.ts';
import { OF_A_SECRET, TIMEOUT_MS } from './secret-request.ts';

export interface Connection {
  /** The site, as failures name it. */
  origin: string;
  /** Where its API answers, if not there: `https://host[:port]`. The token is sent nowhere else. */
  api?: string;
  token: string;
  /** Asked once, after the LMS refused a token: another one, or null where there is none. Throws `Failed`. */
  renew?: (refused: string) => Promise<string | null>;
  fetch?: typeof globalThis.fetch;
}

/** All throw `Failed`; once `signal` is aborted they throw its reason instead, and ask nothing further. */
export interface Client {
  /** GET a path (`/api/v2/…`) and parse its JSON. */
  get<T extends z.core.$ZodType>(path: string, schema: T, signal?: AbortSignal): Promise<z.output<T>>;
  /** POST JSON to a path that changes nothing and answers 200, and parse its JSON. */
  ask<T extends z.core.$ZodType>(
    path: string,
    question: { body: unknown; schema: T; signal?: AbortSignal | undefined },
  ): Promise<z.output<T>>;
  /** Changes something by a request that is documented to answer 204 without a body. */
  change(
    method: 'POST' | 'DELETE',
    path: string,
    body: Readonly<Record<string, readonly number[]>>,
  ): Promise<void>;
}

/** A client bound to one origin. Paths are relative to it; an absolute `next` link is taken only if it stays there. */
export function connectClient({
  origin,
  api = origin,
  token: first,
  renew,
  fetch = globalThis.fetch,
}: Connection): Client {
  let token = first;

  /**
   * fetch tells no more than that the network failed, the time ran out, or the caller gave up. A certificate that the person
   * clicked through in a tab holds for windows, and not for a worker (Chromium 156, seen 2026-12): there it is no more either.
   */
  function unanswered(signal: AbortSignal | undefined): Failed {
    signal?.throwIfAborted();
    return new Failed({ kind: 'offline', origin: api });
  }

  /** A 401 has applied nothing: with another token it is asked once more. */
  async function send(path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
    const used = token;
    const response = await sendOnce(path, init, signal);
    if (response.status !== 401 || renew === undefined || (await isForeign(response))) return response;
    const other = token === used ? await renew(used) : token;
    if (other === null) return response;
    token = other;
    return sendOnce(path, init, signal);
  }

  /** Whoever stands in front of the API knows nothing of its tokens: another one would be refused like this one. */
  async function isForeign(response: Response): Promise<boolean> {
    const body = await response
      .clone()
      .text()
      .catch(() => '');
    return notTheApi(response, body, { origin, secret: token }) !== null;
  }

  async function sendOnce(path: string, init: RequestInit, signal?: AbortSignal): Promise<Response> {
    signal?.throwIfAborted();
    const url = URL.parse(path, api);
    // By the whole beginning: `blob:https://host/` has the origin of that host, and so has a link with a user name in it.
    if (!url?.href.startsWith(`${api}/`)) throw unexpected('link to another site');
    const timeout = AbortSignal.timeout(TIMEOUT_MS);
    try {
      return await fetch(url, {
        ...init,
        headers: { accept: 'application/json', ...init.headers, authorization: `Bearer ${token}` },
        ...OF_A_SECRET,
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      });
    } catch {
      throw unanswered(signal);
    }
  }

  /** Only the documented status is success. */
  async function expect(status: number, response: Response): Promise<Response> {
    if (response.status === status) return response;
    if (isRedirect(response)) throw unexpected('redirect');
    if (!response.ok) throw await failureIn(response, origin, token);
    const body = await response.text().catch(() => '');
    throw notTheApi(response, body, { origin, secret: token }) ?? unexpected(`status ${response.status}`);
  }

  async function answer<T extends z.core.$ZodType>(
    sent: Promise<Response>,
    schema: T,
    signal: AbortSignal | undefined,
  ): Promise<z.output<T>> {
    const response = await expect(200, await sent);
    const body = await response.text().catch(() => {
      throw unanswered(signal);
    });
    const json = parseJson(body);
    if (json === undefined) {
      throw notTheApi(response, body, { origin, secret: token }) ?? unexpected('not JSON');
    }
    const parsed = parse(schema, json);
    if (!parsed.success) throw unexpected(parsed.error.issues[0]?.path.join('.') || 'body');
    return parsed.data;
  }

  const json = (method: string, body: unknown): RequestInit => ({
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  return {
    get: (path, schema, signal) => answer(send(path, { method: 'GET' }, signal), schema, signal),

    ask: (path, { body, schema, signal }) => answer(send(path, json('POST', body), signal), schema, signal),

    async change(method, path, body) {
      let response = await send(path, json(method, body));
      // The docs' examples claim a form, the official client sends JSON. A 415 has applied nothing.
      if (response.status === 415) response = await send(path, form(method, body));
      await expect(204, response);
    },
  };
}

function form(method: string, body: Readonly<Record<string, readonly number[]>>): RequestInit {
  const pairs = Object.entries(body).flatMap(([name, values]) =>
    values.map((value) => [name, String(value)]),
  );
  return {
    method,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(pairs).toString(),
  };
}

/** zod compares the `length` of whatever has one, and throws where that is no number (4.6.7, seen 2026-11). */
function parse<T extends z.core.$ZodType>(schema: T, json: unknown) {
  try {
    return z.safeParse(schema, json);
  } catch {
    throw unexpected('body');
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
