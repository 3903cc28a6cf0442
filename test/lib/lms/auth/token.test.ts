import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readToken } from '../../../../lib/lms/auth/token.ts';
import { failureOf } from '../../../../lib/model/errors.ts';

const NOW = Date.UTC(2026, 10, 23);
const SECONDS = NOW / 1_000;

const encoded = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
/** As the LMS's own client makes them; the signature is nobody's business here. */
const jwt = (claims: object) => `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}.c2lnbmF0dXJl`;
const failure = (pasted: string) => {
  try {
    return readToken(pasted);
  } catch (thrown) {
    return failureOf(thrown);
  }
};

test.each([' abc.def ', 'Bearer abc.def', 'bearer  abc.def'])('%s is abc.def', (pasted) => {
  expect(readToken(pasted)).toEqual({ token: 'abc.def', userId: null, until: null });
});

describe('a JWT', () => {
  test.each([
    [
      { user_id: 12, exp: SECONDS + 60 },
      { userId: 12, until: NOW + 60_000 },
    ],
    [
      { user_id: '12', token_type: 'access' },
      { userId: 12, until: null },
    ],
    [
      { user_id: 'anna', exp: SECONDS + 0.5 },
      { userId: null, until: NOW + 500 },
    ],
    [{ exp: 1e308 }, { userId: null, until: 8.64e15 }],
    [{}, { userId: null, until: null }],
  ])('%j tells %j', (claims, told) => expect(readToken(jwt(claims))).toMatchObject(told));

  test('that seems to have expired is one all the same: the site decides', () => {
    expect(failure(jwt({ user_id: 12, exp: 1 }))).toMatchObject({ userId: 12, until: 1_000 });
  });
  test('that is a refresh token is refused as one, expired or not', () => {
    for (const exp of [SECONDS - 1, SECONDS + 1]) {
      expect(failure(jwt({ token_type: 'refresh', exp }))).toEqual({
        kind: 'not-an-access-token',
        is: 'refresh-token',
      });
    }
  });
  test('of which a part is missing is not usable', () => {
    const whole = jwt({ user_id: 12 });
    for (const cut of [whole.slice(0, -16), whole.split('.')[0] ?? '', jwt({ exp: 'tomorrow' })]) {
      expect(failure(cut)).toEqual({ kind: 'token-not-usable' });
    }
  });
});

test.each(['', '   ', 'two words', 'line\nbreak', 'кириллица'])('%j is no token', (pasted) => {
  expect(failure(pasted)).toEqual({ kind: 'token-not-usable' });
});

test.each([
  ['Summer2026!', 'password'],
  ['pbkdf2_sha256$600000$salt$hash', 'password'],
  ['a'.repeat(128), 'secret'],
  ['-----BEGIN PRIVATE KEY-----\nMIIE', 'secret'],
  ['client_secret=abc', 'secret'],
])('%s is refused as a %s', (pasted, is) => {
  expect(failure(pasted)).toEqual({ kind: 'not-an-access-token', is });
});

test('whatever is pasted is a token that a header can hold, or one of the two failures without it', () => {
  const pasted = fc.oneof(
    fc.string(),
    fc.base64String(),
    fc.object().map(jwt),
    fc
      .record({ user_id: fc.anything(), exp: fc.anything(), token_type: fc.anything() }, { requiredKeys: [] })
      .filter(
        (claims) => JSON.stringify(claims, (_, value) => (typeof value === 'bigint' ? null : value)) !== '',
      )
      .map((claims) =>
        jwt(JSON.parse(JSON.stringify(claims, (_, value) => (typeof value === 'bigint' ? null : value)))),
      ),
  );
  fc.assert(
    fc.property(pasted, (text) => {
      const read = failure(text);
      if ('kind' in read) {
        expect(['token-not-usable', 'not-an-access-token']).toContain(read.kind);
      } else {
        expect(read.token).toMatch(/^[\x21-\x7e]+$/);
        expect(read.until === null || Number.isFinite(read.until)).toBe(true);
        expect(read.userId === null || (Number.isSafeInteger(read.userId) && read.userId > 0)).toBe(true);
      }
    }),
  );
});
