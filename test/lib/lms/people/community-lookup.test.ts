/** People in no list of the course: the call that tells several at once, and what it may never do. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, connectClient } from '../../../../lib/lms/client.ts';
import { identify } from '../../../../lib/lms/people/identify.ts';
import type { FaultAction } from '../../../lms/model.ts';
import { type PracticeLms, startLms } from '../../../lms/server.ts';
import { ALWAYS, askedOf, failure, ids, named, numbered, rows } from '../asked.ts';

const MATCH = '/api/v2/user/match/';
let lms: PracticeLms;
let client: Client;
beforeEach(async () => {
  lms = await startLms({ waiting: 20, members: 5, invited: 2, strangers: 260 });
  client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
});
afterEach(() => lms.close());

test('several are told in one call for every hundred, and nobody of them is asked for again', async () => {
  const some = lms.strangers().slice(0, 250);
  const { people } = await identify({ client }, 9, rows(some));
  expect(ids(people)).toEqual(some.map(({ id }) => id));
  const calls = lms.log.filter(({ path }) => path === MATCH);
  expect(calls.map(({ method, body }) => [method, JSON.parse(body).length])).toEqual([
    ['POST', 100],
    ['POST', 100],
    ['POST', 50],
  ]);
  expect(askedOf(lms, '/autocomplete/')).toEqual([]);
});

test('a single one is asked for by name', async () => {
  await identify({ client }, 9, rows(lms.strangers().slice(0, 1)));
  expect(askedOf(lms, MATCH)).toEqual([]);
  expect(askedOf(lms, '/autocomplete/')).toHaveLength(1);
});

describe('whatever else it answers is no answer: asked once, and everyone is found by name', () => {
  const strange: [string, FaultAction][] = [
    ...[400, 403, 404, 405, 500, 503].map((status): [string, FaultAction] => [`${status}`, { status }]),
    ['204', { status: 204 }],
    ['a redirect', { status: 302, headers: { location: '/login/' } }],
    ['a page', { status: 200, body: '<h1>Sign in</h1>' }],
    ['a page of results', { alter: (results) => ({ count: 1, next: null, results }) }],
    ['people without ids', { alter: (people: object[]) => people.map((one) => ({ ...one, id: null })) }],
    ['null', { status: 200, body: 'null' }],
  ];
  test.each(strange)('%s', async (_what, action) => {
    lms.fault({ path: MATCH, times: ALWAYS, do: action });
    const some = lms.strangers().slice(0, 120);
    const { people, unidentified } = await identify({ client }, 9, [...rows(some), named('nobody-at-all')]);
    expect(ids(people)).toEqual(some.map(({ id }) => id));
    expect(unidentified.map(({ reason }) => reason)).toEqual(['not-found']);
    expect(askedOf(lms, MATCH)).toHaveLength(1);
  });
});

describe('it makes nobody identified whom the search by name would not', () => {
  const found = async (...names: string[]) => identify({ client }, 9, names.map(named));
  const answering = (answer: (people: { username: string }[]) => unknown) =>
    lms.fault({ path: MATCH, do: { alter: answer } });

  test('not somebody with another spelling', async () => {
    const [one, other, third] = lms.strangers().slice(5);
    answering(() => [
      { ...one, username: one?.username.toUpperCase() },
      { ...other, username: `${other?.username}\u200b` },
      { ...third, username: `${third?.username}5` },
    ]);
    const { people } = await found(...[one, other, third].map((who) => who?.username ?? ''));
    expect(ids(people)).toEqual([one, other, third].map((who) => who?.id));
    expect(people.map(({ person }) => person.username)).toEqual(
      [one, other, third].map((who) => who?.username),
    );
    expect(askedOf(lms, '/autocomplete/')).toHaveLength(3);
  });

  test('not two people of one name', async () => {
    const [one, other] = lms.strangers().slice(5);
    answering((people) => [...people, { ...other, username: one?.username }]);
    const { people } = await found(one?.username ?? '', other?.username ?? '');
    expect(ids(people)).toEqual([one?.id, other?.id]);
    expect(askedOf(lms, '/autocomplete/')).toHaveLength(1);
  });

  test('nobody who was not asked for', async () => {
    const [stranger] = lms.strangers().slice(9);
    answering((people) => [...people, stranger]);
    const { people } = await found('user5000', '2003');
    expect(people.map(({ person }) => person.username)).toEqual(['user5000', '2003']);
  });

  test('no deleted account, told as such or left out', async () => {
    answering((people) => [...people, { id: 7, username: 'former_member', deleted: true }]);
    for (const names of [
      ['former_member', 'user5000'],
      ['former_member', '2003'],
    ]) {
      const { people, unidentified } = await found(...names);
      expect(people.map(({ person }) => person.username)).toEqual([names[1]]);
      expect(unidentified.map(({ reason }) => reason)).toEqual(['not-found']);
    }
  });
});

test.each([
  [{ status: 401 }, 'token-rejected'],
  [{ status: 429, headers: { 'retry-after': '9' } }, 'rate-limited'],
  [{ reset: 'before' }, 'offline'],
] as [FaultAction, string][])('%j is a failure as everywhere', async (action, kind) => {
  lms.fault({ path: MATCH, times: ALWAYS, do: action });
  expect(await failure(identify({ client }, 9, rows(lms.strangers().slice(0, 9))))).toMatchObject({ kind });
  expect(askedOf(lms, '/autocomplete/')).toEqual([]);
});

test('a name whose first page holds only longer names is looked for further, and found', async () => {
  await lms.close();
  lms = await startLms({ waiting: 5, strangers: 200, pageCap: 10 });
  client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
  const last = lms.strangers().at(-1);
  if (last === undefined) throw new Error('seed');
  last.username = 'a'; // Which is a part of most of the names before.
  const { people } = await identify({ client }, 9, [named('a')]);
  expect(ids(people)).toEqual([last.id]);
});

test('a name that the site refuses to look for is nobody, and the others are found', async () => {
  lms.fault({ path: MATCH, do: { status: 404 } });
  lms.fault({ path: /autocomplete/, do: { status: 400, body: { detail: 'no' } } });
  const { people, unidentified } = await identify({ client }, 9, rows(lms.strangers().slice(0, 3)));
  expect([people.length, unidentified.map(({ reason }) => reason)]).toEqual([2, ['not-found']]);
});

test('a deleted account, one that may not be seen, and one that is not there are nobody by id', async () => {
  const [hidden, person] = lms.strangers();
  lms.fault({ path: `/api/v2/user/${hidden?.id}/`, do: { status: 403 } });
  const seen = [7, hidden?.id ?? 0, 999_999, person?.id ?? 0].map(numbered);
  const { people, unidentified } = await identify({ client }, 9, seen);
  expect(ids(people)).toEqual([person?.id]);
  expect(unidentified.map(({ reason }) => reason)).toEqual(Array(3).fill('not-found'));
});

test('a telephone number for an id is nobody, also where the site fails over it; another 500 is a failure', async () => {
  lms.fault({ path: '/api/v2/user/393471234567/', do: { status: 500 } });
  const { unidentified } = await identify({ client }, 9, [numbered(393_471_234_567)]);
  expect(unidentified.map(({ reason }) => reason)).toEqual(['not-found']);
  lms.fault({ path: '/api/v2/user/999999/', do: { status: 500 } });
  expect(await failure(identify({ client }, 9, [numbered(999_999)]))).toEqual({
    kind: 'server-error',
    status: 500,
  });
});

test('an answer about another id is nobody', async () => {
  const [one, other] = lms.strangers();
  lms.fault({ path: `/api/v2/user/${one?.id}/`, do: { alter: () => other } });
  const { people, unidentified } = await identify({ client }, 9, [numbered(one?.id ?? 0)]);
  expect([people, unidentified.map(({ reason }) => reason)]).toEqual([[], ['not-found']]);
});
