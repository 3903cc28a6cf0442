import { decodeJwt, decodeProtectedHeader } from 'jose';
import * as oauth from 'oauth4webapi';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type PracticeLms, startLms } from './server.ts';

// What a strict client of OAuth makes of the practice server's sign-in, over real HTTP.

const REDIRECT = 'https://rollcall.example/callback';
const insecure = { [oauth.allowInsecureRequests]: true };

let lms: PracticeLms;

beforeEach(() => start());

afterEach(async () => {
  vi.useRealTimers();
  await lms.close();
});

async function start(options: Parameters<typeof startLms>[0] = {}): Promise<void> {
  lms = await startLms({ waiting: 30, members: 6, invited: 3, strangers: 10, ...options });
  lms.oauth.register(REDIRECT);
}

const server = (): oauth.AuthorizationServer => ({
  issuer: lms.origin,
  token_endpoint: lms.url('/oauth/token/'),
  revocation_endpoint: lms.url('/oauth/revoke_token/'),
});
const client = (): oauth.Client => ({ client_id: lms.oauth.clientId });

/** The address that a person's browser is sent to; null leaves a field out. */
async function authorizeUrl(verifier: string, changes: Record<string, string | null> = {}): Promise<string> {
  const url = new URL(lms.url('/oauth/authorize/'));
  const fields = {
    client_id: lms.oauth.clientId,
    redirect_uri: REDIRECT,
    response_type: 'code',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state: 'what-i-was-doing',
    ...changes,
  };
  for (const [name, value] of Object.entries(fields)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}

/** One request of a browser, which then stops to be looked at; a form makes it a POST. */
const visit = (url: string, cookie = '', form?: Record<string, string>) =>
  fetch(url, {
    redirect: 'manual',
    headers: { cookie },
    ...(form && { method: 'POST', body: new URLSearchParams(form) }),
  });

const cookiesOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');

/** Where a visit was sent to. */
const target = (answer: Response): URL => new URL(answer.headers.get('location') ?? 'none:');

/** Signs in and allows; answers where the browser was sent to with the code. */
async function allowed(verifier: string, username = 'cora_manager'): Promise<URL> {
  const url = await authorizeUrl(verifier);
  const login = await visit(url, '', { username, password: lms.password });
  return target(await visit(url, cookiesOf(login), { allow: 'Authorize' }));
}

/** The token request for the code in an address, as the client library makes it. */
const exchange = (back: URL, verifier: string, redirect = REDIRECT, by = client()) =>
  oauth.authorizationCodeGrantRequest(
    server(),
    by,
    oauth.None(),
    oauth.validateAuthResponse(server(), by, back, 'what-i-was-doing'),
    redirect,
    verifier,
    insecure,
  );

async function signedIn(username?: string) {
  const verifier = oauth.generateRandomCodeVerifier();
  const answer = await exchange(await allowed(verifier, username), verifier);
  const tokens = await oauth.processAuthorizationCodeResponse(server(), client(), answer);
  return { access: tokens.access_token, refresh: tokens.refresh_token ?? '' };
}

const refresh = (token: string, by = client()) =>
  oauth.refreshTokenGrantRequest(server(), by, oauth.None(), token, insecure);

const me = (token: string) =>
  fetch(lms.url('/api/v2/user/me/'), { headers: { authorization: `Bearer ${token}` } });

const status = async (token: string) => (await me(token)).status;

test('a person signs in, allows, and the application acts for them', async () => {
  const verifier = oauth.generateRandomCodeVerifier();
  const url = await authorizeUrl(verifier);
  const asked = await (await visit(url)).text();
  expect(asked).toMatch(/<label>Username <input name="username".*<button>Log in<\/button>/s);
  expect(asked).toMatch(/<label>Password <input name="password" type="password"/);

  const username = 'henrik_dahl';
  const wrong = await visit(url, '', { username, password: 'guess' });
  expect(await wrong.text()).toContain('Please enter a correct username and password.');
  expect(wrong.headers.getSetCookie()).toEqual([]);
  expect((await visit(url, '', { allow: 'Authorize' })).headers.get('location')).toBeNull();
  const right = await visit(url, '', { username, password: lms.password });
  expect(target(right).href).toBe(url);
  const cookie = cookiesOf(right);
  expect(await (await visit(url, cookie)).text()).toMatch(
    /signed in as henrik_dahl.*>Cancel<.*<button name="allow" value="Authorize">Authorize</s,
  );

  const back = target(await visit(url, cookie, { allow: 'Authorize' }));
  expect(back.origin + back.pathname).toBe(REDIRECT);
  expect(back.searchParams.get('code')).toMatch(/^[A-Za-z0-9]{30}$/);
  const answer = await exchange(back, verifier);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.clone().json()).toEqual({
    access_token: expect.stringMatching(/^[A-Za-z0-9]{30}$/),
    expires_in: 36_000,
    token_type: 'Bearer',
    scope: 'read write',
    refresh_token: expect.stringMatching(/^[A-Za-z0-9]{30}$/),
  });
  const tokens = await oauth.processAuthorizationCodeResponse(server(), client(), answer);
  expect(await (await me(tokens.access_token)).json()).toMatchObject({ username });
  expect(lms.oauth.clientId).toMatch(/^[A-Za-z0-9]{40}$/);
});

