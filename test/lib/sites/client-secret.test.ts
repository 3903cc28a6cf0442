/**
 * A confidential client, as the community's own console makes it, against the practice LMS over HTTP: its secret right, wrong,
 * missing, changed in the middle, set by the organisation; where it is kept, and when it is gone.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { failureOf } from '../../../lib/model/errors.ts';
import { readSetUp } from '../../../lib/sites/set-up-text.ts';
import { shareSetUp } from '../../../lib/sites/share-set-up.ts';
import { connect, finishSignIns, signIn } from '../../../lib/sites/sign-in.ts';
import { disconnect, signOut } from '../../../lib/sites/sign-out.ts';
import { clientsOf, signedIn } from '../../../lib/sites/site-client.ts';
import { siteStates } from '../../../lib/sites/sites.ts';
import { forgetSecret } from '../../../lib/store/client-secrets.ts';
import { withDatabase } from '../../../lib/store/database.ts';
import { attemptAt } from '../../../lib/store/sign-in-attempts.ts';
import { type PracticeLms, startLms } from '../../lms/server.ts';
import { signsInByItself } from './browser-window.ts';

const TOKEN = '/oauth/token/';
const REVOKE = '/oauth/revoke_token/';
const HELD = { holdMs: Number.POSITIVE_INFINITY };

let lms: PracticeLms;
let right: string;

beforeEach(async () => {
  lms = await startLms({ waiting: 3, autoApprove: true });
  right = lms.oauth.confidential.secret;
  await signsInByItself(lms);
});
afterEach(() => lms.close());

const app = (clientId = lms.oauth.confidential.clientId) => ({
  origin: lms.origin,
  api: lms.origin,
  keep: false,
  clientId,
});
const enter = (clientSecret: string | null, clientId?: string) =>
  signIn({ ...app(clientId), clientSecret, attempt: crypto.randomUUID() });
const failure = (work: Promise<unknown>) => work.then(() => null, failureOf);
const asked = (path: string) => lms.oauthLog.filter((one) => one.path === path);
const secrets = (path: string) =>
  asked(path).map(({ body }) => new URLSearchParams(body).get('client_secret'));
const living = () =>
  lms.oauth.tokens().filter(({ accessLives, refreshLives }) => accessLives || refreshLives).length;
/** All that is on the disk for client secrets: what is tried as well as what is kept. */
const kept = async () => {
  const rows = await withDatabase((database) => database.getAll('clientSecrets'));
  return rows.map(({ secret }) => secret);
};
const state = async () => (await siteStates())[0];
const inSession = async () => JSON.stringify(await browser.storage.session.get(null));

test('trust 7: with its secret the person is signed in, and stays so: exchange, refresh and revocation carry it, with PKCE', async () => {
  expect(await enter(right)).toMatchObject({
    user: { username: 'cora_manager' },
    clientSecret: 'kept',
  });
  const { client } = await signedIn(lms.origin);
  lms.oauth.expire();
  await client.change('POST', '/api/v2/course/9/invite/', { users: [lms.waitingUsers()[0]?.id ?? 0] });
  expect(await signOut(lms.origin)).toBe(true);
  expect(living()).toBe(0);
  expect(secrets(TOKEN)).toEqual([right, right]);
  expect(secrets(REVOKE)).toEqual([right]);
  expect(asked(TOKEN)[0]?.body).toMatch(/(^|&)code_verifier=[\w~.-]{43}/);
});

test('trust 1: the secret is in the database alone: in no memory of the browser, no state of a site, no set-up text that leaves it out', async () => {
  await enter(right);
  expect(await kept()).toEqual([right]);
  expect(await inSession()).not.toContain(right);
  expect(JSON.stringify(await siteStates())).not.toContain(right);
  const text = await shareSetUp({ origin: lms.origin, withSecret: false });
  expect(readSetUp(text)).toEqual({
    origin: lms.origin,
    api: lms.origin,
    clientId: lms.oauth.confidential.clientId,
    clientSecret: null,
  });
  expect(readSetUp(await shareSetUp({ origin: lms.origin, withSecret: true }))?.clientSecret).toBe(right);
});

test('once entered it need not be entered again, until it is forgotten', async () => {
  await enter(right);
  await signOut(lms.origin);
  expect(await state()).toMatchObject({ user: null, clientSecret: 'kept' });
  expect((await enter(null)).user?.username).toBe('cora_manager');
  await forgetSecret(lms.origin);
  expect(await state()).toMatchObject({ clientSecret: 'none' });
  expect(await failure(enter(null))).toEqual({ kind: 'client-secret-missing', origin: lms.origin });
});

describe('what the site does not take', () => {
  test('no secret: it is said that one is needed', async () => {
    expect(await failure(enter(null))).toEqual({ kind: 'client-secret-missing', origin: lms.origin });
    expect(secrets(TOKEN)).toEqual([null]);
  });

  test('a wrong one: it is said that one of the two is wrong, and it is not kept in the place of a right one', async () => {
    expect(await failure(enter('wrong'))).toEqual({ kind: 'client-secret-wrong', origin: lms.origin });
    expect(await kept()).toEqual([]);
    await enter(right);
    expect(await failure(enter('wrong'))).toMatchObject({ kind: 'client-secret-wrong' });
    expect(await kept()).toEqual([right]);
    expect((await enter(null)).user?.username).toBe('cora_manager');
  });

  test('a secret of a public client, which has none', async () => {
    const { clientId } = lms.oauth;
    expect(await failure(enter(right, clientId))).toMatchObject({ kind: 'client-secret-wrong' });
    expect((await enter(null, clientId)).clientSecret).toBe('none');
  });

  test('the window is closed: nothing of what was entered is left', async () => {
    fakeBrowser.identity.launchWebAuthFlow = () => Promise.reject(new Error('The user did not approve'));
    expect(await failure(enter(right))).toMatchObject({ kind: 'sign-in-closed' });
    expect(await kept()).toEqual([]);
  });
});

