/** Undo and Retry against the practice LMS over HTTP. */
import { expect, test, vi } from 'vitest';
import * as flow from '../../../lib/jobs/commands.ts';
import { retry, undo } from '../../../lib/jobs/undo-retry.ts';
import { failureOf } from '../../../lib/model/errors.ts';
import type { Job } from '../../../lib/model/index.ts';
import { noteJob, readJob } from '../../../lib/store/jobs.ts';
import { ended, flowStage, kinds } from './stage.ts';

const stage = flowStage();
const place = { tabId: 1 };
const status = (id: number | undefined) => stage.lms.relation(9, id ?? 0);

/** The job of an Undo once it is over, and what it has taken back is said of the job before. */
async function undoneBy({ id, from }: Job): Promise<Job> {
  const job = await ended(id);
  await vi.waitUntil(async () => (await readJob(from?.jobId ?? ''))?.undone.length !== 0);
  return job;
}

/** A job about one who waits, one stranger and one who is invited already; done. */
async function mixed() {
  const [waiting] = stage.lms.waitingUsers();
  const [stranger] = stage.lms.strangers();
  const [invited] = stage.lms.invitedUsers();
  const people = [waiting, stranger, invited];
  stage.choosePeople(people.map((user) => ({ userId: null, username: user?.username ?? null })));
  const { id } = await stage.start(await stage.review(1));
  return { job: await ended(id), ids: people.map((user) => user?.id ?? 0) };
}

test('Undo withdraws the invitations of the job, and nothing else', async () => {
  const { job, ids } = await mixed();
  expect(kinds(job)).toEqual(['accepted', 'invited', 'already-invited']);
  const undone = await undoneBy(await undo({ place, jobId: job.id, what: ['withdraw'] }));
  expect(kinds(undone)).toEqual(['withdrawn']);
  expect(undone.from).toEqual({ jobId: job.id, as: 'undo' });
  expect(ids.map(status)).toEqual(['joined', null, 'invited']);
  expect(stage.changes().at(-1)).toEqual({
    method: 'DELETE',
    path: '/api/v2/course/9/invite/',
    status: 204,
    users: [ids[1]],
  });
  expect((await readJob(job.id))?.undone).toEqual(['withdraw']);
});

test('those who were accepted are removed where that is asked for, in a request of its own', async () => {
  const { job, ids } = await mixed();
  const both = await ended((await undo({ place, jobId: job.id, what: ['withdraw', 'remove'] })).id);
  expect(kinds(both)?.toSorted()).toEqual(['removed', 'withdrawn']);
  expect(ids.map(status)).toEqual([null, null, 'invited']);
  expect(stage.changes()).toContainEqual({
    method: 'POST',
    path: '/api/v2/course/9/role/',
    status: 204,
    unjoined: [ids[0]],
  });
});

test('what was undone cannot be undone again; what was left can be, later', async () => {
  const { job, ids } = await mixed();
  await undoneBy(await undo({ place, jobId: job.id, what: ['withdraw'] }));
  const again = await undo({ place, jobId: job.id, what: ['withdraw'] }).catch(failureOf);
  expect(again).toEqual({ kind: 'review-again' });
  await ended((await undo({ place, jobId: job.id, what: ['withdraw', 'remove'] })).id);
  expect(ids.map(status)).toEqual([null, null, 'invited']);
  await vi.waitUntil(async () => (await readJob(job.id))?.undone.length === 2);
  const nothing = await undo({ place, jobId: job.id, what: ['withdraw', 'remove'] }).catch(failureOf);
  expect(nothing).toEqual({ kind: 'review-again' });
});

test('an Undo that was given up is not counted as done, and can be done again', async () => {
  const { job, ids } = await mixed();
  stage.lms.fault({ path: /invite/, method: 'DELETE', do: { status: 403 } });
  const first = await ended((await undo({ place, jobId: job.id, what: ['withdraw'] })).id);
  expect(first.state).toBe('paused');
  // While it waits there is one Undo only.
  expect((await undo({ place, jobId: job.id, what: ['withdraw'] })).id).toBe(first.id);
  await flow.leaveJob(first.id);
  expect((await readJob(job.id))?.undone).toEqual([]);
  await undoneBy(await undo({ place, jobId: job.id, what: ['withdraw'] }));
  expect(ids.map(status)).toEqual(['joined', null, 'invited']);
});

test('who was made a manager since stays, and is told of', async () => {
  const { job, ids } = await mixed();
  stage.lms.setRelation(9, ids[0] ?? 0, 'manager');
  const { id } = await undo({ place, jobId: job.id, what: ['withdraw', 'remove'] });
  expect((await ended(id)).outcomes.map((one) => [one.person.id, one.kind])).toEqual([
    [ids[0], 'already-member'],
    [ids[1], 'withdrawn'],
  ]);
  expect(ids.map(status)).toEqual(['manager', null, 'invited']);
});

