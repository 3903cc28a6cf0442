import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, connectClient } from '../../../lib/lms/client.ts';
import { everyoneWaiting, waitingCount } from '../../../lib/lms/join-requests.ts';
import { MAX_PEOPLE } from '../../../lib/model/index.ts';
import { type LmsOptions, type PracticeLms, startLms } from '../../lms/server.ts';
import { ALWAYS, failure, noted } from './asked.ts';

let lms: PracticeLms;
let client: Client;
async function start(options: LmsOptions): Promise<void> {
  await lms?.close();
  lms = await startLms(options);
  client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
}
beforeEach(() => start({ waiting: 45, pageCap: 10 }));
afterEach(() => lms.close());

const LIST = '/api/v2/course/9/request_join/';
const everyone = (search = '', most = MAX_PEOPLE) => everyoneWaiting({ client }, 9, { search, most });
const waitingIds = () => lms.waitingUsers().map(({ id }) => id);
const idsOf = (people: readonly { id: number }[]) => people.map(({ id }) => id);
/** Calls `change` while the server makes its answer to the `at`-th request from now on. */
const during = (at: number, change: () => void) => {
  for (let before = 0; before < at; before++) lms.fault({ path: LIST, do: { alter: (page) => page } });
  lms.fault({
    path: LIST,
    do: {
      alter: (page) => {
        change();
        return page;
      },
    },
  });
};

test.each([10, 20, 100])('all 340, page by page of %d', async (pageCap) => {
  await start({ waiting: 340, pageCap });
  const { people, count } = await everyone();
  expect(idsOf(people)).toEqual(waitingIds());
  expect(count).toBe(340);
  expect(lms.log).toHaveLength(Math.ceil(340 / pageCap));
});

test('nobody waits', async () => {
  await start({ waiting: 0 });
  expect(await everyone()).toEqual({ people: [], count: 0 });
});

test('a search finds parts of names, as the page of the site does; the count is that of the search', async () => {
  const { people, count } = await everyone(' user5 ');
  expect(people.map(({ username }) => username).sort()).toEqual(['user5', 'user50', 'user500']);
  expect(count).toBe(3);
  expect(await waitingCount(client, 9, 'user5')).toBe(3);
  expect(await waitingCount(client, 9)).toBe(45);
});

test('ends at the most people wanted, and tells how many there are', async () => {
  const { people, count } = await everyone('', 25);
  expect(idsOf(people)).toEqual(waitingIds().slice(0, 25));
  expect([count, lms.log.length]).toEqual([45, 3]);
});

describe('the list changes while it is read', () => {
  test('people accepted meanwhile make others slip: it is read again', async () => {
    const [first, second] = waitingIds();
    during(0, () => [first, second].map((id) => lms.setRelation(9, id ?? 0, 'joined')));
    const { people, count } = await everyone();
    expect(idsOf(people)).toEqual(waitingIds());
    expect([people.length, count]).toEqual([43, 43]);
  });

  test('new requests at its end are there too', async () => {
    const [stranger] = lms.strangers();
    during(1, () => lms.setRelation(9, stranger?.id ?? 0, 'requested'));
    const { people, count } = await everyone();
    expect(people.at(-1)?.id).toBe(stranger?.id);
    expect([people.length, count, lms.log.length]).toEqual([46, 46, 5]);
  });

  test('three walks without rest are a failure, never a part of the list', async () => {
    const gone = waitingIds();
    for (let at = 0; at < 3; at++) {
      during(0, () => lms.setRelation(9, gone[at] ?? 0, 'joined'));
      for (let page = 1; page < 5; page++) lms.fault({ path: LIST, do: { alter: (same) => same } });
    }
    expect(await failure(everyone())).toMatchObject({ kind: 'unexpected-answer' });
    expect(lms.log).toHaveLength(15);
  });

  test('a person on two pages is one person, and an empty page in between is not the end', async () => {
    const [first] = lms.waitingUsers();
    lms.fault({ path: LIST, do: { alter: (page) => ({ ...page, results: [] }) } });
    lms.fault({
      path: LIST,
      do: { alter: (page) => ({ ...page, results: [first, first, ...page.results] }) },
    });
    const { people } = await everyone();
    expect(idsOf(people).sort()).toEqual(waitingIds().sort());
  });
});

describe('a server that never ends', () => {
  const always = (alter: (page: object, at: number) => object) => {
    let at = 0;
    lms.fault({ path: LIST, times: ALWAYS, do: { alter: (page) => alter(page, at++) } });
  };
  test.each([
    ['a circle', () => 'same'],
    ['the same people under ever new links', (at: number) => `page${at}`],
  ])('%s', async (_what, link) => {
    always((page, at) => ({ ...page, next: `${lms.origin}${LIST}?again=${link(at)}` }));
    expect(await failure(everyone())).toMatchObject({ kind: 'unexpected-answer' });
    expect(lms.log.length).toBeLessThan(15);
  });
  test('empty pages without end', async () => {
    always((page, at) => ({ ...page, results: [], next: `${lms.origin}${LIST}?page=${at}` }));
    expect(await failure(everyone())).toEqual({ kind: 'unexpected-answer', what: 'pages without end' });
    expect(lms.log).toHaveLength(10);
  });
  test('a link to another site', async () => {
    always((page) => ({ ...page, next: 'https://elsewhere.example/' }));
    expect(await failure(everyone())).toEqual({ kind: 'unexpected-answer', what: 'link to another site' });
  });
});

test('progress, and the failures of a course', async () => {
  const { progress, all, runs } = noted();
  await everyoneWaiting({ client, progress }, 9, { search: '', most: MAX_PEOPLE });
  expect(runs()).toBe(true);
  expect(all.map(({ done }) => done)).toEqual(expect.arrayContaining([0, 10, 20, 30, 40, 45]));
  expect(await failure(everyoneWaiting({ client }, 11, { search: '', most: 9 }))).toEqual({
    kind: 'not-a-manager',
  });
  expect(await failure(everyoneWaiting({ client }, 77, { search: '', most: 9 }))).toEqual({
    kind: 'course-not-found',
    courseId: 77,
  });
});
