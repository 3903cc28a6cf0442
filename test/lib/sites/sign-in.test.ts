/**
 * Signing in and out against the practice LMS over HTTP, with two things at once that a real browser cannot be made to do on
 * demand. The browser around it is WXT's fake; its window for signing in is a request with the community's cookie.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { failureOf } from '../../../lib/model/errors.ts';
import { connect, finishSignIns, signIn } from '../../../lib/sites/sign-in.ts';
import { disconnect, signOut } from '../../../lib/sites/sign-out.ts';
import { clientsOf, signedIn } from '../../../lib/sites/site-client.ts';
import { siteAt, siteStates } from '../../../lib/sites/sites.ts';
import { attemptAt, beginAttempt } from '../../../lib/store/sign-in-attempts.ts';
import { signInAt } from '../../../lib/store/sign-ins.ts';
import { type PracticeLms, startLms } from '../../lms/server.ts';
import { REDIRECT, signsInByItself } from './browser-window.ts';

const TOKEN = '/oauth/token/';
/** It is done, and answered when the LMS is told to release it. */
const HELD = { holdMs: Number.POSITIVE_INFINITY };

let lms: PracticeLms;

beforeEach(async () => {
  lms = await startLms({ waiting: 3, autoApprove: true });
  await signsInByItself(lms);
});
afterEach(() => lms.close());

const where = (keep = false, api = lms.origin) => ({ origin: lms.origin, api, keep });
const byOAuth = (keep?: boolean, api?: string, attempt: string = crypto.randomUUID()) =>
  signIn({ ...where(keep, api), clientId: lms.oauth.clientId, clientSecret: null, attempt });
const byToken = (token: string) => connect({ ...where(), token });
const living = () =>
  lms.oauth.tokens().filter(({ accessLives, refreshLives }) => accessLives || refreshLives).length;
const known = async () => {
  const site = await siteAt(lms.origin);
  return site && signInAt(site);
};
const asked = (path: string) => vi.waitUntil(() => lms.oauthLog.some((one) => one.path === path));

test('who signs in while a job of somebody else needs another token sends nothing in it', async () => {
  await byOAuth();
  const { user } = await signedIn(lms.origin);
  const clients = clientsOf(lms.origin, user);
  const client = await clients();
  // The grant of the first is ended by that.
  await byToken(lms.tokens.admin);
  await vi.waitUntil(() => living() === 0);
  const sent = client.change('POST', '/api/v2/course/9/invite/', { users: [1] });
  expect(failureOf(await sent.catch((thrown: unknown) => thrown))).toMatchObject({ kind: 'token-rejected' });
  await expect(clients()).rejects.toThrow('other-account');
  expect(lms.requests(lms.tokens.admin).filter(({ method }) => method === 'POST')).toEqual([]);
});

test('a job goes on where the same person changes the way of signing in', async () => {
  await byToken(lms.tokens.manager);
  const clients = clientsOf(lms.origin, (await signedIn(lms.origin)).user);
  await clients();
  await byOAuth(true, lms.origin.replace('127.0.0.1', 'localhost'));
  const client = await clients();
  await client.change('POST', '/api/v2/course/9/invite/', { users: [lms.waitingUsers()[0]?.id ?? 0] });
  const [grant] = lms.oauth.tokens();
  expect(lms.requests(grant?.accessToken ?? '').at(-1)?.status).toBe(204);
});

test('a refresh that is refused too late signs nobody out who has signed in again', async () => {
  await byOAuth();
  lms.oauth.revokeAll();
  lms.fault({ path: TOKEN, do: { delayMs: 400 } });
  lms.oauthLog.length = 0;
  const refreshing = signedIn(lms.origin).then(({ client }) =>
    client.change('POST', '/api/v2/course/9/invite/', { users: [1] }),
  );
  const refused = refreshing.catch((thrown: unknown) => failureOf(thrown).kind);
  await asked(TOKEN);
  await byToken(lms.tokens.manager);
  expect(await refused).toBe('signed-out');
  expect((await known())?.token).toBe(lms.tokens.manager);
});

test.each([
  ['kept', true],
  ['in memory', false],
])(
  'whoever signs in again ends the grant before, however that was kept, and wherever it was made (%s)',
  async (_how, keep) => {
    await byOAuth(keep);
    await byOAuth(!keep);
    await vi.waitUntil(() => living() === 1);
    await byOAuth(keep, lms.origin.replace('127.0.0.1', 'localhost'));
    await vi.waitUntil(() => living() === 1);
    expect((await known())?.token).toBe(lms.oauth.tokens().at(-1)?.accessToken);
  },
);

test('signing out while the code is exchanged: nobody is signed in, here or at the community', async () => {
  lms.fault({ path: TOKEN, do: HELD });
  const signingIn = byOAuth().catch((thrown: unknown) => failureOf(thrown).kind);
  await asked(TOKEN);
  await signOut(lms.origin);
  lms.release();
  expect(await signingIn).toBe('sign-in-interrupted');
  expect(await known()).toBeNull();
  expect(living()).toBe(0);
});

