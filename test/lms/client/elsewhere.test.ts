import { CourseService, http, UserService } from '@selfcommunity/api-services';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PracticeLms, startLms } from '../server.ts';

// A community whose API and sign-in have an origin of their own.

let lms: PracticeLms;

beforeEach(async () => {
  lms = await startLms({ waiting: 30, members: 6, invited: 3, strangers: 10, api: 'elsewhere' });
});

afterEach(() => lms.close());

const ask = (url: string, token?: string) =>
  fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });

test('one origin is the default', async () => {
  const other = await startLms({ waiting: 1 });
  expect(other.apiOrigin).toBe(other.origin);
  expect((await ask(other.url('/api/v2/user/me/'), 'unheard-of')).status).toBe(401);
  expect(other.strayed).toEqual([]);
  await other.close();
});

test('the API, the sign-in and the pictures answer on their origin, and its links stay there', async () => {
  expect(lms.apiOrigin).not.toBe(lms.origin);
  const answer = await ask(`${lms.apiOrigin}/api/v2/course/9/request_join/?limit=20`, lms.tokens.manager);
  const { next, results } = await answer.json();
  expect(new URL(next).origin).toBe(lms.apiOrigin);
  const picture = results
    .map((one: { avatar: string }) => one.avatar)
    .find((one: string) => /svg$/.test(one));
  expect(new URL(picture).origin).toBe(lms.apiOrigin);
  expect((await ask(picture)).headers.get('content-type')).toBe('image/svg+xml');
  const login = await ask(`${lms.apiOrigin}/oauth/authorize/?client_id=${lms.oauth.clientId}`);
  expect(await login.text()).toContain('Mismatching redirect URI.');
  expect((await ask(`${lms.apiOrigin}/course/9/`)).status).toBe(404);
  expect([lms.log.length, lms.oauthLog.length, lms.strayed]).toEqual([1, 1, []]);
});

test('the pages’ own calls still go to their origin', async () => {
  http.setBasePortal(lms.origin);
  http.setAuthorizeToken(lms.tokens.page);
  expect((await UserService.getCurrentUser()).username).toBe('cora_manager');
  const { next } = await CourseService.getCourseWaitingApproval(9, { limit: 20 });
  expect(new URL(next).origin).toBe(lms.origin);
  const { id } = lms.user('user5');
  await CourseService.inviteOrAcceptUsersToCourse(9, { users: [id] });
  expect([lms.relation(9, id), lms.requests(lms.tokens.page).length]).toEqual(['joined', 3]);
  // What the pages ask for first has their cookie and no token yet.
  const [session = ''] = (await ask(lms.url('/'))).headers.getSetCookie();
  const cookie = session.split(';')[0] ?? '';
  expect((await fetch(lms.url('/api/v2/feature/'), { headers: { cookie } })).status).toBe(200);
  expect(lms.strayed).toEqual([]);
  expect((await fetch(lms.url('/oauth/authorize/'), { headers: { cookie } })).status).toBe(404);
  expect(lms.strayed).toHaveLength(1);
});

test('everybody else’s calls to the pages’ origin are 404 and noted', async () => {
  const { manager } = lms.tokens;
  for (const [path, token] of [
    ['/api/v2/user/me/', manager],
    ['/api/v2/feature/', undefined],
    ['/oauth/authorize/', undefined],
    ['/favicon.ico', manager],
  ] as const) {
    expect((await ask(lms.url(path), token)).status).toBe(404);
  }
  expect((await ask(lms.url('/favicon.ico'))).status).toBe(200);
  expect(lms.strayed.map(({ path, status }) => `${path} ${status}`)).toEqual([
    '/api/v2/user/me/ 404',
    '/api/v2/feature/ 404',
    '/oauth/authorize/ 404',
    '/favicon.ico 404',
  ]);
  expect([lms.log, lms.oauthLog]).toEqual([[], []]);
});

test('both origins close', async () => {
  const other = await startLms({ waiting: 1, api: 'elsewhere' });
  await other.close();
  for (const origin of [other.origin, other.apiOrigin]) await expect(ask(origin)).rejects.toThrow();
});