test('a browser that saw a page is signed in as the manager', async () => {
  const page = cookiesOf(await visit(lms.url('/')));
  const url = await authorizeUrl('some-verifier');
  expect(await (await visit(url, page)).text()).toContain('signed in as cora_manager');
});

test('an application that needs no consent gets its code at once, but not from strangers', async () => {
  await lms.close();
  await start({ autoApprove: true });
  const url = await authorizeUrl('some-verifier');
  expect(await (await visit(url)).text()).toContain('Log in');
  expect(target(await visit(url, cookiesOf(await visit(lms.url('/'))))).searchParams.has('code')).toBe(true);
});

test('who cancels goes back without a code', async () => {
  const url = await authorizeUrl('some-verifier');
  const page = cookiesOf(await visit(lms.url('/')));
  const back = target(await visit(url, page, {}));
  expect(back.href).toBe(`${REDIRECT}?error=access_denied&state=what-i-was-doing`);
  expect(() => oauth.validateAuthResponse(server(), client(), back, 'what-i-was-doing')).toThrow(
    expect.objectContaining({ error: 'access_denied' }),
  );
});

test.each([
  { client_id: null },
  { client_id: 'somebody-else' },
  { redirect_uri: null },
  { redirect_uri: `${REDIRECT}/` },
  { redirect_uri: `${REDIRECT}?next=1` },
  { redirect_uri: 'https://evil.example/', code_challenge: null },
])('%o is told to the person and sent nowhere', async (changes) => {
  const page = cookiesOf(await visit(lms.url('/')));
  const url = await authorizeUrl('some-verifier', changes);
  for (const answer of [await visit(url), await visit(url, page), await visit(url, page, { allow: 'yes' })]) {
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    expect(await answer.text()).toContain(
      'redirect_uri' in changes ? 'Mismatching redirect URI.' : 'client_id',
    );
  }
});

test.each([
  ['invalid_request', { code_challenge: null }],
  ['invalid_request', { code_challenge_method: null }],
  ['invalid_request', { code_challenge_method: 'plain' }],
  ['invalid_request', { response_type: null }],
  ['unsupported_response_type', { response_type: 'token' }],
])('%s is told to the application for %o', async (error, changes) => {
  const answer = await visit(await authorizeUrl('some-verifier', changes));
  const { origin, pathname, searchParams } = target(answer);
  expect([answer.status, origin + pathname]).toEqual([302, REDIRECT]);
  expect(searchParams.get('error')).toBe(error);
  expect(searchParams.get('state')).toBe('what-i-was-doing');
});

test('a code is good once, for a minute, and for who asked for it', async () => {
  const verifier = oauth.generateRandomCodeVerifier();
  const back = await allowed(verifier);
  const failure = async (answer: Promise<Response>) => [(await answer).status, await (await answer).json()];
  expect(await failure(exchange(back, oauth.generateRandomCodeVerifier()))).toEqual([
    400,
    { error: 'invalid_grant' },
  ]);
  expect(await failure(exchange(back, verifier, `${REDIRECT}/`))).toEqual([
    400,
    { error: 'invalid_request', error_description: 'Mismatching redirect URI.' },
  ]);
  const stranger = await exchange(back, verifier, REDIRECT, { client_id: 'somebody-else' });
  expect([stranger.status, stranger.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer error="invalid_client"',
  ]);
  expect((await exchange(back, verifier)).status).toBe(200);
  expect(await failure(exchange(back, verifier))).toEqual([400, { error: 'invalid_grant' }]);

  const late = await allowed(verifier);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
  expect(await failure(exchange(late, verifier))).toEqual([400, { error: 'invalid_grant' }]);
});