test('of two attempts the later one counts, and says so', async () => {
  lms.fault({ path: TOKEN, do: HELD });
  const first = byOAuth().catch((thrown: unknown) => failureOf(thrown).kind);
  await asked(TOKEN);
  const second = byOAuth();
  await vi.waitUntil(() => lms.oauthLog.filter(({ path }) => path === '/oauth/authorize/').length === 2);
  lms.release();
  expect((await second).user?.username).toBe('cora_manager');
  expect(await first).toBe('sign-in-interrupted');
  expect((await known())?.token).not.toBeNull();
  expect(living()).toBe(1);
});

test('an attempt that fails is over, with its tokens; one that is done is not done again', async () => {
  const attempt = crypto.randomUUID();
  lms.fault({ path: /user\/me\/$/, do: { status: 500 } });
  await byOAuth(false, undefined, attempt).catch(() => {});
  expect(await attemptAt(lms.origin)).toBeNull();
  expect(living()).toBe(0);
  expect(await finishSignIns()).toEqual([]);
  expect((await byOAuth(false, undefined, attempt)).user?.username).toBe('cora_manager');
  expect(await attemptAt(lms.origin)).toMatchObject({ step: 'done' });
  // Asked for again, as the options do where no answer came: nothing is done anew.
  const before = lms.oauthLog.length;
  expect((await byOAuth(false, undefined, attempt)).user?.username).toBe('cora_manager');
  expect(lms.oauthLog).toHaveLength(before);
});

test('trust 7: what comes back half an hour later is not exchanged, at the next start of the worker neither', async () => {
  const { origin } = lms;
  const site = { ...where(), clientId: lms.oauth.clientId };
  const challenge = { state: 'state', verifier: 'v'.repeat(43), redirectUri: REDIRECT };
  const at = Date.now() - 31 * 60_000;
  const answer = `${REDIRECT}?code=code&state=state`;
  await beginAttempt({ step: 'answered', id: crypto.randomUUID(), at, site, ...challenge, answer });
  expect(await finishSignIns()).toEqual([]);
  expect(await attemptAt(origin)).toBeNull();
  expect(lms.oauthLog).toEqual([]);
});

test('Disconnect forgets the site before the community is told', async () => {
  await byOAuth(true);
  lms.fault({ path: '/oauth/revoke_token/', do: { delayMs: 300 } });
  const told = disconnect(lms.origin);
  await asked('/oauth/revoke_token/');
  expect(await siteStates()).toEqual([]);
  expect(await told).toBe(true);
  expect(living()).toBe(0);
});

describe('F18: this computer’s clock', () => {
  const HOUR = 3_600_000;
  const exp = () => Math.floor(Date.now() / 1_000) + 3_600;
  /** Only what is asked of the clock is another time: what waits goes on waiting. */
  const setClock = (by: number) =>
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + by, shouldAdvanceTime: true });
  /** The practice LMS runs on the same clock: it says by its answers what the time really is. */
  const siteSays = (status: number, date: number) =>
    lms.fault({
      path: /^\/api\//,
      do: { status, headers: { date: new Date(date).toUTCString() } },
    });

  test('is ahead: a token that seems to have expired is sent, and where the site takes it the person is in', async () => {
    const end = exp();
    const now = Date.now();
    const token = lms.jwt({ user: 'cora_manager', exp: end });
    await byToken(token);
    setClock(5 * HOUR);
    expect(await siteStates()).toMatchObject([{ user: { username: 'cora_manager' }, until: end * 1_000 }]);
    // The practice LMS would refuse it by this clock: what is asked is what counts.
    const { client } = await signedIn(lms.origin);
    siteSays(401, now);
    const refused = await client.change('POST', '/api/v2/course/9/invite/', { users: [1] }).catch(failureOf);
    expect(refused).toMatchObject({ kind: 'clock-wrong', at: Math.floor(now / 1_000) * 1_000 });
    expect(lms.requests(token).filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  test('is right: a token that the site refuses after its end is said to have expired, and when', async () => {
    const end = exp();
    await byToken(lms.jwt({ user: 'cora_manager', exp: end }));
    const { client } = await signedIn(lms.origin);
    setClock(2 * HOUR);
    siteSays(401, Date.now());
    const refused = await client.change('POST', '/api/v2/course/9/invite/', { users: [1] }).catch(failureOf);
    expect(refused).toEqual({ kind: 'token-expired', at: end * 1_000 });
  });

  test('is ahead: a sign-in that renews itself is renewed early, which does no harm', async () => {
    await byOAuth();
    setClock(20 * HOUR);
    expect((await signedIn(lms.origin)).user.username).toBe('cora_manager');
    expect(living()).toBe(1);
  });
});
