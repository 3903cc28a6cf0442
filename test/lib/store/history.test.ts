import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../lib/model/errors.ts';
import type { Job, PlannedPerson } from '../../../lib/model/index.ts';
import { withDatabase } from '../../../lib/store/database.ts';
import { deleteEnded, deleteJob, listJobs } from '../../../lib/store/history.ts';
import { beginJob, noteJob, outboxOf, readJob, STORES } from '../../../lib/store/jobs.ts';
import { course, job, ORIGIN, outcome, person, standing } from '../../people.ts';

/** A row that told no id: it must not be found by a search that is no id either. */
const NAMED_ROW = { seen: { userId: null, username: 'ghost' }, reason: 'not-found' } as const;
const PAGE_ROW = { seen: { userId: 77, username: 'no_such_one' }, reason: 'not-found' } as const;
const LINE = {
  line: 4,
  text: 'Ada, the other one',
  taken: { as: 'nothing' },
  userId: null,
  reason: 'ambiguous',
} as const;

/** Keeps a job started at `createdAt`; answers its id. */
async function keep(createdAt: number, change: Partial<Job> = {}): Promise<string> {
  const id = crypto.randomUUID();
  await beginJob({ ...job(standing(null, 3, 100 * createdAt)), id, createdAt, ...change });
  return id;
}

const invited = (id: number, username: string, realName: string): PlannedPerson => ({
  person: { id, username, realName },
  relation: null,
  action: 'invite',
});
const done: Partial<Job> = { state: 'done', endedAt: 9 };
const found = async (search: string) => (await listJobs(search)).jobs.map(({ id }) => id);

/** How many rows each store holds. */
const rows = () =>
  withDatabase(async (database) => Promise.all(STORES.map((store) => database.count(store))));

test('without a search: all jobs, the newest first', async () => {
  const [old, newest, middle] = [await keep(1), await keep(3), await keep(2)];
  expect(await found('')).toEqual([newest, middle, old]);
  expect(await listJobs(' ')).toMatchObject({ all: 3, jobs: [{ createdAt: 3, people: 3 }, {}, {}] });
});

test('at most 200 at once, and how many there are', async () => {
  for (let at = 1; at <= 203; at++) await keep(at);
  const { jobs, all } = await listJobs('');
  expect(all).toBe(203);
  expect(jobs.map(({ createdAt }) => createdAt)).toEqual(Array.from({ length: 200 }, (_, at) => 203 - at));
  expect((await listJobs('#20300')).all).toBe(1);
});

describe('a search finds a job', () => {
  test.each([
    ['by its course', 'marine'],
    ['by words of the course in any order', 'biology intro'],
    ['by its host', 'community.example'],
    ['by course and host', 'Marine example.org'],
    ['by a username', 'sea_marina'],
    ['by a part of one, in another case', 'MARINA'],
    ['by a real name, without its accents', 'jose'],
    ['by first and last name', 'josé garcía'],
    ['by last and first name', 'garcia jose'],
    ['by username and real name together', 'marina garcía'],
    ['by a whole user id', '4711'],
    ['by a user id as the lists show it', ' #4711 '],
    ['by a row of the page that was nobody', 'no_such'],
    ['by the user id of such a row', '77'],
    ['by a line of the list that was nobody', 'other one'],
  ])('%s', async (_by, search) => {
    const people = [invited(4711, 'sea_marina', 'José García'), invited(4712, 'bob', 'Bob')];
    const wanted = await keep(5, { people, unidentified: [PAGE_ROW, NAMED_ROW], lines: [LINE] });
    await keep(6, { course: { ...course, name: 'Chess' }, origin: 'https://other.test' });
    expect(await found(search)).toEqual([wanted]);
  });

  test.each([
    ['a part of a user id', '471'],
    ['words of two people', 'marina bob'],
    ['words of the course and of a person', 'intro marina'],
    ['something else', 'zzz'],
  ])('not by %s', async (_by, search) => {
    await keep(5, { people: [invited(4711, 'sea_marina', 'José García'), invited(4712, 'bob', 'Bob')] });
    expect(await listJobs(search)).toEqual({ jobs: [], all: 0 });
  });
});

