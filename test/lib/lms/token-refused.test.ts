/** What a 401 means: by the clock of the site, which its answer tells. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tokenRefused } from '../../../lib/lms/token-refused.ts';

const ORIGIN = 'https://community.example.org';
const MINUTE = 60_000;

const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const jwt = (exp: number) => `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ exp })}.c2lnbmF0dXJl`;
const refused = (headers: Record<string, string>, token: string | null) =>
  tokenRefused(new Response(null, { status: 401, headers }), ORIGIN, token).failure;
/** What the site calls now, so far from this computer's. */
const date = (off: number) => ({ date: new Date(Date.now() + off).toUTCString() });
const seconds = (off: number) => Math.floor((Date.now() + off) / 1_000);

test.each([
  ['no JWT', 'abc', 0],
  ['no token at all', null, 0],
  ['a JWT that is good still', jwt(seconds(MINUTE)), 0],
  ['a clock that is a little off', 'abc', 4 * MINUTE],
  ['a clock that is a little off the other way', 'abc', -4 * MINUTE],
] as const)('rejected: %s', (_what, token, off) => {
  expect(refused(date(off), token)).toEqual({ kind: 'token-rejected', origin: ORIGIN });
});

test('a JWT is said to have expired by the clock of the site, not by this one', () => {
  const exp = seconds(2 * MINUTE);
  expect(refused(date(3 * MINUTE), jwt(exp))).toEqual({ kind: 'token-expired', at: exp * 1_000 });
  expect(refused(date(MINUTE), jwt(exp))).toMatchObject({ kind: 'token-rejected' });
});

test.each([-10 * 365 * 24 * 60 * MINUTE, -6 * MINUTE, 6 * MINUTE, 3 * 60 * MINUTE])(
  'a clock that is off by %i ms is said to be wrong, with the time at the site',
  (off) => {
    const at = Math.floor((Date.now() + off) / 1_000) * 1_000;
    expect(refused({ date: new Date(at).toUTCString() }, 'abc')).toEqual({
      kind: 'clock-wrong',
      origin: ORIGIN,
      at,
    });
  },
);

test.each([
  ['none', {}],
  ['a number', { date: '0' }],
  ['no HTTP date', { date: '2020-01-01' }],
  ['words', { date: 'Fri, yesterday GMT' }],
  ['a date that a cache has kept', { date: 'Wed, 01 Jan 2020 00:00:00 GMT', age: '10' }],
])('a Date that says nothing counts for nothing: %s', (_what, headers) => {
  expect(refused(headers as Record<string, string>, 'abc')).toEqual({
    kind: 'token-rejected',
    origin: ORIGIN,
  });
});

test('whatever stands there, it is one of the three, and the token is not in it', () => {
  const header = fc.oneof(
    fc.string().filter((text) => /^[ -~]*$/.test(text)),
    fc.date({ noInvalidDate: true }).map((at) => at.toUTCString()),
  );
  const token = fc.oneof(fc.integer().map(jwt), fc.constant('token-7Qm2Xw'));
  fc.assert(
    fc.property(header, token, (text, sent) => {
      const failure = refused({ date: text }, sent);
      expect(['token-rejected', 'token-expired', 'clock-wrong']).toContain(failure.kind);
      expect(JSON.stringify(failure)).not.toContain(sent);
      if ('at' in failure) expect(Number.isFinite(failure.at)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
