/** The LMS over HTTP: one origin, one token, every answer either what the docs say or a typed failure. */
import * as z from 'zod/mini';
import { Failed } from '../errors.ts';
import { retryAfter } from './retry-after.ts';
import { serverWords } from './server-words.ts';

/** A fetch that keeps a worker waiting longer than this is given up, well before the browser ends the worker at 30 s. */
const TIMEOUT_MS = 20_000;

export interface Connection {
  /** `https://host[:port]`; the token is sent nowhere else. */
  origin: string;
  token: string;
  fetch?: typeof globalThis.fetch;
}

export interface Client {
  /** GET a path (`/api/v2/…`) and parse its JSON. Throws `Failed`. */
  get<T extends z.core.$ZodType>(path: string, schema: T): Promise<z.output<T>>;
  /** POST to a path that is documented to answer 204 without a body. Throws `Failed`. */
  post(path: string, body: Readonly<Record<string, readonly number[]>>): Promise<void>;
}

/**
 * A client bound to one origin. Paths are relative to it; an absolute `next` link is taken only if it stays there.
 * `credentials: 'omit'`: with host permission the browser would add the person's session cookie, and Django REST
 * framework then wants a CSRF token. `redirect: 'manual'`: a followed 302 turns a POST into a GET whose 200 looks
 * like success, and a 307 hands the body to another host.
 */
export function connectClient({ origin, token, fetch = globalThis.fetch }: Connection): Client {
  async function send(path: string, init: RequestInit): Promise<Response> {
    const url = new URL(path, origin);
    if (url.origin !== origin) throw unexpected('link to another site');
    try {
      return await fetch(url, {
        ...init,
        headers: { accept: 'application/json', ...init.headers, authorization: `Bearer ${token}` },
        credentials: 'omit',
        redirect: 'manual',
        cache: 'no-store',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch {
      // fetch tells no more than that the network failed or the time ran out.
      throw new Failed({ kind: 'offline', origin });
    }
  }

  /** Only the documented status is success. */
  async function expect(status: number, response: Response): Promise<Response> {
    if (response.status === status) return response;
    // A browser hides a redirect behind status 0, other runtimes show it.
    if (response.type === 'opaqueredirect' || (response.status >= 300 && response.status < 400)) {
      throw unexpected('redirect');
    }
    throw response.ok ? unexpected(`status ${response.status}`) : await failureIn(response, origin);
  }

  return {
    async get(path, schema) {
      const response = await expect(200, await send(path, { method: 'GET' }));
      const body = await response.text().catch(() => {
        throw new Failed({ kind: 'offline', origin });
      });
      const json = parseJson(body);
      if (json === undefined) throw unexpected('not JSON');
      const parsed = z.safeParse(schema, json);
      if (!parsed.success) throw unexpected(parsed.error.issues[0]?.path.join('.') || 'body');
      return parsed.data;
    },

    async post(path, body) {
      const post = (content: BodyInit, type: string) =>
        send(path, { method: 'POST', headers: { 'content-type': type }, body: content });
      let response = await post(JSON.stringify(body), 'application/json');
      // The docs' examples claim this type, the official client sends JSON. A 415 has applied nothing.
      if (response.status === 415) response = await post(form(body), 'application/x-www-form-urlencoded');
      await expect(204, response);
    },
  };
}

function form(body: Readonly<Record<string, readonly number[]>>): string {
  const pairs = Object.entries(body).flatMap(([name, values]) =>
    values.map((value) => [name, String(value)]),
  );
  return new URLSearchParams(pairs).toString();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function unexpected(what: string): Failed {
  return new Failed({ kind: 'unexpected-answer', what });
}

async function failureIn(response: Response, origin: string): Promise<Failed> {
  const { status } = response;
  if (status === 401) return new Failed({ kind: 'token-rejected', origin });
  if (status === 403) return new Failed({ kind: 'forbidden' });
  if (status === 404) return new Failed({ kind: 'not-found' });
  if (status === 429) {
    return new Failed({
      kind: 'rate-limited',
      until: retryAfter(response.headers.get('retry-after'), Date.now()),
    });
  }
  if (status >= 500) return new Failed({ kind: 'server-error', status });
  return new Failed({ kind: 'refused', message: serverWords(await response.text().catch(() => ''), status) });
}
