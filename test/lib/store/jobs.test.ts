import { expect, test } from 'vitest';
import { failureOf } from '../../../lib/errors.ts';
import { jobOf } from '../../../lib/invite/job.ts';
import type { Job } from '../../../lib/model.ts';
import { withDatabase } from '../../../lib/store/database.ts';
import {
  beginJob,
  forgetEnded,
  lastJobOf,
  noteJob,
  openJobs,
  readJob,
  withOutbox,
} from '../../../lib/store/jobs.ts';
import { job, ORIGIN, outcome, plan, standing } from '../../people.ts';

const OTHER = '7c1a8b5e-93d4-4a53-8f0e-5a3e4fd0c111';
const kept = job(standing(null, 5));
const course = { origin: ORIGIN, course: { id: 9 } };

test('a job is read as it was begun, with its batches in their order', async () => {
  // The first of the people has the highest id.
  const people = [...standing('requested', 2, 9_001), ...standing(null, 3, 2_001)];
  const begun = jobOf(plan(people), 2, 1_000);
  await beginJob(begun);
  expect(await readJob(begun.id)).toEqual(begun);
  expect(await lastJobOf(course)).toEqual(begun);
  expect(await readJob(OTHER)).toBeNull();
  expect(await lastJobOf({ origin: ORIGIN, course: { id: 10 } })).toBeNull();
});

test('a course keeps its last job only, other courses theirs', async () => {
  await beginJob(kept);
  const elsewhere: Job = { ...kept, id: crypto.randomUUID(), course: { ...kept.course, id: 10 } };
  await beginJob(elsewhere);
  await noteJob(kept.id, { outcomes: [outcome('invited', 2001)], state: 'done', endedAt: 5 });
  await beginJob({ ...kept, id: OTHER });
  expect(await readJob(kept.id)).toBeNull();
  expect(await lastJobOf(course)).toMatchObject({ id: OTHER, outcomes: [] });
  expect(await readJob(elsewhere.id)).toEqual(elsewhere);
});

test('jobs that are not done', async () => {
  await beginJob(kept);
  await beginJob({ ...kept, id: OTHER, course: { ...kept.course, id: 10 } });
  await noteJob(OTHER, { state: 'done', endedAt: 5 });
  expect((await openJobs()).map(({ id }) => id)).toEqual([kept.id]);
  await noteJob(kept.id, { state: 'paused', failure: { kind: 'not-a-manager' } });
  expect(await openJobs()).toMatchObject([
    { id: kept.id, state: 'paused', failure: { kind: 'not-a-manager' } },
  ]);
});

test('a site that is disconnected: what is over is forgotten, what waits is not, other sites keep theirs', async () => {
  const elsewhere = 'https://other.example.org';
  await beginJob(kept);
  await beginJob({ ...kept, id: OTHER, course: { ...kept.course, id: 10 }, state: 'done', endedAt: 5 });
  const third = { ...kept, id: crypto.randomUUID(), origin: elsewhere, state: 'done' as const, endedAt: 5 };
  await beginJob(third);
  await forgetEnded(ORIGIN);
  expect(await readJob(OTHER)).toBeNull();
  expect(await readJob(kept.id)).toEqual(kept);
  expect(await readJob(third.id)).toEqual(third);
});

test('what a run writes down is there at once, and a part of a batch is a batch', async () => {
  await beginJob(kept);
  const [first, ...others] = kept.batches;
  if (!first) throw new Error('no batch');
  const sending = { ...first, state: 'sending' as const, attempt: crypto.randomUUID() };
  await withOutbox(kept.id, async (outbox) => {
    await outbox.replace(first, [sending]);
    expect((await readJob(kept.id))?.batches).toEqual([sending, ...others]);
    const parts = first.users.map((id) => ({ ...sending, users: [id], state: 'sent' as const }));
    await outbox.replace(sending, parts);
    await outbox.note({ tries: 1 });
    expect(await readJob(kept.id)).toMatchObject({ tries: 1, batches: [...parts, ...others] });
  });
});

test('of two that run the same job one gets each batch', async () => {
  await beginJob(kept);
  const [first] = kept.batches;
  if (!first) throw new Error('no batch');
  const take = () =>
    withOutbox(kept.id, (outbox) =>
      outbox.replace(first, [{ ...first, state: 'sending', attempt: crypto.randomUUID() }]),
    ).then(
      () => 'taken',
      (thrown: unknown) => failureOf(thrown).kind,
    );
  expect((await Promise.all([take(), take()])).toSorted()).toEqual(['job-elsewhere', 'taken']);
});

test('cancelled is heard by whoever runs it; a job that is gone counts as cancelled', async () => {
  await beginJob(kept);
  await withOutbox(kept.id, async (outbox) => {
    expect(await outbox.isCancelled()).toBe(false);
    await noteJob(kept.id, { cancelled: true });
    expect(await outbox.isCancelled()).toBe(true);
  });
  await withOutbox(OTHER, async (outbox) => expect(await outbox.isCancelled()).toBe(true));
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
    const status = await database.get('status', OTHER);
    await database.put('status', { ...status, state: 'resting' } as never);
  });
  expect(await readJob(OTHER)).toBeNull();
  expect((await openJobs()).map(({ id }) => id)).toEqual([kept.id]);
});
