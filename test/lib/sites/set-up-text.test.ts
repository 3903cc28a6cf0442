/** The set-up text: what comes out of the mail is what was put in, or a failure that says what to do. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { siteOrigin } from '../../../lib/lms/community.ts';
import { failureOf } from '../../../lib/model/errors.ts';
import { ClientId, ClientSecret } from '../../../lib/model/index.ts';
import { readSetUp, setUpText } from '../../../lib/sites/set-up-text.ts';
import { anyJson, spoilt, withMore } from '../foreign/anything.ts';

const SET_UP = {
  origin: 'https://community.example.org',
  api: 'https://api.example.org',
  clientId: 'practice8hV3nT0qLw7ZxR2kYb5JdM9sGf4Pc6Ae',
  clientSecret: null,
};
const WITH_SECRET = { ...SET_UP, clientSecret: 'a+b/c=%20 &"<ü✓>\\' };
const TEXT = setUpText(WITH_SECRET);
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value) ?? '').toString('base64url');
const outcome = (pasted: string) => {
  try {
    return readSetUp(pasted);
  } catch (thrown) {
    return failureOf(thrown);
  }
};

const origin = fc.oneof(
  fc.domain().map((host) => `https://${host}`),
  fc.tuple(fc.domain(), fc.integer({ min: 1, max: 65_535 })).map(([host, port]) => `https://${host}:${port}`),
  fc.integer({ min: 1024, max: 65_535 }).map((port) => `http://localhost:${port}`),
);
const setUp = fc.record({
  origin: origin.map(siteOrigin),
  api: origin.map(siteOrigin),
  clientId: fc.string({ minLength: 1 }).filter((text) => ClientId.safeParse(text).success),
  clientSecret: fc.option(
    fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => ClientSecret.safeParse(text).success),
  ),
});

test('it is one line without a space, and holds no secret where none is put in', () => {
  expect(setUpText(SET_UP)).toMatch(/^rollcall-set-up:v1:[\w-]+:end$/);
  const [, , json = ''] = setUpText(SET_UP).split(':');
  expect(JSON.parse(Buffer.from(json, 'base64url').toString())).toEqual(SET_UP);
});

test('what was put in comes out, however mail programs wrap and quote it and whatever stands around it', () => {
  const words = fc.string().filter((text) => !/rollcall-set-up|:end/i.test(text));
  fc.assert(
    fc.property(
      setUp,
      fc.integer({ min: 10, max: 100 }),
      fc.constantFrom('\n', '\r\n', '\n> ', '\n>> ', '\n | ', ' ', '\u200b', ''),
      fc.tuple(words, words),
      (wanted, width, wrap, [before, after]) => {
        const lines = setUpText(wanted).match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
        expect(readSetUp(`${before} “${lines.join(wrap)}” ${after}`)).toEqual(wanted);
      },
    ),
    { numRuns: 500 },
  );
});

test.each([
  '',
  'https://community.example.org/course/9/',
  'rollcall-set-up',
  'https://rollcall-set-up:8443/',
])('%j is none, and may be an address', (typed) => expect(readSetUp(typed)).toBeNull());

test('wherever it is cut off it is not whole, or none', () => {
  for (let length = 0; length < TEXT.length; length += 1) {
    const begun = TEXT.slice(0, length);
    for (const text of [begun, `Hello,\n${begun}\nRegards, Anna`]) {
      const isNamed = begun.startsWith('rollcall-set-up:v');
      expect(outcome(text), text).toEqual(isNamed ? { kind: 'set-up-not-usable', why: 'cut' } : null);
    }
  }
});

test('a line that is lost on its way shows', () => {
  expect(outcome(TEXT.slice(0, 60) + TEXT.slice(90))).toEqual({ kind: 'set-up-not-usable', why: 'cut' });
});

test('one of a later version says so', () => {
  expect(outcome(TEXT.replace(':v1:', ':v2:'))).toEqual({ kind: 'set-up-not-usable', why: 'newer' });
});

describe('of a set-up that is no good nothing is taken', () => {
  test.each([
    ['http', { origin: 'http://community.example.org' }],
    ['an API over http', { api: 'http://api.example.org' }],
    ['another scheme', { origin: 'javascript:alert(1)' }],
    ['a file', { origin: 'file://' }],
    ['a path', { origin: 'https://community.example.org/evil' }],
    ['a user name', { origin: 'https://user@community.example.org' }],
    ['a star', { api: 'https://*.example.org' }],
    ['a star for a host', { origin: 'https://*' }],
    ['letters that an address has not', { origin: 'https://сommunity.example.org' }],
    ['no client id', { clientId: '' }],
    ['a client id with a line break', { clientId: 'a\nb' }],
    ['a secret with a line break', { clientSecret: 'a\nb' }],
    ['an endless secret', { clientSecret: 'a'.repeat(5_000) }],
    ['more than it may hold', { token: 'abc' }],
    ['a number', { clientId: 7 }],
  ])('%s', (_what, wrong) => {
    const text = `rollcall-set-up:v1:${encoded({ ...SET_UP, ...wrong })}:end`;
    expect(outcome(text)).toEqual({ kind: 'set-up-not-usable', why: 'wrong' });
  });

  test('whatever stands in it, it is exactly of its shape and safe to send a sign-in to, or a failure', () => {
    const right = setUp as fc.Arbitrary<unknown>;
    const hostile = fc.oneof(
      fc
        .oneof(right, right.chain(spoilt), right.chain(withMore), anyJson)
        .map((value) => `rollcall-set-up:v1:${encoded(value)}:end`),
      fc.string({ unit: 'binary' }).map((text) => `rollcall-set-up:v1:${text}:end`),
      fc.base64String().map((text) => `Rollcall-Set-Up:v1:${text}:END`),
      fc.string().map((text) => `rollcall-set-up:v${text}`),
      fc.string({ unit: 'binary' }),
    );
    let taken = 0;
    fc.assert(
      fc.property(hostile, (text) => {
        const read = outcome(text);
        if (read === null) return;
        if ('kind' in read) {
          expect(read).toEqual({
            kind: 'set-up-not-usable',
            why: expect.stringMatching(/^(cut|newer|wrong)$/),
          });
          return;
        }
        taken += 1;
        expect(Object.keys(read).sort()).toEqual(['api', 'clientId', 'clientSecret', 'origin']);
        for (const address of [read.origin, read.api]) expect(siteOrigin(address)).toBe(address);
        expect(readSetUp(setUpText(read))).toEqual(read);
      }),
      { numRuns: 2_000 },
    );
    expect(taken).toBeGreaterThan(50);
  });
});
