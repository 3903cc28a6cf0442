import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, connectClient } from '../../../../lib/lms/client.ts';
import { identifyLines } from '../../../../lib/lms/people/identify-lines.ts';
import type { Person, Taken } from '../../../../lib/model/index.ts';
import type { PracticeUser } from '../../../lms/model.ts';
import { type PracticeLms, startLms } from '../../../lms/server.ts';
import { ALWAYS, askedOf, failure, ids, linesOf } from '../asked.ts';

let lms: PracticeLms;
let client: Client;
let admin: Client;
beforeEach(async () => {
  lms = await startLms({ waiting: 30, members: 6, invited: 3, strangers: 12, pageCap: 10 });
  client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
  admin = connectClient({ origin: lms.origin, token: lms.tokens.admin });
});
afterEach(() => lms.close());

/** What became of each line: an id, or why nobody. */
async function become(as: Client, ...taken: Taken[]): Promise<unknown[]> {
  const { people, lines } = await identifyLines({ client: as }, 9, linesOf(...taken));
  expect(lines.map(({ line, text, taken: kept }) => ({ line, text, taken: kept }))).toEqual(
    linesOf(...taken),
  );
  expect(ids(people)).toEqual([...new Set(lines.flatMap(({ userId }) => userId ?? []))]);
  expect(lines.every(({ userId, reason }) => (userId === null) !== (reason === null))).toBe(true);
  return lines.map(({ userId, reason }) => userId ?? reason);
}
const id = (of: number): Taken => ({ as: 'id', id: of });
const username = (text: string): Taken => ({ as: 'username', username: text });
const number = (of: number): Taken => ({ as: 'number', id: of, username: `${of}` });
const email = (text: string): Taken => ({ as: 'email', email: text });
const extId = (text: string, provider: string | null = null): Taken => ({
  as: 'ext-id',
  extId: text,
  provider,
});
const first = (people: readonly PracticeUser[]): PracticeUser => {
  if (people[0] === undefined) throw new Error('seed');
  return people[0];
};

test('ids, usernames, and what is nobody', async () => {
  const [waiting, stranger] = [first(lms.waitingUsers()), first(lms.strangers())];
  const lines: Taken[] = [
    id(waiting.id),
    username(stranger.username),
    { as: 'elsewhere' },
    { as: 'nothing' },
  ];
  expect(await become(client, ...lines, id(999_999), username('user'), username('\u200b'))).toEqual([
    waiting.id,
    stranger.id,
    'elsewhere',
    'not-a-person',
    'not-found',
    'not-found',
    'not-found',
  ]);
});

test('nothing at all, and only lines that are nobody, ask nothing', async () => {
  expect(await become(client)).toEqual([]);
  expect(await become(client, { as: 'nothing' }, { as: 'elsewhere' })).toEqual(['not-a-person', 'elsewhere']);
  expect(lms.log).toEqual([]);
});

test('two lines of one person, however they are written, are one person', async () => {
  const zoe = lms.user('zoë-andersen');
  const lines = [id(zoe.id), username('zoë-andersen'), username('zoe\u0308-andersen\u200b'), id(zoe.id)];
  const { people, lines: accounts } = await identifyLines({ client }, 9, linesOf(...lines));
  expect(people).toEqual([
    { person: { id: zoe.id, username: zoe.username, realName: zoe.real_name }, relation: 'requested' },
  ]);
  expect(accounts.map(({ userId }) => userId)).toEqual(Array(4).fill(zoe.id));
});

describe('a number is an id, a username, or says nothing', () => {
  test('a stranger is called 2003, and 2003 is the id of somebody else', async () => {
    const stranger = lms.user('2003');
    expect(await become(client, number(2003))).toEqual(['ambiguous']);
    expect(await become(client, number(2003), id(2003), username('2003'))).toEqual([
      'ambiguous',
      2003,
      stranger.id,
    ]);
  });
  test('one reading that is somebody is that person; so are both if it is the same', async () => {
    const member = first(lms.members());
    const stranger = lms.strangers().at(-1);
    if (stranger === undefined) throw new Error('seed');
    stranger.username = '777777';
    first(lms.invitedUsers()).username = '30001';
    expect(await become(client, number(member.id), number(777_777), number(30_001), number(888))).toEqual([
      member.id,
      stranger.id,
      30_001,
      'not-found',
    ]);
  });
});

