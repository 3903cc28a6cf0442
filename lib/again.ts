/** New jobs out of one that is done: Undo takes back what it did, Retry tries again whom it did not bring in. */
import { Failed } from './errors.ts';
import { isUndo } from './invite/job.ts';
import { unfinishedOf } from './invite/outcomes.ts';
import { planFor, takenBack } from './invite/plan.ts';
import { managedCourse } from './lms/course.ts';
import { standings } from './lms/standing.ts';
import { type Job, NO_NOTES, type Place, type Undoing } from './model.ts';
import { enqueue } from './queue.ts';
import { signedIn } from './site.ts';
import { noteJob, readJob } from './store/jobs.ts';

/**
 * Withdraws the invitations that a job made, and removes the people whom it accepted: those of `what` that were not taken
 * back before. The LMS is asked first who still stands as that job left them. Throws `Failed` `review-again` where there is
 * nothing of that left to undo.
 */
export function undo({ place, jobId, what }: { place: Place; jobId: string; what: Undoing[] }): Promise<Job> {
  return alone(async () => {
    const before = await doneJob(jobId);
    const wanted = what.filter((one) => !before.undone.includes(one));
    const people = takenBack(before, wanted);
    if (people.length === 0) throw new Failed({ kind: 'review-again' });
    const { user } = await signedIn(before.origin);
    const job = await enqueue({ ...again(before, place, 'undo'), by: user, people }, { looked: false });
    // After it: were the worker to die in between, a second Undo would find nothing left to do, and say so.
    await noteJob(jobId, { undone: [...before.undone, ...wanted] });
    return job;
  });
}

/** Tries again with those of a job who are not where the manager wanted them; how they stand is asked anew. */
export function retry({ place, jobId }: { place: Place; jobId: string }): Promise<Job> {
  return alone(async () => {
    const before = await doneJob(jobId);
    const { client, user } = await signedIn(before.origin);
    const course = await managedCourse(client, before.course.id);
    const left = new Set(unfinishedOf(before.outcomes).map(({ person }) => person.id));
    const planned = before.people.filter(({ person }) => left.has(person.id));
    if (planned.length === 0) throw new Failed({ kind: 'review-again' });
    const plan = { ...again(before, place, 'retry'), by: user, course };
    if (isUndo(before)) return enqueue({ ...plan, people: planned }, { looked: false });
    const people = await standings(
      client,
      course.id,
      planned.map(({ person }) => person),
    );
    return enqueue({ ...plan, people: people.map(planFor) });
  });
}

/** The same course, and nothing of how its people were found. */
function again(before: Job, place: Place, as: 'undo' | 'retry') {
  const { origin, course, id: jobId } = before;
  const found = { unidentified: [], lines: [], notes: NO_NOTES };
  return {
    id: crypto.randomUUID(),
    place,
    origin,
    course,
    madeAt: Date.now(),
    from: { jobId, as },
    ...found,
  };
}

function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks.request('rollcall:start', work) as Promise<T>;
}

async function doneJob(id: string): Promise<Job> {
  const job = await readJob(id);
  if (job?.state !== 'done') throw new Failed({ kind: 'review-again' });
  return job;
}