test('what another version has written is not listed, and hides no other', async () => {
  const kept = await keep(1);
  const other = await keep(2);
  const unread = await keep(3, { course: { ...course, name: 'Chess' } });
  await withDatabase(async (database) => {
    await database.put('summaries', {
      ...(await database.get('summaries', other)),
      state: 'resting',
    } as never);
    await database.put('plans', { people: 'many' } as never, unread);
  });
  expect(await found('')).toEqual([unread, kept]);
  expect(await found('person_101')).toEqual([kept]);
});

test('a deleted job leaves nothing behind, and others all of theirs', async () => {
  const kept = await keep(1, done);
  await noteJob(kept, { outcomes: [outcome('invited', 100)] });
  const before = await rows();
  expect(before).toEqual([1, 1, 2, 1]);
  const gone = await keep(2, done);
  await noteJob(gone, { outcomes: [outcome('invited', 200)] });
  const whole = await readJob(kept);
  await deleteJob(gone);
  expect(await rows()).toEqual(before);
  expect(await readJob(gone)).toBeNull();
  expect(await readJob(kept)).toEqual(whole);
  // Pressed in two windows.
  await deleteJob(gone);
});

test('what runs is not deleted; what is paused or was given up is', async () => {
  const running = await keep(1);
  const paused = await keep(2, { state: 'paused', failure: { kind: 'forbidden' } });
  const left = await keep(3, { state: 'left', endedAt: 4 });
  expect(failureOf(await deleteJob(running).catch((thrown: unknown) => thrown))).toEqual({
    kind: 'still-running',
  });
  await deleteJob(paused);
  await deleteJob(left);
  expect(await found('')).toEqual([running]);
  expect((await readJob(running))?.batches).toHaveLength(2);
});

test('whoever still works at a deleted job writes nothing more of it', async () => {
  const paused = await keep(1, { state: 'paused', failure: { kind: 'forbidden' } });
  const [batch] = (await readJob(paused))?.batches ?? [];
  if (batch === undefined) throw new Error('no batch');
  const outbox = outboxOf(paused);
  await deleteJob(paused);
  await expect(outbox.note({ tries: 1 })).rejects.toThrow('no-such-job');
  await expect(outbox.replace([batch], [{ ...batch, state: 'sent' }])).rejects.toThrow('job-elsewhere');
  expect(await outbox.isCancelled()).toBe(true);
  expect(await rows()).toEqual([0, 0, 0, 0]);
});

test('delete all: what is over goes, what runs or is paused stays whole', async () => {
  await keep(1, done);
  await keep(2, { state: 'left', endedAt: 4 });
  const running = await keep(3);
  const paused = await keep(4, { state: 'paused', failure: { kind: 'offline', origin: ORIGIN } });
  expect(await deleteEnded()).toBe(2);
  expect(await found('')).toEqual([paused, running]);
  expect(await rows()).toEqual([2, 2, 4, 0]);
  expect(await deleteEnded()).toBe(2);
  expect((await readJob(running))?.people[0]?.person).toEqual(person(300));
});

test('where the browser deletes only a part, nothing is deleted', async () => {
  const kept = await keep(1, done);
  const { delete: deleted } = IDBObjectStore.prototype;
  // As a browser does when its disk is full.
  IDBObjectStore.prototype.delete = function (query) {
    const request = deleted.call(this, query);
    if (this.name === 'outcomes') this.transaction.abort();
    return request;
  };
  try {
    await expect(deleteJob(kept)).rejects.toThrow('not-kept');
  } finally {
    IDBObjectStore.prototype.delete = deleted;
  }
  expect(await readJob(kept)).not.toBeNull();
});