describe('e-mail addresses', () => {
  test('an administrator finds people by them', async () => {
    const [waiting, stranger] = [first(lms.waitingUsers()), first(lms.strangers())];
    expect(await become(admin, email(waiting.email), email('no@example.org'), email(stranger.email))).toEqual(
      [waiting.id, 'not-found', stranger.id],
    );
    expect(askedOf(lms, '/api/v2/user/')).toEqual([]);
  });
  test('whom an address has named is not asked for by id as well', async () => {
    const stranger = first(lms.strangers());
    expect(await become(admin, id(stranger.id), email(stranger.email))).toEqual([stranger.id, stranger.id]);
    expect(askedOf(lms, '/api/v2/user/')).toEqual([]);
  });
  test('nobody else does: asked once, and every other line is as it would be', async () => {
    const stranger = first(lms.strangers());
    const known = new Map<string, Person[]>();
    const lines = linesOf(
      email('a@example.org'),
      id(stranger.id),
      email('b@example.org'),
      extId('ext-9', 'external'),
    );
    for (let time = 0; time < 2; time++) {
      const { lines: accounts } = await identifyLines({ client, known }, 9, lines);
      expect(accounts.map(({ userId, reason }) => userId ?? reason)).toEqual([
        'admins-only',
        stranger.id,
        'admins-only',
        'admins-only',
      ]);
    }
    expect(askedOf(lms, '/account/search/')).toHaveLength(1);
  });
  test.each<[string, object]>([
    ['somebody with another address', { email: 'other@example.org' }],
    ['a deleted account', { deleted: true }],
  ])('%s is not taken', async (_what, change) => {
    const { email: address } = first(lms.waitingUsers());
    lms.fault({ path: /account/, do: { alter: (user) => ({ ...user, ...change }) } });
    expect(await become(admin, email(address))).toEqual(['not-found']);
  });
  test('an answer that is no person is a failure; an address that the site refuses is nobody', async () => {
    lms.fault({ path: /account/, do: { status: 200, body: { found: true } } });
    const lines = linesOf(email('a@example.org'));
    expect(await failure(identifyLines({ client: admin }, 9, lines))).toMatchObject({
      kind: 'unexpected-answer',
    });
    lms.fault({ path: /account/, do: { status: 400, body: { email: ['no'] } } });
    expect(await become(admin, email('not an address'))).toEqual(['not-found']);
  });
  test('an expired token is a failure as everywhere', async () => {
    const expired = connectClient({ origin: lms.origin, token: lms.tokens.expired });
    expect(await failure(identifyLines({ client: expired }, 9, linesOf(email('a@b.c'))))).toMatchObject({
      kind: 'token-rejected',
    });
  });
});

describe('external ids', () => {
  test('with their provider an administrator finds people by them', async () => {
    const person = lms.strangers().find(({ ext_id }) => ext_id !== null);
    expect(await become(admin, extId(person?.ext_id ?? '', 'external'), extId('ext-0', 'external'))).toEqual([
      person?.id,
      'not-found',
    ]);
  });
  test('alone they are compared with what the site lists, which is read once for all', async () => {
    const some = [...lms.waitingUsers(), ...lms.strangers()].filter(({ ext_id }) => ext_id !== null);
    const taken = some.map(({ ext_id }) => extId(ext_id ?? ''));
    expect(await become(client, ...taken, extId('ext-'), extId('EXT-3'), extId(''))).toEqual([
      ...some.map(({ id: of }) => of),
      ...Array(3).fill('not-found'),
    ]);
    // Creator, manager, 6 members, 30 waiting, 3 invited, 12 strangers: 53 people in pages of 10.
    expect(askedOf(lms, '/autocomplete/')).toHaveLength(6);
    expect(askedOf(lms, '/account/')).toEqual([]);
  });
  test('numbers, as the docs also have them', async () => {
    const [one, other] = lms.strangers();
    if (!one || !other) throw new Error('seed');
    const numeric = (page: { results: PracticeUser[] }) => ({
      ...page,
      results: page.results.map((user) => ({ ...user, ext_id: user.id })),
    });
    lms.fault({ path: /autocomplete/, times: ALWAYS, do: { alter: numeric } });
    expect(await become(client, extId(`${other.id}`), extId(`${one.id}0`))).toEqual([other.id, 'not-found']);
  });
  test('two people of one external id are ambiguous, also on pages far apart', async () => {
    const [one, other] = [first(lms.members()), lms.strangers().at(-1)];
    one.ext_id = 'twice';
    if (other) other.ext_id = 'twice';
    expect(await become(client, extId('twice'))).toEqual(['ambiguous']);
  });
  test('a community without end is read for a hundred pages', async () => {
    let at = 0;
    lms.fault({
      path: /autocomplete/,
      times: ALWAYS,
      do: {
        alter: () => ({
          count: 1e6,
          next: `${lms.origin}/api/v2/user/autocomplete/?page=${++at}`,
          results: [{ id: 5000 + at, username: `person${at}`, ext_id: null }],
        }),
      },
    });
    expect(await become(client, extId('ext-3'))).toEqual(['not-found']);
    expect(lms.log).toHaveLength(100);
  });
});
