import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PracticeLms, startLms } from './server.ts';

let lms: PracticeLms;

beforeEach(async () => {
  lms = await startLms({ waiting: 30, members: 6, invited: 3, strangers: 10, pageCap: 10 });
});

afterEach(() => lms.close());

interface Call {
  method?: string;
  /** JSON unless it is a string. */
  body?: unknown;
  token?: string | null;
  headers?: Record<string, string>;
}

function call(path: string, { method = 'GET', body, token = lms.tokens.manager, headers = {} }: Call = {}) {
  return fetch(lms.url(`/api/v2${path}`), {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined || typeof body === 'string' ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

const invite = (users: unknown[], more: Call = {}) =>
  call('/course/9/invite/', { method: 'POST', body: { users }, ...more });

async function list(
  path: string,
): Promise<{ count: number; next: string | null; results: { id: number; username: string }[] }> {
  return (await call(path)).json() as ReturnType<typeof list>;
}

test('a token is needed, known and not expired', async () => {
  for (const token of [null, 'unheard-of', lms.tokens.expired]) {
    const answer = await call('/user/me/', { token });
    expect(answer.status).toBe(401);
    expect(await answer.json()).toHaveProperty('errors.0.code');
  }
  expect((await call('/user/me/', { token: lms.tokens.page })).status).toBe(200);
});

test('a write with the session cookie needs the CSRF token, whatever else it carries', async () => {
  const page = await fetch(lms.url('/course/9/intro-to-marine-biology/'));
  const cookies = page.headers.getSetCookie();
  expect(cookies.find((one) => one.startsWith('sessionid='))).toMatch(
    /HttpOnly.*SameSite=Lax|SameSite=Lax.*HttpOnly/,
  );
  const cookie = cookies.map((one) => one.split(';')[0]).join('; ');
  const token = /csrftoken=([^;]+)/.exec(cookie)?.[1] ?? '';
  const { id } = lms.user('user5');

  const refused = await invite([id], { headers: { cookie, 'content-type': 'application/json' } });
  expect(refused.status).toBe(403);
  expect(await refused.text()).toContain('CSRF Failed');
  expect((await invite([id], { headers: { cookie, 'x-csrftoken': 'wrong' } })).status).toBe(403);
  expect(lms.relation(9, id)).toBe('requested');
  expect((await call('/user/me/', { headers: { cookie } })).status).toBe(200);

  expect((await invite([id], { headers: { cookie, 'x-csrftoken': token } })).status).toBe(204);
  expect((await invite([lms.user('user50').id])).status).toBe(204);
});

test('no answer allows another origin', async () => {
  const answer = await call('/user/me/', { headers: { origin: 'https://elsewhere.example' } });
  expect([...answer.headers.keys()].filter((one) => one.startsWith('access-control'))).toEqual([]);
});

test('inviting accepts who asked, invites who had not, and leaves the others as they are', async () => {
  const [asked, stranger, member, invited] = [
    lms.waitingUsers(),
    lms.strangers(),
    lms.members(),
    lms.invitedUsers(),
  ].map((people) => people[0]?.id ?? 0);
  const answer = await invite([asked, stranger, member, invited, 1, 2]);
  expect(answer.status).toBe(204);
  expect(await answer.text()).toBe('');
  expect([asked, stranger, member, invited, 1, 2].map((id) => lms.relation(9, id ?? 0))).toEqual([
    'joined',
    'invited',
    'joined',
    'invited',
    'creator',
    'manager',
  ]);
});

test('one unknown id refuses the whole call and changes nothing', async () => {
  const { id } = lms.user('user5');
  for (const bad of [999_999, 'x', 1.5, null, true]) {
    const answer = await invite([id, bad]);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toHaveProperty('errors.0.field', 'users');
  }
  expect((await invite([])).status).toBe(400);
  expect((await call('/course/9/invite/', { method: 'POST', body: {} })).status).toBe(400);
  expect(lms.relation(9, id)).toBe('requested');
});

test('JSON and forms are read, other content types answer 415', async () => {
  const { id } = lms.user('user5');
  const as = (type: string, body: string) =>
    call('/course/9/invite/', { method: 'POST', body, headers: { 'content-type': type } });
  expect((await as('text/plain', `{"users":[${id}]}`)).status).toBe(415);
  expect((await as('application/json', '{"users":')).status).toBe(400);
  expect(lms.relation(9, id)).toBe('requested');
  const other = lms.user('user50').id;
  expect((await as('application/x-www-form-urlencoded', `users=${id}&users=${other}`)).status).toBe(204);
  expect([id, other].map((one) => lms.relation(9, one))).toEqual(['joined', 'joined']);
});

test('only who runs a course may look behind it; hidden and unknown ones are not there', async () => {
  const paths = [
    '/course/9/invite/',
    '/course/9/request_join/',
    '/course/9/users/',
    '/course/9/user/',
    '/course/9/?view=edit',
  ];
  for (const path of paths) expect((await call(path, { token: lms.tokens.member })).status).toBe(403);
  expect((await call('/course/11/request_join/')).status).toBe(403);
  expect((await call('/course/13/')).status).toBe(404);
  expect((await call('/course/404/invite/')).status).toBe(404);
  expect((await call('/course/9/invite/', { method: 'PUT' })).status).toBe(405);
});

test('pages are capped, and their links are absolute and keep the query', async () => {
  const seen: number[] = [];
  let next: string | null = '/course/9/request_join/?limit=500&search=a';
  const all = await list(next);
  expect(all.results).toHaveLength(10);
  expect(new URL(all.next ?? '').origin).toBe(lms.origin);
  expect(new URL(all.next ?? '').search).toBe('?limit=10&offset=10&search=a');
  while (next !== null) {
    const part: Awaited<ReturnType<typeof list>> = await list(next);
    seen.push(...part.results.map((one) => one.id));
    next = part.next === null ? null : part.next.replace(`${lms.origin}/api/v2`, '');
  }
  expect(seen).toHaveLength(all.count);
  expect(new Set(seen).size).toBe(all.count);
  expect((await list('/course/9/request_join/?limit=0&offset=-3')).results).toHaveLength(10);
});

test('search finds parts of usernames and real names, whatever the case', async () => {
  const names = async (path: string) => (await list(path)).results.map((one) => one.username).sort();
  expect(await names('/course/9/request_join/?search=USER5')).toEqual(['user5', 'user50', 'user500']);
  expect(await names('/course/9/request_join/?search=whitfield')).toEqual(['user500']);
  expect(await names('/user/autocomplete/?username=user50')).toEqual(['user50', 'user500', 'user5000']);
});

test('lists of members leave the creator out unless asked', async () => {
  const ids = async (path: string) => (await list(path)).results.map((one) => one.id);
  for (const kind of ['users', 'join']) {
    expect(await ids(`/course/9/${kind}/`)).not.toContain(1);
    expect(await ids(`/course/9/${kind}/`)).toContain(2);
    expect(await ids(`/course/9/${kind}/?statuses=["creator"]`)).toEqual([1]);
  }
  expect((await ids('/course/')).sort()).not.toContain(12);
  expect(await ids('/course/?statuses=["creator"]')).toEqual([12]);
  expect((await call('/course/9/users/?statuses=["owner"]')).status).toBe(400);
});

test('accounts are found by administrators only, by exactly one key', async () => {
  const { email, id } = lms.user('user5');
  expect((await call(`/account/search/?email=${email}`)).status).toBe(403);
  const asAdmin = (query: string) => call(`/account/search/?${query}`, { token: lms.tokens.admin });
  expect(await (await asAdmin(`email=${email}`)).json()).toMatchObject({ id, email });
  expect((await asAdmin('email=nobody@example.org')).status).toBe(404);
  expect((await asAdmin('')).status).toBe(400);
});

test('a fault answers instead, as often as it is told and only where it is told', async () => {
  const { id } = lms.user('user5');
  lms.fault({
    method: 'POST',
    path: '/api/v2/course/9/invite/',
    do: { status: 429, headers: { 'retry-after': '7' } },
  });
  lms.fault({
    path: /\/user\/me\/$/,
    token: lms.tokens.page,
    times: 2,
    do: { status: 503, body: { detail: 'later' } },
  });
  const limited = await invite([id]);
  expect([limited.status, limited.headers.get('retry-after'), lms.relation(9, id)]).toEqual([
    429,
    '7',
    'requested',
  ]);
  expect((await invite([id])).status).toBe(204);

  expect((await call('/user/me/')).status).toBe(200);
  const page = () => call('/user/me/', { token: lms.tokens.page });
  expect(await (await page()).json()).toEqual({ detail: 'later' });
  expect([(await page()).status, (await page()).status]).toEqual([503, 200]);

  lms.fault({ path: /./, times: Number.POSITIVE_INFINITY, do: { status: 500 } });
  expect([(await page()).status, (await page()).status]).toEqual([500, 500]);
  lms.clearFaults();
  expect((await page()).status).toBe(200);
});

test('a fault skips people in silence', async () => {
  const [kept, skipped] = [lms.user('user5').id, lms.user('user50').id];
  lms.fault({ path: '/api/v2/course/9/invite/', do: { skip: [skipped] } });
  expect((await invite([kept, skipped])).status).toBe(204);
  expect([lms.relation(9, kept), lms.relation(9, skipped)]).toEqual(['joined', 'requested']);
});

test('a fault cuts the connection before or after applying', async () => {
  const [before, after] = [lms.user('user5').id, lms.user('user50').id];
  lms.fault({ path: '/api/v2/course/9/invite/', do: { reset: 'before' } });
  await expect(invite([before])).rejects.toThrow();
  lms.fault({ path: '/api/v2/course/9/invite/', do: { reset: 'after' } });
  await expect(invite([after])).rejects.toThrow();
  expect([lms.relation(9, before), lms.relation(9, after)]).toEqual(['requested', 'joined']);
  expect(lms.log.map((one) => one.status)).toEqual([0, 0]);
});

test('a fault delays an answer or changes it', async () => {
  lms.fault({ path: '/api/v2/user/me/', do: { delayMs: 60 } });
  lms.fault({ path: '/api/v2/user/me/', do: { alter: (json) => ({ ...json, username: 'somebody_else' }) } });
  const start = performance.now();
  expect(await (await call('/user/me/')).json()).toMatchObject({ id: 2, username: 'somebody_else' });
  expect(performance.now() - start).toBeGreaterThan(50);
  expect(lms.log[0]?.status).toBe(200);
});

test('a fault holds an answer until it is released: the first one held, or the next', async () => {
  const [one, other] = [lms.user('user5').id, lms.user('user50').id];
  lms.fault({ path: /invite/, times: 2, do: { holdMs: Number.POSITIVE_INFINITY } });
  const first = invite([one]);
  await expect.poll(() => lms.relation(9, one)).toBe('joined');
  expect(lms.log[0]?.status).toBe(0);
  lms.release();
  lms.release();
  expect((await first).status).toBe(204);
  expect((await invite([other])).status).toBe(204);
});

test('the same community every time, and closing ends it at once', async () => {
  const other = await startLms({ waiting: 30, members: 6, invited: 3, strangers: 10 });
  expect(other.waitingUsers()).toEqual(lms.waitingUsers());
  expect(new Set(other.waitingUsers().map((one) => one.username)).size).toBe(30);
  await fetch(other.url('/api/v2/feature/'), { headers: { connection: 'keep-alive' } });
  await other.close();
  await expect(fetch(other.url('/api/v2/feature/'))).rejects.toThrow();
});