describe('changed at the community in the middle', () => {
  beforeEach(async () => {
    await enter(right);
    lms.oauth.expire();
    lms.oauth.confidential.secret = 'the-new-one';
  });

  test('the refresh fails by a failure that names the secret, the sign-in stays, and with the new one all goes on', async () => {
    const { client, user } = await signedIn(lms.origin);
    const clients = clientsOf(lms.origin, user);
    const sent = client.change('POST', '/api/v2/course/9/invite/', { users: [1] });
    expect(await failure(sent)).toEqual({ kind: 'client-secret-wrong', origin: lms.origin });
    expect(await state()).toMatchObject({ user: { username: 'cora_manager' }, clientSecret: 'kept' });
    await enter('the-new-one');
    // The grant before is ended with the new secret: the old one proves nothing any more.
    await vi.waitUntil(() => living() === 1);
    expect(await kept()).toEqual(['the-new-one']);
    await (await clients()).change('POST', '/api/v2/course/9/invite/', {
      users: [lms.waitingUsers()[0]?.id ?? 0],
    });
  });

  test('signing out here is done, and that the community could not be told is said', async () => {
    expect(await signOut(lms.origin)).toBe(false);
    expect(await state()).toMatchObject({ user: null });
  });
});

test('another client id has another secret: that before is forgotten, once its grant is ended with it', async () => {
  await enter(right);
  await enter(null, lms.oauth.clientId);
  await vi.waitUntil(() => living() === 1);
  expect(await kept()).toEqual([]);
  expect(secrets(REVOKE)).toEqual([right]);
});

test('a pasted token in between leaves it where it is', async () => {
  await enter(right);
  await connect({ origin: lms.origin, api: lms.origin, keep: false, token: lms.tokens.manager });
  await vi.waitUntil(() => living() === 0);
  expect((await enter(null)).user?.username).toBe('cora_manager');
});

test('Disconnect forgets it before the community is told, and tells it with it all the same', async () => {
  await enter(right);
  lms.fault({ path: REVOKE, do: HELD });
  const told = disconnect(lms.origin);
  await vi.waitUntil(() => asked(REVOKE).length === 1);
  expect(await kept()).toEqual([]);
  lms.release();
  expect(await told).toBe(true);
  expect(living()).toBe(0);
});

describe('an attempt under way', () => {
  test('survives the worker’s end: it is exchanged with what was entered, which no memory of the browser holds', async () => {
    const attempt = crypto.randomUUID();
    lms.fault({ path: TOKEN, do: HELD });
    const first = failure(signIn({ ...app(), clientSecret: right, attempt }));
    await vi.waitUntil(() => asked(TOKEN).length === 1);
    const answered = await attemptAt(lms.origin);
    expect(answered).toMatchObject({ step: 'answered' });
    expect(await inSession()).not.toContain(right);
    expect(await kept()).toEqual([right]);
    lms.release();
    await first;
    expect(secrets(TOKEN)).toEqual([right]);
    expect(await kept()).toEqual([right]);
  });

  test('that is given up by Disconnect leaves nothing', async () => {
    lms.fault({ path: TOKEN, do: HELD });
    const signingIn = failure(enter(right));
    await vi.waitUntil(() => asked(TOKEN).length === 1);
    await disconnect(lms.origin);
    expect(await kept()).toEqual([]);
    lms.release();
    expect(await signingIn).toMatchObject({ kind: 'sign-in-interrupted' });
    expect(living()).toBe(0);
  });

  test('that the browser’s end has cut off is cleared away at the next start', async () => {
    fakeBrowser.identity.launchWebAuthFlow = () => new Promise(() => {});
    void enter(right);
    await vi.waitUntil(async () => (await kept()).length === 1);
    expect(await finishSignIns()).toEqual([]);
    expect(await kept()).toEqual([right]);
    await browser.storage.session.clear();
    expect(await finishSignIns()).toEqual([]);
    expect(await kept()).toEqual([]);
  });
});

describe('set by the organisation', () => {
  const set = (clientSecret?: string) =>
    vi.spyOn(browser.storage.managed, 'get').mockImplementation((async () => ({
      sites: [{ address: lms.origin, clientId: lms.oauth.confidential.clientId, clientSecret }],
    })) as never);
  afterEach(() => vi.restoreAllMocks());

  test('it is read from the policy each time, not copied, not told, and not handed out', async () => {
    set(right);
    expect(await enter('something else')).toMatchObject({ clientSecret: 'set', byPolicy: true });
    expect(JSON.stringify(await siteStates())).not.toContain(right);
    expect(await kept()).not.toContain(right);
    expect(await failure(shareSetUp({ origin: lms.origin, withSecret: true }))).toEqual({
      kind: 'no-client-secret',
      origin: lms.origin,
    });
    lms.oauth.expire();
    lms.oauth.confidential.secret = 'the-new-one';
    set('the-new-one');
    const { client } = await signedIn(lms.origin);
    await client.change('POST', '/api/v2/course/9/invite/', { users: [lms.waitingUsers()[0]?.id ?? 0] });
    expect(secrets(TOKEN)).toEqual([right, 'the-new-one']);
  });

  test('only the client id: the person enters the secret', async () => {
    set();
    expect(await enter(right)).toMatchObject({ clientSecret: 'kept', byPolicy: true });
  });
});
