/** What identifying people costs the site: requests in all, and requests at one time. */
import { afterEach, describe, expect, test } from 'vitest';
import { connectClient } from '../../../lib/lms/client.ts';
import { identify } from '../../../lib/lms/people/identify.ts';
import { identifyRows } from '../../../lib/lms/people/identify-rows.ts';
import type { ClueRow, Person } from '../../../lib/model/index.ts';
import { type LmsOptions, type PracticeLms, startLms } from '../../lms/server.ts';
import { ALWAYS, asked, askedOf, ids, named, numbered, rows, watchedFetch } from './asked.ts';

let lms: PracticeLms;
const start = async (options: LmsOptions) => {
  lms = await startLms(options);
  return connectClient({ origin: lms.origin, token: lms.tokens.manager });
};
afterEach(() => lms.close());

describe.each([10, 20, 100])('with at most %d people a page', (pageCap) => {
  test.each([1, 2, 3, 9, 30, 120, 340])('%d rows of the Requests tab, names only', async (n) => {
    const client = await start({ waiting: 340, pageCap });
    // From the end of the list, where the first page does not help, and from all over it.
    const list = lms.waitingUsers();
    for (const some of [list.slice(-n), list.filter((_, at) => at % Math.floor(340 / n) === 0).slice(0, n)]) {
      lms.log.length = 0;
      const { people, unidentified } = await identify({ client }, 9, rows(some));
      expect(ids(people)).toEqual(some.map(({ id }) => id));
      expect(unidentified).toEqual([]);
      expect(lms.log.length).toBeLessThanOrEqual(Math.min(n, Math.ceil(340 / pageCap)) + 1);
      expect(askedOf(lms, '/request_join/')).toHaveLength(lms.log.length);
    }
  });

  test('a single name is one request', async () => {
    const client = await start({ waiting: 340, pageCap });
    await identify({ client }, 9, rows(lms.waitingUsers().slice(-1)));
    expect(lms.log).toHaveLength(1);
  });

  test('rows with id and name ask the lists, and nobody by id', async () => {
    const client = await start({ waiting: 340, pageCap });
    const some = lms.waitingUsers().slice(-30);
    const seen = some.map(({ id, username }) => ({ userId: id, username }));
    expect(ids((await identify({ client }, 9, seen)).people)).toEqual(some.map(({ id }) => id));
    expect(lms.log.length).toBeLessThanOrEqual(Math.min(30, Math.ceil(340 / pageCap)) + 1);
    expect(askedOf(lms, '/user/')).toEqual([]);
  });

  test('only those in no list are asked for by id, once each', async () => {
    const client = await start({ waiting: 40, members: 20, invited: 5, pageCap });
    const inLists = [...lms.waitingUsers().slice(0, 5), ...lms.members().slice(0, 5)];
    const others = lms.strangers().slice(0, 6);
    const seen = [...inLists, ...others].map(({ id, username }) => ({ userId: id, username }));
    const { people } = await identify({ client }, 9, [...seen, ...seen]);
    expect(ids(people)).toEqual(seen.map(({ userId }) => userId));
    expect(askedOf(lms, '/api/v2/user/').toSorted()).toEqual(
      others.map(({ id }) => `GET /api/v2/user/${id}/?`),
    );
  });

  test('bare ids: the lists of the course are read once, and no more', async () => {
    const client = await start({ waiting: 40, members: 20, invited: 5, pageCap });
    const listed = [...lms.waitingUsers().slice(-20), ...lms.members().slice(0, 10)];
    const { people } = await identify(
      { client },
      9,
      listed.map(({ id }) => numbered(id)),
    );
    expect(ids(people)).toEqual(listed.map(({ id }) => id));
    expect(people.map(({ relation }) => relation)).toEqual([
      ...Array(20).fill('requested'),
      ...Array(10).fill('joined'),
    ]);
    expect(askedOf(lms, '/api/v2/user/')).toEqual([]);
    expect(lms.log.length).toBeLessThanOrEqual(Math.ceil(40 / pageCap) + Math.ceil(22 / pageCap));
  });

  test.each([404, 200])('people elsewhere: at most one request each (match answers %d)', async (status) => {
    const client = await start({ waiting: 30, members: 5, invited: 3, strangers: 60, pageCap });
    if (status !== 200) lms.fault({ path: '/api/v2/user/match/', times: ALWAYS, do: { status } });
    const some = lms.strangers().slice(3, 50);
    const { people } = await identify({ client }, 9, rows(some));
    expect(ids(people)).toEqual(some.map(({ id }) => id));
    const lists = Math.ceil(30 / pageCap) + 1 + 1;
    expect(lms.log.length).toBeLessThanOrEqual(lists + 1 + (status === 200 ? 0 : some.length));
  });
});