test('refresh tokens rotate without grace', async () => {
  const old = await signedIn('henrik_dahl');
  expect((await refresh(old.refresh, { client_id: 'somebody-else' })).status).toBe(401);
  const fresh = await oauth.processRefreshTokenResponse(server(), client(), await refresh(old.refresh));
  expect(await (await me(fresh.access_token)).json()).toMatchObject({ username: 'henrik_dahl' });
  expect(await status(old.access)).toBe(401);
  const again = await refresh(old.refresh);
  expect([again.status, await again.json()]).toEqual([400, { error: 'invalid_grant' }]);
  expect(await status(fresh.access_token)).toBe(200);
  expect((await refresh(old.access)).status).toBe(400);
});

test('an access token runs out, and its refresh token does not', async () => {
  await lms.close();
  await start({ expiresIn: 90 });
  const first = await signedIn();
  const other = await signedIn();
  lms.oauth.expire(first.access);
  expect([await status(first.access), await status(other.access)]).toEqual([401, 200]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 90_000 });
  expect(await status(other.access)).toBe(401);
  vi.useRealTimers();
  lms.oauth.expire();
  expect(await status(other.access)).toBe(401);
  expect((await (await refresh(other.refresh)).json()).expires_in).toBe(90);
  expect(() => lms.oauth.expire('unheard-of')).toThrow();
});

test('what is revoked is dead: a refresh token with its access token, an access token alone', async () => {
  const revoke = (token: string, by = client()) =>
    oauth.revocationRequest(server(), by, oauth.None(), token, insecure);
  const [first, other] = [await signedIn(), await signedIn()];
  expect((await revoke(first.refresh, { client_id: 'somebody-else' })).status).toBe(401);
  expect(await status(first.access)).toBe(200);

  const answer = await revoke(first.refresh);
  expect(await answer.clone().text()).toBe('');
  await oauth.processRevocationResponse(answer);
  expect([await status(first.access), (await refresh(first.refresh)).status]).toEqual([401, 400]);
  await oauth.processRevocationResponse(await revoke('unheard-of'));

  await oauth.processRevocationResponse(await revoke(other.access));
  expect(await status(other.access)).toBe(401);
  const [, kept] = lms.oauth.tokens();
  expect(kept).toMatchObject({ accessToken: other.access, accessLives: false, refreshLives: true });
  expect((await refresh(other.refresh)).status).toBe(200);
  lms.oauth.revokeAll();
  expect(lms.oauth.tokens().filter((one) => one.accessLives || one.refreshLives)).toEqual([]);
});

test('a confidential client proves itself by its secret, in the body, each time; a public one has none', async () => {
  const confidential = { client_id: lms.oauth.confidential.clientId };
  const right = () => oauth.ClientSecretPost(lms.oauth.confidential.secret);
  const proofs = [oauth.None(), oauth.ClientSecretPost('wrong')];
  const verifier = oauth.generateRandomCodeVerifier();
  const url = await authorizeUrl(verifier, { client_id: confidential.client_id });
  const login = await visit(url, '', { username: 'cora_manager', password: lms.password });
  const back = target(await visit(url, cookiesOf(login), { allow: 'Authorize' }));
  const parameters = oauth.validateAuthResponse(server(), confidential, back, 'what-i-was-doing');
  const exchangeBy = (by: oauth.Client, proof: oauth.ClientAuth) =>
    oauth.authorizationCodeGrantRequest(server(), by, proof, parameters, REDIRECT, verifier, insecure);
  const refused = async (answer: Response) => [answer.status, (await answer.json()).error];

  for (const proof of proofs) {
    expect(await refused(await exchangeBy(confidential, proof))).toEqual([401, 'invalid_client']);
  }
  expect(await refused(await exchangeBy(client(), oauth.None()))).toEqual([400, 'invalid_grant']);
  expect(await refused(await exchangeBy(client(), right()))).toEqual([401, 'invalid_client']);
  const answer = await exchangeBy(confidential, right());
  const first = await oauth.processAuthorizationCodeResponse(server(), confidential, answer);

  const refreshBy = (token: string, by: oauth.Client, proof: oauth.ClientAuth) =>
    oauth.refreshTokenGrantRequest(server(), by, proof, token, insecure);
  const token = first.refresh_token ?? '';
  for (const proof of proofs) expect((await refreshBy(token, confidential, proof)).status).toBe(401);
  expect((await refreshBy(token, client(), oauth.None())).status).toBe(400);
  const again = await refreshBy(token, confidential, right());
  const next = await oauth.processRefreshTokenResponse(server(), confidential, again);

  // Changed by an administrator: what was issued stays good, the old secret does not.
  const old = right();
  lms.oauth.confidential.secret = 'changed';
  expect((await refreshBy(next.refresh_token ?? '', confidential, old)).status).toBe(401);
  expect(await status(next.access_token)).toBe(200);
  const revokeBy = (by: oauth.Client, proof: oauth.ClientAuth) =>
    oauth.revocationRequest(server(), by, proof, next.refresh_token ?? '', insecure);
  expect((await revokeBy(confidential, oauth.None())).status).toBe(401);
  expect((await revokeBy(client(), oauth.None())).status).toBe(200);
  expect(await status(next.access_token)).toBe(200);
  await oauth.processRevocationResponse(await revokeBy(confidential, right()));
  expect(await status(next.access_token)).toBe(401);
});