test('whom a later job has brought in again is not taken back', async () => {
  const { job, ids } = await mixed();
  const taken = await undoneBy(await undo({ place, jobId: job.id, what: ['withdraw'] }));
  stage.choosePeople([{ userId: ids[1] ?? 0, username: null }]);
  const later = await ended((await stage.start(await stage.review(1, job.id, taken.id))).id);
  expect(kinds(later)).toEqual(['invited']);
  await noteJob(job.id, { undone: [] });
  const again = await undo({ place, jobId: job.id, what: ['withdraw'] }).catch(failureOf);
  expect(again).toEqual({ kind: 'review-again' });
  expect(status(ids[1])).toBe('invited');
});

test('an Undo whose withdrawal gets no clear answer is looked up, and sent again for who is still invited', async () => {
  const { job, ids } = await mixed();
  stage.lms.fault({ path: /invite/, method: 'DELETE', do: { reset: 'before' } });
  const { id } = await undo({ place, jobId: job.id, what: ['withdraw'] });
  expect(kinds(await ended(id))).toEqual(['withdrawn']);
  expect(status(ids[1])).toBeNull();
});

test('Retry is a new job of those who were not brought in, and of nobody else', async () => {
  const [first, second] = stage.lms.waitingUsers();
  stage.lms.fault({ path: /invite/, method: 'POST', do: { skip: [first?.id ?? 0] } });
  const job = await ended((await stage.start(await stage.review(1))).id);
  expect(kinds(job)).toEqual(['not-confirmed', 'accepted', 'accepted']);
  const again = await ended((await retry({ place, jobId: job.id })).id);
  expect(again).toMatchObject({
    from: { jobId: job.id, as: 'retry' },
    people: [{ person: { id: first?.id } }],
  });
  expect(kinds(again)).toEqual(['accepted']);
  expect(stage.posts().map(({ body }) => JSON.parse(body).users.length)).toEqual([3, 1]);
  expect(status(second?.id)).toBe('joined');
  const nobody = await retry({ place, jobId: again.id }).catch(failureOf);
  expect(nobody).toEqual({ kind: 'review-again' });
});

test('Retry of somebody who is in by now sends nobody', async () => {
  const [first] = stage.lms.waitingUsers();
  stage.lms.fault({ path: /invite/, method: 'POST', do: { skip: [first?.id ?? 0] } });
  const job = await ended((await stage.start(await stage.review(1))).id);
  stage.lms.setRelation(9, first?.id ?? 0, 'joined');
  expect(kinds(await ended((await retry({ place, jobId: job.id })).id))).toEqual(['already-member']);
  expect(stage.posts()).toHaveLength(1);
});

test('Cancel of an Undo that has found somebody to need nothing tells of them as the lists do', async () => {
  const { job, ids } = await mixed();
  stage.lms.setRelation(9, ids[1] ?? 0, null);
  stage.lms.fault({ path: /role/, method: 'POST', do: { status: 429, headers: { 'retry-after': '1' } } });
  const { id } = await undo({ place, jobId: job.id, what: ['withdraw', 'remove'] });
  await vi.waitUntil(async () => (await readJob(id))?.failure?.kind === 'rate-limited');
  await flow.cancelJob(id);
  const over = await ended(id);
  expect(over.outcomes.map((one) => [one.person.id, one.kind])).toEqual([
    [ids[0], 'not-sent'],
    [ids[1], 'already-gone'],
  ]);
});

test('Cancel of a job that waits for its turn ends it at once, and nothing is asked for it', async () => {
  stage.lms.fault({ path: /invite/, method: 'POST', do: { delayMs: Number.POSITIVE_INFINITY } });
  const first = await stage.start(await stage.review(1));
  stage.choose(1);
  const second = await stage.start(await stage.review(2, first.id));
  const cancelled = await flow.cancelJob(second.id);
  expect(cancelled.state).toBe('done');
  expect(kinds(cancelled)).toEqual(['not-sent']);
  stage.lms.release();
  expect(kinds(await ended(first.id))).toEqual(['accepted', 'accepted', 'accepted']);
  expect(stage.posts()).toHaveLength(1);
});

test('a course that costs something: accepted people wait for payment, the next review leaves them, and Undo takes them out', async () => {
  stage.lms.charge(9);
  const people = stage.lms.waitingUsers().slice(0, 3);
  const ids = people.map(({ id }) => id);
  const { id } = await stage.start(await stage.review(1));
  expect(kinds(await ended(id))).toEqual(Array(3).fill('waits-for-payment'));
  expect(ids.map(status)).toEqual(Array(3).fill('payment_waiting'));

  stage.choosePeople(people.map(({ id: userId, username }) => ({ userId, username })));
  const again = await stage.review(1, id);
  expect(again.people.map(({ relation, action }) => [relation, action])).toEqual(
    Array(3).fill(['payment_waiting', 'none']),
  );

  // One pays.
  stage.lms.setRelation(9, ids[1] ?? 0, 'joined');
  const undone = await undoneBy(await undo({ place, jobId: id, what: ['remove'] }));
  expect(kinds(undone)).toEqual(['removed', 'already-member', 'removed']);
  expect(ids.map(status)).toEqual([null, 'joined', null]);
  expect((await readJob(id))?.undone).toEqual(['remove']);
});
