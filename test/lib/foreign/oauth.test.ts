/** Whatever a community answers to a sign-in: tokens, or a failure of a known kind with nothing secret in it. */
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';
import { type Challenge, refreshed, revoke, tokensFor } from '../../../lib/lms/auth/oauth.ts';
import { Failed } from '../../../lib/model/errors.ts';
import { ClientSecret, Failure, type Failure as Told } from '../../../lib/model/index.ts';
import { ORIGIN } from '../../people.ts';
import { anyJson } from './anything.ts';

const API = 'https://api.example.org';
const SECRET = 'secret-6Tf1vNs9Ep4Kw8Zb3Ua';
const PUBLIC = { origin: ORIGIN, api: API, clientId: 'rollcall', clientSecret: null };
const CONFIDENTIAL = { ...PUBLIC, clientSecret: SECRET };
/** With a secret and without, whatever is answered. */
const app = fc.constantFrom(PUBLIC, CONFIDENTIAL);
const CODE = 'code-8Wb3xYq1Rk5Lz9Vt2Np7';
const REFRESH = 'refresh-4Hc6mJd0Sf8Gx3Qa1Ty';
const CHALLENGE: Challenge = {
  state: 'state-5Zr2kWn9Bv4Cx7Me1Lq',
  verifier: 'verifier-0Pd8uYg3Ih6Oj2As5Fk9Lz1Xc4Vb7Nm0Qw3Er6Ty',
  redirectUri: 'https://rollcall.example/',
};
const SECRETS = [SECRET, CODE, REFRESH, CHALLENGE.state, CHALLENGE.verifier];
const BACK = `${CHALLENGE.redirectUri}?code=${CODE}&state=${CHALLENGE.state}`;

const Tokens = z.strictObject({
  token: z.string().check(z.minLength(1)),
  until: z.nullable(z.number()),
  refreshToken: z.nullable(z.string()),
});
const KINDS: Told['kind'][] = [
  'sign-in-interrupted',
  'sign-in-declined',
  'signed-out',
  'client-rejected',
  'client-secret-missing',
  'client-secret-wrong',
  'offline',
  'rate-limited',
  'unavailable',
  'server-error',
  'unexpected-answer',
];

/** What was asked for, since the last look. */
const asked: string[] = [];
function answerWith(answer: () => Response | Promise<Response>): void {
  asked.length = 0;
  vi.stubGlobal('fetch', async (url: string | URL) => {
    asked.push(`${url}`);
    return answer();
  });
}
afterEach(() => vi.unstubAllGlobals());

/** Tokens, or the failure. Nothing else may come of it, and nothing secret may be in it. */
async function outcomeOf(work: Promise<unknown>): Promise<unknown> {
  const outcome = await work.catch((thrown: unknown) => thrown);
  for (const url of asked) expect(url.startsWith(`${API}/oauth/`), url).toBe(true);
  if (!(outcome instanceof Error)) return outcome;
  expect(outcome).toBeInstanceOf(Failed);
  const { failure, stack } = outcome as Failed;
  expect(Failure.safeParse(failure).success).toBe(true);
  expect(KINDS).toContain(failure.kind);
  for (const secret of SECRETS) expect(`${JSON.stringify(failure)} ${stack}`).not.toContain(secret);
  return failure;
}

/** The fields of a token answer, each as it should be or not, with what was sent repeated in some. */
const field = fc.oneof(
  anyJson,
  fc.constantFrom<unknown>(...SECRETS, 3600, -1, '3600', 1e308, 'Bearer', 'bearer'),
);
const mostly = <T>(right: T) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant<unknown>(right) }, { weight: 1, arbitrary: field });
const error = fc.constantFrom('invalid_grant', 'invalid_client', 'invalid_request', 'server_error');
const tokenAnswer = fc.oneof(
  fc.record(
    {
      access_token: mostly('new-token'),
      token_type: mostly('Bearer'),
      expires_in: fc.oneof(mostly(3600), fc.constant(1e308)),
      refresh_token: mostly('next-token'),
      scope: mostly('read'),
    },
    { requiredKeys: ['access_token', 'token_type'] },
  ),
  fc.record(
    { error: fc.oneof(error, field, fc.constantFrom(...SECRETS)), error_description: field },
    { requiredKeys: [] },
  ),
);
const answer = fc
  .tuple(
    fc.oneof(
      fc.constant(200),
      fc.constantFrom(200, 302, 400, 401, 403, 404, 429, 500, 503),
      fc.integer({ min: 200, max: 599 }),
    ),
    fc.oneof(
      { weight: 4, arbitrary: tokenAnswer.map((body) => JSON.stringify(body)) },
      {
        weight: 1,
        arbitrary: fc.oneof(
          anyJson.map((body) => JSON.stringify(body) ?? ''),
          fc.string({ unit: 'binary' }),
        ),
      },
    ),
    fc.constantFrom('application/json', 'application/json; charset=utf-8', 'text/html', ''),
    fc.constantFrom('', '30', 'soon', 'Bearer error="invalid_token"', `Basic realm="${REFRESH}"`),
  )
  .map(([status, body, type, header]) => () => {
    const headers = { 'content-type': type, 'retry-after': header, 'www-authenticate': header };
    return new Response([204, 205, 304].includes(status) ? null : body, { status, headers });
  });