test('a token request is a form, and lacks nothing', async () => {
  const post = async (path: string, body: URLSearchParams | string) => {
    const answer = await fetch(lms.url(path), { method: 'POST', body });
    return [answer.status, (await answer.json()).error];
  };
  const form = (fields: Record<string, string>) =>
    new URLSearchParams({ client_id: lms.oauth.clientId, ...fields });
  const { refresh: token } = await signedIn();
  const fields = { grant_type: 'refresh_token', refresh_token: token };
  expect(await post('/oauth/token/', form({ ...fields, refresh_token: '' }))).toEqual([
    400,
    'invalid_request',
  ]);
  expect(await post('/oauth/token/', form({ ...fields, grant_type: 'password' }))).toEqual([
    400,
    'unsupported_grant_type',
  ]);
  expect(await post('/oauth/token/', form(fields).toString())).toEqual([400, 'unsupported_grant_type']);
  expect(await post('/oauth/revoke_token/', form({}))).toEqual([400, 'invalid_request']);
  expect((await fetch(lms.url('/oauth/anything-else/'))).status).toBe(404);
});

test('the community’s own JWTs are good until they run out, unless they are of another type', async () => {
  const now = Math.floor(Date.now() / 1000);
  const token = lms.jwt({ user: 'henrik_dahl', exp: now + 60 });
  expect(decodeProtectedHeader(token)).toEqual({ typ: 'JWT', alg: 'HS256' });
  expect(decodeJwt(token)).toEqual({
    user_id: 1,
    exp: now + 60,
    iat: expect.closeTo(now, -1),
    jti: expect.stringMatching(/^[0-9a-f]{32}$/),
    token_type: 'access',
  });
  expect(await (await me(token)).json()).toMatchObject({ username: 'henrik_dahl' });
  expect(await status(lms.jwt({ user: 'user5' }))).toBe(200);
  expect(await status(lms.jwt({ user: 'user5', tokenType: 'refresh' }))).toBe(401);
  expect(await status(lms.jwt({ user: 'user5', exp: now }))).toBe(401);
  expect(await status(`${token.slice(0, -2)}__`)).toBe(401);
  vi.useFakeTimers({ toFake: ['Date'], now: (now + 60) * 1000 });
  expect(await status(token)).toBe(401);
});

test('sign-in has a log of its own, and the faults strike there too', async () => {
  const { refresh: token } = await signedIn();
  expect(lms.oauthLog.map(({ method, path, status: code }) => `${method} ${path} ${code}`)).toEqual([
    'POST /oauth/authorize/ 302',
    'POST /oauth/authorize/ 302',
    'POST /oauth/token/ 200',
  ]);
  expect(lms.log).toEqual([]);
  lms.fault({ path: '/oauth/token/', do: { status: 503 } });
  expect((await refresh(token)).status).toBe(503);
  lms.fault({ path: '/oauth/token/', do: { reset: 'after' } });
  await expect(refresh(token)).rejects.toThrow();
  expect(lms.oauth.tokens().map(({ refreshLives }) => refreshLives)).toEqual([false, true]);
  expect((await refresh(token)).status).toBe(400);
});

test('no answer allows another origin', async () => {
  const origin = { origin: 'https://elsewhere.example' };
  for (const [path, method] of [
    ['authorize', 'GET'],
    ['token', 'POST'],
    ['token', 'OPTIONS'],
    ['revoke_token', 'POST'],
  ]) {
    const answer = await fetch(lms.url(`/oauth/${path}/`), { method: method ?? '', headers: origin });
    expect([...answer.headers.keys()].filter((one) => one.startsWith('access-control'))).toEqual([]);
  }
});
