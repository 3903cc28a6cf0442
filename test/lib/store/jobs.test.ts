import { expect, test } from 'vitest';
import { jobOf } from '../../../lib/jobs/engine/job.ts';
import { failureOf } from '../../../lib/model/errors.ts';
import type { Job } from '../../../lib/model/index.ts';
import { withDatabase } from '../../../lib/store/database.ts';
import {
  beginJob,
  jobsOf,
  noteJob,
  outboxOf,
  pausedJobs,
  readJob,
  readProgress,
  runningJobs,
} from '../../../lib/store/jobs.ts';
import { job, ORIGIN, outcome, plan, standing } from '../../people.ts';

const OTHER = '7c1a8b5e-93d4-4a53-8f0e-5a3e4fd0c111';
const kept = job(standing(null, 5));
const course = { origin: ORIGIN, course: { id: 9 } };

test('a job is read as it was begun, with its batches in their order', async () => {
  // The first of the people has the highest id.
  const people = [...standing('requested', 2, 9_001), ...standing(null, 3, 2_001)];
  const begun = jobOf(plan(people), { batchSize: 2, now: 1_000, looked: true });
  await beginJob(begun);
  expect(await readJob(begun.id)).toEqual(begun);
  expect(await readProgress(begun.id)).toMatchObject({ summary: { people: 5, course: { id: 9 } } });
  expect(await readJob(OTHER)).toBeNull();
  expect(await readProgress(OTHER)).toBeNull();
});

test('a course keeps all its jobs, oldest first, other courses theirs', async () => {
  const later: Job = { ...kept, id: OTHER, createdAt: 7 };
  const elsewhere: Job = { ...kept, id: crypto.randomUUID(), course: { ...kept.course, id: 10 } };
  for (const one of [later, kept, elsewhere]) await beginJob(one);
  await noteJob(kept.id, { outcomes: [outcome('invited', 2001)], state: 'done', endedAt: 5 });
  expect((await jobsOf(course)).map(({ id }) => id)).toEqual([kept.id, OTHER]);
  expect(await readJob(kept.id)).toMatchObject({ outcomes: [outcome('invited', 2001)] });
  expect(await readJob(elsewhere.id)).toEqual(elsewhere);
  expect(await jobsOf({ origin: 'https://other.example.org', course: { id: 9 } })).toEqual([]);
});

test('jobs that run, and jobs that wait for the person', async () => {
  const ids = (jobs: { id: string }[]) => jobs.map(({ id }) => id);
  await beginJob(kept);
  await beginJob({ ...kept, id: OTHER, course: { ...kept.course, id: 10 } });
  await noteJob(OTHER, { state: 'done', endedAt: 5 });
  expect([ids(await runningJobs()), ids(await pausedJobs())]).toEqual([[kept.id], []]);
  await noteJob(kept.id, { state: 'paused', failure: { kind: 'not-a-manager' } });
  expect([ids(await runningJobs()), ids(await pausedJobs())]).toEqual([[], [kept.id]]);
});

test('what a run writes down is there at once, and a part of a batch is a batch', async () => {
  await beginJob(kept);
  const [first, ...others] = kept.batches;
  if (!first) throw new Error('no batch');
  const sending = { ...first, state: 'sending' as const, attempt: crypto.randomUUID() };
  const outbox = outboxOf(kept.id);
  await outbox.replace([first], [sending]);
  expect((await readJob(kept.id))?.batches).toEqual([sending, ...others]);
  const parts = first.users.map((id) => ({ ...sending, users: [id], state: 'sent' as const }));
  await outbox.replace([sending], parts);
  await outbox.note({ tries: 1 });
  expect(await readJob(kept.id)).toMatchObject({ tries: 1, batches: [...parts, ...others] });
});

test('of two that run the same job one gets each batch', async () => {
  await beginJob(kept);
  const [first] = kept.batches;
  if (!first) throw new Error('no batch');
  const take = () =>
    outboxOf(kept.id)
      .replace([first], [{ ...first, state: 'sending', attempt: crypto.randomUUID() }])
      .then(
        () => 'taken',
        (thrown: unknown) => failureOf(thrown).kind,
      );
  expect((await Promise.all([take(), take()])).toSorted()).toEqual(['job-elsewhere', 'taken']);
});

test('cancelled is heard by whoever runs it; a job that is gone counts as cancelled', async () => {
  await beginJob(kept);
  const outbox = outboxOf(kept.id);
  expect(await outbox.isCancelled()).toBe(false);
  await noteJob(kept.id, { cancelled: true });
  expect(await outbox.isCancelled()).toBe(true);
  expect(await outboxOf(OTHER).isCancelled()).toBe(true);
});

test('where the browser keeps nothing, that is said', async () => {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = () => {
    throw new DOMException('The disk is full.', 'QuotaExceededError');
  };
  try {
    await expect(beginJob(kept)).rejects.toThrow('not-kept');
  } finally {
    IDBObjectStore.prototype.put = put;
  }
  expect(await readJob(kept.id)).toBeNull();
});

test('what another version has written is no job, and stops no other', async () => {
  await beginJob(kept);
  await beginJob({ ...kept, id: OTHER, course: { ...kept.course, id: 10 } });
  await withDatabase(async (database) => {
    const summary = await database.get('summaries', OTHER);
    await database.put('summaries', { ...summary, tries: -1 } as never);
  });
  expect(await readJob(OTHER)).toBeNull();
  expect((await runningJobs()).map(({ id }) => id)).toEqual([kept.id]);
});
