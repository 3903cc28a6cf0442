import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takenFor } from '../../../lib/list/classify-cell.ts';
import { Taken } from '../../../lib/model/index.ts';
import { ORIGIN } from '../../people.ts';
import { username } from './people-texts.ts';

const taken = (cell: string) => takenFor(cell, ORIGIN, null);
const NOTHING = { as: 'nothing' };
const id = (of: number) => ({ as: 'id', id: of });
const named = (name: string) => ({ as: 'username', username: name });
const email = (address: string) => ({ as: 'email', email: address });

describe('a link', () => {
  test.each([
    `${ORIGIN}/user/123/`,
    `${ORIGIN}/user/123`,
    `${ORIGIN}/en/community/user/123/?tab=feed#top`,
    'http://community.example.org/user/123/',
    'HTTPS://Community.Example.org/user/123/',
    '//community.example.org/user/123/',
    'community.example.org/user/123/',
    'community.example.org/it/user/123/?x=1',
    '/user/123/',
    '/it/user/123/',
    'user/123/',
    `<${ORIGIN}/user/123/>`,
    ` "${ORIGIN}/user/123/", `,
  ])('%s is the user id in it', (link) => expect(taken(link)).toEqual(id(123)));

  test('of a site with a port is told by host and port', () => {
    expect(takenFor('localhost:8080/user/7/', 'http://localhost:8080', null)).toEqual(id(7));
    expect(takenFor('http://localhost:8081/user/7/', 'http://localhost:8080', null)).toEqual({
      as: 'elsewhere',
    });
  });

  test.each([
    'https://other.example.org/user/123/',
    'other.example.org/user/123/',
    'https://community.example.org.evil.example/user/123/',
    'https://community.example.org@evil.example/user/123/',
    'https://community.example.org:8443/user/123/',
    'linkedin.com/in/anna',
  ])('%s leads elsewhere', (link) => expect(taken(link)).toEqual({ as: 'elsewhere' }));

  test.each([
    `${ORIGIN}/`,
    `${ORIGIN}/course/9/intro/`,
    `${ORIGIN}/user/anna/`,
    `${ORIGIN}/user/0/`,
    `${ORIGIN}/user/007/`,
    `${ORIGIN}/user/99999999999999999999/`,
    `${ORIGIN}/superuser/12/`,
    'https://',
    'ftp://community.example.org/user/1/',
  ])('%s is nobody', (link) => expect(taken(link)).toEqual(NOTHING));
});

describe('an e-mail address', () => {
  test.each([
    ['anna@example.org', 'anna@example.org'],
    ['mailto:anna@example.org?subject=Hello%20you', 'anna@example.org'],
    ['Anna Smith <anna@example.org>', 'anna@example.org'],
    ['"Smith, Anna" <anna.smith+course@mail.example.org>;', 'anna.smith+course@mail.example.org'],
    ['<anna@example.org>', 'anna@example.org'],
    ['anna@exämple.org', 'anna@exämple.org'],
  ])('%s', (cell, address) => expect(taken(cell)).toEqual(email(address)));

  test.each([
    'anna@',
    '@example.org',
    'anna@localhost',
    'a@b@c.org',
    'a@b..org',
    'mailto:',
    'write to a@b.org',
  ])('%s is none', (cell) => expect(taken(cell)).toEqual(NOTHING));
});

describe('digits', () => {
  test('are a user id or a username', () => {
    expect(taken('2003')).toEqual({ as: 'number', id: 2003, username: '2003' });
    expect(takenFor('2003', ORIGIN, 'link')).toEqual({ as: 'number', id: 2003, username: '2003' });
  });
  test('are what the column says', () => {
    expect(takenFor('2003', ORIGIN, 'id')).toEqual(id(2003));
    expect(takenFor('2003', ORIGIN, 'username')).toEqual(named('2003'));
    expect(takenFor('2003', ORIGIN, 'ext-id')).toEqual({ as: 'ext-id', extId: '2003', provider: null });
  });
  test('after an @ are a username', () => expect(taken('@2003')).toEqual(named('2003')));
  test.each(['0', '007', '9007199254740992', '99999999999999999999', '٣'])('%s is no id', (digits) => {
    expect(taken(digits)).toEqual(named(digits));
    expect(takenFor(digits, ORIGIN, 'id')).toEqual(NOTHING);
  });
});

describe('a column that wants something else', () => {
  test.each(['id', 'link', 'email'] as const)('%s takes no single word for a username', (column) =>
    expect(takenFor('none', ORIGIN, column)).toEqual(NOTHING),
  );
  test.each(['id', 'link', 'username', 'email'] as const)('%s takes what cannot be mistaken', (column) => {
    expect(takenFor('/user/5/', ORIGIN, column)).toEqual(id(5));
    expect(takenFor('a@b.org', ORIGIN, column)).toEqual(email('a@b.org'));
    expect(takenFor('@anna', ORIGIN, column)).toEqual(named('anna'));
  });
});

describe('a username', () => {
  test.each(['Anna Smith', 'anna.smith', 'anna!', '', '   ', '@', '@@anna', 'a'.repeat(256), '“”'])(
    '%j is none',
    (cell) => expect(taken(cell)).toEqual(NOTHING),
  );
  test.each(['-foo', '_', 'a'.repeat(255), 'नमस्ते', 'O_o'])('%s is one', (cell) =>
    expect(taken(cell)).toEqual(named(cell)),
  );

  test('in any script and normal form is taken as it is written, whatever came along around it', () => {
    const around = fc.constantFrom(
      '',
      ' ',
      '\ufeff',
      '\u200b',
      '"',
      '“',
      '\u00a0',
      "'",
      '\u200e\u202a',
      '\u0000',
    );
    fc.assert(
      fc.property(
        username,
        fc.constantFrom('NFC', 'NFD', 'NFKC', 'NFKD'),
        around,
        around,
        (name, form, a, b) => {
          const spelt = name.normalize(form);
          fc.pre(/^[\p{L}\p{M}\p{N}_-]{1,255}$/u.test(spelt) && spelt.length <= 255);
          const expected = /^[1-9][0-9]{0,14}$/.test(spelt)
            ? { as: 'number', id: Number(spelt), username: spelt }
            : named(spelt);
          expect(taken(`${a}${spelt}${b}`)).toEqual(expected);
          expect(taken(`@${spelt}`)).toEqual(named(spelt));
          expect(takenFor(spelt, ORIGIN, 'username')).toEqual(named(spelt));
        },
      ),
    );
  });

  test('too long as it is written and not when composed is taken composed', () => {
    expect(taken('e\u0301'.repeat(200))).toEqual(named('é'.repeat(200)));
  });

  test('keeps what is invisible inside it: some scripts are written so', () => {
    expect(taken('می\u200cخواهم')).toEqual(named('می\u200cخواهم'));
  });
});

test('whatever stands in a cell, what it is taken for is what the model knows', () => {
  const column = fc.constantFrom('id', 'link', 'username', 'email', 'ext-id', null);
  fc.assert(
    fc.property(
      fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl(), fc.emailAddress()),
      column,
      (cell, kind) => {
        expect(Taken.safeParse(takenFor(cell, ORIGIN, kind)).success).toBe(true);
      },
    ),
  );
});
