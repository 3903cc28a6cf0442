/** New jobs out of one that is done: Undo takes back what it did, Retry tries again whom it did not bring in. */

import { managedCourse, managersOf } from '../lms/course.ts';
import { standings } from '../lms/people/membership.ts';
import { Failed } from '../model/errors.ts';
import {
  type Job,
  NO_NOTES,
  type Outcome,
  type Place,
  type Plan,
  type PlannedPerson,
  type Undoing,
} from '../model/index.ts';
import { signedIn } from '../sites/site-client.ts';
import { jobsOf, readJob } from '../store/jobs.ts';
import { LOCKS, withLock } from '../store/locks.ts';
import { showJob } from './commands.ts';
import { DONE, isUndo } from './engine/job.ts';
import { unfinishedOf } from './engine/outcomes.ts';
import { planFor, takenBack } from './engine/plan.ts';
import { enqueue } from './queue.ts';

/**
 * Withdraws the invitations that a job made, and removes the people whom it accepted, but for those who have paid since: those of `what` that were not taken
 * back before. The LMS is asked first who still stands as that job left them; whom a later job has brought in again is left
 * alone. An Undo that is under way is answered as it stands. Throws `Failed` `review-again` where there is nothing to undo.
 */
export function undo({ place, jobId, what }: { place: Place; jobId: string; what: Undoing[] }): Promise<Job> {
  return withLock(LOCKS.start(), async () => {
    const before = await doneJob(jobId);
    const underWay = (await jobsOf(before)).find(
      ({ from, endedAt }) => from?.as === 'undo' && from.jobId === jobId && endedAt === null,
    );
    if (underWay !== undefined) return showJob(underWay.id);
    const wanted = what.filter((one) => !before.undone.includes(one));
    const planned = takenBack(before, wanted);
    return takeBack(before, planned, { place, from: { jobId, as: 'undo' } });
  });
}

/** Tries again with those of a job who are not where the manager wanted them; how they stand is asked anew. */
export function retry({ place, jobId }: { place: Place; jobId: string }): Promise<Job> {
  return withLock(LOCKS.start(), async () => {
    const before = await doneJob(jobId);
    const left = new Set(unfinishedOf(before.outcomes).map(({ person }) => person.id));
    const planned = before.people.filter(({ person }) => left.has(person.id));
    if (isUndo(before)) {
      // It takes back what the same job did as the Undo that it goes on with.
      const first = before.from === null ? null : await readJob(before.from.jobId);
      return takeBack(first ?? before, planned, { place, from: before.from });
    }
    const { client, user } = await signedIn(before.origin);
    const course = await managedCourse(client, before.course.id);
    if (planned.length === 0) throw new Failed({ kind: 'review-again' });
    const people = await standings(
      { client },
      course.id,
      planned.map(({ person }) => person),
    );
    const plan = { ...again(before, { place, from: { jobId, as: 'retry' } }), by: user, course };
    return enqueue({ ...plan, people: people.map(planFor) });
  });
}

/**
 * A job that takes back what `first` did, and no more: nothing is asked for whom a later job brought in again, nor for who
 * runs the course by now.
 */
async function takeBack(first: Job, planned: readonly PlannedPerson[], origins: Origins): Promise<Job> {
  const { client, user } = await signedIn(first.origin);
  const later = await broughtInAfter(first);
  const removes = planned.some(({ action }) => action === 'remove');
  const managers = removes ? await managersOf(client, first.course.id) : new Set();
  const people = planned.map((one): PlannedPerson => {
    if (one.action === 'remove' && managers.has(one.person.id)) {
      return { ...one, relation: 'manager', action: 'none' };
    }
    return later.has(one.person.id) ? { ...one, action: 'none' } : one;
  });
  if (people.every(({ action }) => action === 'none')) throw new Failed({ kind: 'review-again' });
  return enqueue({ ...again(first, origins), by: user, people }, { looked: false });
}

const BROUGHT_IN: ReadonlySet<Outcome['kind']> = new Set(Object.values(DONE).flat());

/** Whom jobs for the same course that were started later have invited or accepted: theirs is not ours to take back. */
async function broughtInAfter(job: Job): Promise<Set<number>> {
  const ids = new Set<number>();
  for (const { id, createdAt } of await jobsOf(job)) {
    if (createdAt <= job.createdAt || id === job.id) continue;
    for (const { person, kind } of (await readJob(id))?.outcomes ?? []) {
      if (BROUGHT_IN.has(kind)) ids.add(person.id);
    }
  }
  return ids;
}

/** The same course, and nothing of how its people were found. */
function again({ origin, course }: Job, { place, from }: Origins) {
  const found = { unidentified: [], lines: [], notes: NO_NOTES };
  return {
    id: crypto.randomUUID(),
    place,
    origin,
    course,
    madeAt: Date.now(),
    from,
    ...found,
  };
}

/** How a job comes from another one, and in which window it is shown. */
type Origins = Pick<Plan, 'place' | 'from'>;

async function doneJob(id: string): Promise<Job> {
  const job = await readJob(id);
  if (job?.state !== 'done') throw new Failed({ kind: 'review-again' });
  return job;
}