test('a bare id is one request for the name, and one search for each list', async () => {
  const client = await start({ waiting: 340, members: 200, pageCap: 10 });
  const [waiting, member] = [lms.waitingUsers().at(-1), lms.members()[0]];
  await identify({ client }, 9, [numbered(waiting?.id ?? 0)]);
  expect(lms.log).toHaveLength(2);
  lms.log.length = 0;
  const { people } = await identify({ client }, 9, [numbered(member?.id ?? 0)]);
  expect(people[0]?.relation).toBe('joined');
  expect(lms.log).toHaveLength(3);
});

test('a name that half of the list contains does not cost more than the list', async () => {
  const client = await start({ waiting: 340, members: 0, invited: 0, pageCap: 10 });
  const { unidentified } = await identify({ client }, 9, ['a', 'e', 'o', 'i', 'n'].map(named));
  expect(unidentified.map(({ reason }) => reason)).toEqual(Array(5).fill('not-found'));
  // The first page and a search each, then the rest of the list instead of 5 long searches.
  expect(askedOf(lms, '/request_join/')).toHaveLength(1 + 5 + 33);
});

test('never more than four requests at one time, whatever is asked', { timeout: 20_000 }, async () => {
  lms = await startLms({ waiting: 340, members: 50, invited: 12, strangers: 60, pageCap: 10, latencyMs: 2 });
  lms.fault({ path: '/api/v2/user/match/', times: ALWAYS, do: { status: 404 } });
  const { fetch, most } = watchedFetch();
  const client = connectClient({ origin: lms.origin, token: lms.tokens.manager, fetch });
  const some = [...lms.waitingUsers().slice(-20), ...lms.members().slice(0, 3), ...lms.strangers()];
  const { people } = await identify({ client }, 9, [
    ...rows(some),
    ...lms
      .strangers()
      .slice(20)
      .map(({ id, username }) => ({ userId: id, username })),
    ...lms
      .strangers()
      .slice(0, 10)
      .map(({ id }) => numbered(id)),
  ]);
  expect(people.length).toBe(some.length);
  expect(most()).toBe(4);
});

test('answers about single people are kept by the caller, and never how they stand to the course', async () => {
  const client = await start({ waiting: 30, members: 5, invited: 3, strangers: 30 });
  const known = new Map<string, Person[]>();
  const some = lms.strangers();
  const seen = [
    ...rows(some.slice(0, 12)),
    ...some.slice(12).map(({ id }) => numbered(id)),
    named('nobody-at-all'),
    numbered(999_999),
  ];
  const first = await identify({ client, known }, 9, seen);
  expect(first.people).toHaveLength(some.length);
  expect(askedOf(lms, '/api/v2/user/').length).toBeGreaterThan(10);

  lms.log.length = 0;
  lms.setRelation(9, some[0]?.id ?? 0, 'invited');
  const second = await identify({ client, known }, 9, seen);
  expect(asked(lms).filter((one) => !one.includes('/course/9/'))).toEqual([]);
  expect(second.people.map(({ relation }) => relation).filter(Boolean)).toEqual(['invited']);
  expect(second.unidentified).toEqual(first.unidentified);
});

describe('1,000 rows of four texts each', () => {
  const SIZE = { waiting: 300, members: 100, strangers: 600 };

  /** What identifying them costs, by their clues and by their usernames alone. */
  async function costs(
    options: LmsOptions,
    isMatched: boolean,
  ): Promise<{ byClues: number; byNames: number }> {
    const client = await start(options);
    if (!isMatched) lms.fault({ path: '/api/v2/user/match/', times: ALWAYS, do: { status: 404 } });
    const everybody = [...lms.waitingUsers(), ...lms.members(), ...lms.strangers()].slice(0, 1_000);
    const table = everybody.map(({ username, real_name }, at): ClueRow => {
      const [first = '', ...last] = real_name.split(' ');
      const texts = [last.join(' ') || 'nobody', first || 'nobody', username, at % 9 ? 'Student' : 'Teacher'];
      const clues = texts.map((text, column) => ({
        as: 'text' as const,
        text,
        column: `${column}`,
        handle: false,
      }));
      return { userId: null, username, list: 1, clues };
    });
    lms.log.length = 0;
    const byNames = await identify({ client }, 9, rows(everybody));
    const names = lms.log.length;
    lms.log.length = 0;
    const byClues = await identifyRows({ client }, 9, { rows: table, peers: [] });
    expect(byClues.people).toHaveLength(byNames.people.length);
    return { byClues: lms.log.length, byNames: names };
  }

  test('cost at most 15 requests more than their usernames alone', async () => {
    const { byClues, byNames } = await costs(SIZE, true);
    expect(byClues).toBeLessThanOrEqual(byNames + 15);
  });

  test('and at most a tenth more where the site does not tell several names at once', async () => {
    const { byClues, byNames } = await costs(SIZE, false);
    expect(byClues).toBeLessThanOrEqual(byNames * 1.1);
  });
});