const broken: (() => Promise<Response>)[] = [
  () => Promise.reject(new TypeError(`Failed to fetch ${CODE}`)),
  async () => new Response(new ReadableStream({ start: (body) => body.error(new Error(REFRESH)) })),
];
const anyAnswer = fc.oneof(
  { weight: 19, arbitrary: answer },
  { weight: 1, arbitrary: fc.constantFrom(...broken) },
);

test('to a code or a refresh token: tokens as they should be, or a failure', async () => {
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(app, anyAnswer, fc.boolean(), async (by, made, first) => {
      answerWith(made);
      const outcome = await outcomeOf(first ? tokensFor(by, CHALLENGE, BACK) : refreshed(by, REFRESH));
      if (Failure.safeParse(outcome).success) return;
      taken += 1;
      expect(z.safeParse(Tokens, outcome).error).toBeUndefined();
    }),
    { numRuns: 1_500 },
  );
  expect(taken).toBeGreaterThan(50);
});

test('to the end of a grant: done, or a failure', async () => {
  await fc.assert(
    fc.asyncProperty(app, anyAnswer, async (by, made) => {
      answerWith(made);
      const outcome = await outcomeOf(revoke(by, REFRESH));
      if (outcome !== undefined) expect(Failure.safeParse(outcome).success).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('wherever the person is sent back to: only with the state of this attempt is a code exchanged', async () => {
  const value = fc.oneof(
    fc.string(),
    fc.constantFrom(CHALLENGE.state, CODE, 'access_denied', 'invalid_client', API),
  );
  const name = fc.constantFrom(
    'code',
    'state',
    'error',
    'error_description',
    'iss',
    'response',
    'access_token',
  );
  const query = fc.array(fc.tuple(name, value), { maxLength: 5 }).map((pairs) => new URLSearchParams(pairs));
  const back = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc
      .tuple(
        fc.constantFrom(CHALLENGE.redirectUri, 'https://evil.example/', 'javascript:', ''),
        query,
        fc.constantFrom('?', '#'),
      )
      .map(([start, pairs, sign]) => `${start}${sign}${pairs}`),
  );
  await fc.assert(
    fc.asyncProperty(app, back, async (by, url) => {
      answerWith(() => Response.json({ access_token: 'new-token', token_type: 'bearer' }));
      const outcome = await outcomeOf(tokensFor(by, CHALLENGE, url));
      const told = URL.parse(url)?.searchParams;
      if (asked.length > 0) expect(told?.getAll('state')).toEqual([CHALLENGE.state]);
      else expect(Failure.safeParse(outcome).success).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('a secret is sent as it is, in the body and nowhere else, with its PKCE; without one there is no such field', async () => {
  const unusual = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom('a+b&c=d%20e', 'p@ss:w/o?rd#1', ' \u00a0 ', 'ключ✓', '%', '+'),
  );
  await fc.assert(
    fc.asyncProperty(fc.option(unusual), async (clientSecret) => {
      fc.pre(clientSecret === null || ClientSecret.safeParse(clientSecret).success);
      const sent: { url: string; init: RequestInit }[] = [];
      vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
        sent.push({ url, init });
        return Response.json({ access_token: 'new-token', token_type: 'bearer' });
      });
      const by = { ...PUBLIC, clientSecret };
      await tokensFor(by, CHALLENGE, BACK);
      await refreshed(by, REFRESH);
      await revoke(by, REFRESH);
      const forms = sent.map(({ init }) => new URLSearchParams(String(init.body)));
      expect(forms.map((form) => form.getAll('client_secret'))).toEqual(
        Array(3).fill(clientSecret === null ? [] : [clientSecret]),
      );
      expect(forms.map((form) => form.get('client_id'))).toEqual(Array(3).fill(PUBLIC.clientId));
      expect(forms[0]?.get('code_verifier')).toBe(CHALLENGE.verifier);
      for (const { url, init } of sent) {
        expect(url).toMatch(/^https:\/\/api\.example\.org\/oauth\/(?:token|revoke_token)\/$/);
        expect(new Headers(init.headers).has('authorization')).toBe(false);
      }
    }),
    { numRuns: 300 },
  );
});
