import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { type Client, connectClient } from '../../../lib/lms/client.ts';
import { whoAmI } from '../../../lib/lms/community.ts';
import { change, managedCourse } from '../../../lib/lms/course.ts';
import { waitingCount } from '../../../lib/lms/join-requests.ts';
import { identify } from '../../../lib/lms/people/identify.ts';
import { failureOf } from '../../../lib/model/errors.ts';
import type { Failure } from '../../../lib/model/index.ts';
import { type PracticeLms, startLms } from '../../lms/server.ts';

let lms: PracticeLms;
let client: Client;
beforeAll(async () => {
  lms = await startLms({ waiting: 20 });
  client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
});
afterEach(() => {
  lms.clearFaults();
  lms.log.length = 0;
});
afterAll(() => lms.close());

const as = (token: string) => connectClient({ origin: lms.origin, token });
const INVITE = '/api/v2/course/9/invite/';

async function failure(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (thrown) {
    return failureOf(thrown);
  }
  throw new Error('it did not fail');
}

describe('what is sent', () => {
  test('one POST as the official client sends it: JSON, bearer token, no cookie', async () => {
    const [one, two] = lms.waitingUsers();
    await change(client, 9, { call: 'invite', users: [one?.id ?? 0, two?.id ?? 0] });
    expect(lms.log).toHaveLength(1);
    expect(lms.log[0]).toMatchObject({
      method: 'POST',
      path: INVITE,
      body: `{"users":[${one?.id},${two?.id}]}`,
      status: 204,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${lms.tokens.manager}` },
    });
    expect(lms.log[0]?.headers.cookie).toBeUndefined();
    expect(lms.relation(9, one?.id ?? 0)).toBe('joined');
  });

  test('a 415 is answered with the same users once as a form', async () => {
    lms.fault({ path: INVITE, method: 'POST', do: { status: 415 } });
    lms.fault({ path: INVITE, method: 'POST', do: { status: 204 } });
    await change(client, 9, { call: 'invite', users: [5, 6] });
    expect(lms.log.map(({ headers, body }) => [headers['content-type'], body])).toEqual([
      ['application/json', '{"users":[5,6]}'],
      ['application/x-www-form-urlencoded', 'users=5&users=6'],
    ]);
  });
});

describe('every answer that is not the documented one is a failure of its own', () => {
  const read = () => managedCourse(client, 9);
  const write = () => change(client, 9, { call: 'invite', users: [2001] });

  test('401, an expired token', async () => {
    expect(await failure(whoAmI(as(lms.tokens.expired), lms.origin))).toEqual({
      kind: 'token-rejected',
      origin: lms.origin,
    });
  });
  test('403, and a course that says the person is only a member', async () => {
    expect(await failure(change(as(lms.tokens.member), 9, { call: 'invite', users: [2001] }))).toEqual({
      kind: 'not-a-manager',
    });
    expect(await failure(managedCourse(as(lms.tokens.member), 9))).toEqual({ kind: 'not-a-manager' });
  });
  test('404', async () => {
    expect(await failure(managedCourse(client, 77))).toEqual({ kind: 'course-not-found', courseId: 77 });
    expect(await failure(change(client, 77, { call: 'invite', users: [1] }))).toEqual({
      kind: 'course-not-found',
      courseId: 77,
    });
  });
  test("400, with the server's words", async () => {
    const refused = await failure(change(client, 9, { call: 'invite', users: [999_999] }));
    expect(refused).toMatchObject({ kind: 'refused', message: expect.stringMatching(/999999|exist|valid/i) });
  });
  test('429, with the time to try again', async () => {
    lms.fault({ path: INVITE, do: { status: 429, headers: { 'retry-after': '30' } } });
    const limited = await failure(write());
    expect(limited).toMatchObject({ kind: 'rate-limited', until: expect.any(Number) });
  });
  test('503', async () => {
    lms.fault({ path: INVITE, do: { status: 503, body: '<h1>Down</h1>' } });
    expect(await failure(write())).toEqual({ kind: 'unavailable', until: null });
  });
  test('200 to an invite is not success', async () => {
    lms.fault({ path: INVITE, do: { status: 200, body: {} } });
    expect(await failure(write())).toEqual({ kind: 'unexpected-answer', what: 'status 200' });
  });
  test('HTML instead of JSON', async () => {
    lms.fault({ path: /course\/9/, do: { status: 200, body: '<h1>Sign in</h1>' } });
    expect(await failure(read())).toEqual({ kind: 'unexpected-answer', what: 'not JSON' });
  });
  describe('F12: a page where JSON belongs is not the API, and says nothing of token or rights', () => {
    const html = { 'content-type': 'text/html; charset=utf-8' };
    const page = (title: string) =>
      `<!doctype html><html><head><title>${title}</title></head><body>…</body></html>`;
    const notTheApi = (status: number, title: string) => ({
      kind: 'not-the-api',
      origin: lms.origin,
      status,
      title,
    });
    const me = () => whoAmI(client, lms.origin);

    test.each([
      ['a gateway refuses', 403, 'Access denied | Cloudflare'],
      ['a login page', 200, 'Sign in'],
      ['a captive portal', 511, ''],
      ['a firewall', 405, 'Not allowed'],
      ['the law', 451, 'Unavailable'],
    ])('%s, at Connect, at a reading and at the POST', async (_, status, title) => {
      lms.fault({ path: /./, times: 3, do: { status, body: page(title), headers: html } });
      const failures = [await failure(me()), await failure(read()), await failure(write())];
      const expected = status >= 500 ? { kind: 'server-error', status } : notTheApi(status, title);
      expect(failures).toEqual([expected, expected, expected]);
    });

    test('a page without a type is told by its beginning', async () => {
      lms.fault({ path: /./, do: { status: 403, body: `\n<HTML><title>No</title>` } });
      expect(await failure(write())).toEqual(notTheApi(403, 'No'));
    });

    test.each([
      ['nothing', undefined, {}, ''],
      ['text', 'Authorization Required', {}, ''],
      ['a page', page('401'), html, '401'],
    ])(
      '401 with HTTP Basic and %s: no token is refused, and none is renewed',
      async (_, body, type, title) => {
        const headers = { 'www-authenticate': 'Basic realm="Staging"', ...type };
        lms.fault({ path: /./, times: 2, do: { status: 401, headers, ...(body !== undefined && { body }) } });
        const renewed: string[] = [];
        const renewing = connectClient({
          origin: lms.origin,
          token: lms.tokens.manager,
          renew: async (refused) => {
            renewed.push(refused);
            return null;
          },
        });
        expect(await failure(whoAmI(renewing, lms.origin))).toEqual(notTheApi(401, title));
        expect(await failure(change(renewing, 9, { call: 'invite', users: [2001] }))).toEqual(
          notTheApi(401, title),
        );
        expect(renewed).toEqual([]);
      },
    );

    test("the API's own 401 stays one, also where Django names Basic first", async () => {
      const headers = { 'www-authenticate': 'Basic realm="api"' };
      lms.fault({ path: /./, do: { status: 401, headers, body: { detail: 'Invalid token.' } } });
      expect(await failure(me())).toEqual({ kind: 'token-rejected', origin: lms.origin });
    });

    test('at Connect a page that says 404 is an address at which there is no community', async () => {
      lms.fault({ path: /./, do: { status: 404, body: page('Page not found'), headers: html } });
      expect(await failure(me())).toEqual({ kind: 'not-a-community', origin: lms.origin });
    });

    test('what passes, and what is too large, stays what it is, whoever says it', async () => {
      const kinds: string[] = [];
      for (const status of [413, 429, 502, 503]) {
        lms.fault({ path: INVITE, do: { status, body: page('nginx'), headers: html } });
        kinds.push((await failure(write())).kind);
      }
      expect(kinds).toEqual(['too-large', 'rate-limited', 'server-error', 'unavailable']);
    });

    test('the title is short plain text, and without the token', async () => {
      const title = `\u202e a\u0007\n&amp; &lt;b&gt; ${lms.tokens.manager} ${'x'.repeat(500)}`;
      lms.fault({ path: /./, do: { status: 403, body: page(title), headers: html } });
      const told = await failure(write());
      expect(told).toMatchObject({ title: expect.stringMatching(/^a & <b> … x+$/) });
      expect(told.kind === 'not-the-api' && told.title).toHaveLength(120);
    });
  });

  test('what is refused whoever is in it is told apart from what may be about one of them', async () => {
    const kinds: string[] = [];
    for (const status of [400, 409, 422, 405, 410, 451]) {
      lms.fault({ path: INVITE, do: { status, body: { detail: 'No.' } } });
      const told = await failure(write());
      kinds.push(told.kind);
      expect(told).toMatchObject({ message: 'No.' });
    }
    expect(kinds).toEqual([...Array(3).fill('refused'), ...Array(3).fill('turned-away')]);
  });

  test('a field of another kind', async () => {
    lms.fault({ path: /course\/9/, do: { alter: (course) => ({ ...course, id: '9' }) } });
    expect(await failure(read())).toEqual({ kind: 'unexpected-answer', what: 'id' });
  });
  test('nobody there', async () => {
    const gone = await startLms({ waiting: 1 });
    await gone.close();
    expect(await failure(whoAmI(connectClient({ origin: gone.origin, token: 't' }), gone.origin))).toEqual({
      kind: 'offline',
      origin: gone.origin,
    });
  });
  test('a connection reset after the LMS applied it is not told apart from one before', async () => {
    lms.fault({ path: INVITE, do: { reset: 'after' } });
    expect(await failure(write())).toMatchObject({ kind: 'offline' });
  });
});

describe('the token stays at its origin', () => {
  test.each([302, 307])('a %d to another host is not followed', async (status) => {
    const seen: unknown[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(request.url);
      response.end('{}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => elsewhere.once('listening', resolve));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/steal/`;
    lms.fault({ path: INVITE, do: { status, headers: { location } } });
    expect(await failure(change(client, 9, { call: 'invite', users: [2001] }))).toEqual({
      kind: 'unexpected-answer',
      what: 'redirect',
    });
    expect(seen).toEqual([]);
    elsewhere.close();
  });

  test('a next link to another host ends the walk', async () => {
    lms.fault({
      path: /request_join/,
      do: { alter: (page) => ({ ...page, count: 500, next: 'https://elsewhere.example/api/' }) },
    });
    const names = Array.from({ length: 300 }, (_, at) => ({ userId: null, username: `unknown${at}` }));
    expect(await failure(identify({ client }, 9, names))).toEqual({
      kind: 'unexpected-answer',
      what: 'link to another site',
    });
  });

  test('a next link that leads in a circle ends the walk', async () => {
    lms.fault({
      path: /request_join/,
      times: Number.POSITIVE_INFINITY,
      do: {
        alter: (page) => ({
          ...page,
          count: 500,
          next: `${lms.origin}/api/v2/course/9/request_join/?circle=1`,
        }),
      },
    });
    const names = Array.from({ length: 300 }, (_, at) => ({ userId: null, username: `unknown${at}` }));
    expect(await failure(identify({ client }, 9, names))).toEqual({
      kind: 'unexpected-answer',
      what: 'pages in a circle',
    });
  });
});

test('how many are waiting is one request', async () => {
  const { length } = lms.waitingUsers();
  expect(await waitingCount(client, 9)).toBe(length);
  expect(lms.log).toHaveLength(1);
});

describe('given up by the caller', () => {
  const reason = new Error('given up');

  test('before: nothing is sent; while it waits: the reason, and not a failure of the site', async () => {
    const aborted = AbortSignal.abort(reason);
    const schema = z.object({});
    await expect(client.get('/api/v2/user/me/', schema, aborted)).rejects.toBe(reason);
    await expect(client.ask('/api/v2/user/match/', { body: [], schema, signal: aborted })).rejects.toBe(
      reason,
    );
    expect(lms.log).toEqual([]);

    lms.fault({ path: /./, times: 2, do: { delayMs: 60_000 } });
    const calls: ((signal: AbortSignal) => Promise<unknown>)[] = [
      (signal) => client.get('/api/v2/user/me/', schema, signal),
      (signal) => client.ask('/api/v2/user/match/', { body: [], schema, signal }),
    ];
    for (const [at, call] of calls.entries()) {
      const giveUp = new AbortController();
      const answer = call(giveUp.signal);
      await expect.poll(() => lms.log.length).toBe(at + 1);
      giveUp.abort(reason);
      await expect(answer).rejects.toBe(reason);
    }
  });

  test('while the answer comes in', async () => {
    const giveUp = new AbortController();
    const slow = connectClient({
      origin: lms.origin,
      token: 't',
      fetch: async (_url, init) =>
        new Response(
          new ReadableStream({
            start(body) {
              init?.signal?.addEventListener('abort', () => body.error(init.signal?.reason));
              queueMicrotask(() => giveUp.abort(reason));
            },
          }),
        ),
    });
    await expect(slow.get('/api/v2/user/me/', z.object({}), giveUp.signal)).rejects.toBe(reason);
  });
});

test('a question that is posted is JSON, and its answer is parsed', async () => {
  const schema = z.array(z.object({ id: z.int() }));
  const answer = await client.ask('/api/v2/user/match/', { body: ['user5'], schema });
  expect(answer).toEqual([{ id: lms.user('user5').id }]);
  expect(lms.log[0]).toMatchObject({ method: 'POST', body: '["user5"]', status: 200 });
  lms.fault({ path: /match/, do: { status: 204 } });
  expect(await failure(client.ask('/api/v2/user/match/', { body: [], schema }))).toEqual({
    kind: 'unexpected-answer',
    what: 'status 204',
  });
});
