/** Starting jobs, following them, and stopping them. Only the background calls it. */
import { Failed } from '../model/errors.ts';
import type { Job, JobProgress, Place } from '../model/index.ts';
import { deleteJob } from '../store/history.ts';
import { noteJob, readJob, readProgress, runningJobs, statusOf } from '../store/jobs.ts';
import { LOCKS, withLock } from '../store/locks.ts';
import { draftOf, planOf } from '../store/popup-state.ts';
import { noteCourse } from '../store/settings.ts';
import { isUntouched } from './engine/job.ts';
import { outcomeCounts, outcomesUnsent } from './engine/outcomes.ts';
import { changePaused, enqueue, goOn, ifNotUnderWay, isIdle } from './queue.ts';
import { resume } from './resume.ts';
import { tell } from './status/status.ts';

/**
 * Starts the plan that was reviewed, and no other: the id names what the background itself kept. Asked twice, the
 * same job is answered. Throws `Failed` `review-again` where the plan is gone or replaced by a newer review.
 */
export function start({ place, planId }: { place: Place; planId: string }): Promise<Job> {
  return withLock(LOCKS.start(), async () => {
    const started = await readJob(planId);
    if (started !== null) return started;
    const plan = await planOf(place).get();
    if (plan?.id !== planId) throw new Failed({ kind: 'review-again' });
    const job = await enqueue(plan);
    await Promise.all([planOf(place).remove(), noteCourse(job.origin, job.course.id)]);
    // The list has become a job, which accounts for each line of it.
    if (job.lines.length > 0) await draftOf(place).remove();
    return job;
  });
}

/** How far a job has come. Asked for again and again while it runs, which also wakes a worker that had ended. */
export async function jobProgress(jobId: string): Promise<JobProgress> {
  const progress = await readProgress(jobId);
  if (progress === null) throw new Failed({ kind: 'no-such-job' });
  const { origin, createdAt, state, nextAttemptAt } = progress.summary;
  if (state === 'running') {
    // A job that can write nothing stops, and can note nothing of why: whoever asks for it hears it in its place.
    if ((nextAttemptAt ?? 0) <= Date.now() && (await isIdle(origin))) await noteJob(jobId, {});
    goOn(origin, { ifIdle: true });
  }
  const before = (await runningJobs()).filter((job) => job.origin === origin && job.createdAt < createdAt);
  return { ...statusOf(progress.summary), batches: progress.batches, ahead: before.length };
}

/** A job as it stands. */
export async function showJob(jobId: string): Promise<Job> {
  const job = await pastJob(jobId);
  if (job.state === 'left') throw new Failed({ kind: 'no-such-job' });
  return job;
}

/** A job as it stands, given up or not. Throws `Failed` `no-such-job` where there is none of this id. */
export async function pastJob(jobId: string): Promise<Job> {
  const job = await readJob(jobId);
  if (job === null) throw new Failed({ kind: 'no-such-job' });
  if (job.state === 'running') goOn(job.origin, { ifIdle: true });
  if (job.state === 'done' && !job.seen) {
    await noteJob(jobId, { seen: true });
    tell({ ...job, seen: true });
  }
  return job;
}

/** Goes on with a paused job; not before the time that the server has named. */
export async function resumeJob(jobId: string): Promise<Job> {
  await resume(jobId);
  return showJob(jobId);
}

/**
 * Sends nothing more of a job; what became of those who were sent is read all the same. One that was not begun, since it
 * still waits for its turn, ends at once.
 */
export async function cancelJob(jobId: string): Promise<Job> {
  const progress = await readProgress(jobId);
  if (progress?.summary.state === 'running') await noteJob(jobId, { cancelled: true });
  await ifNotUnderWay(jobId, async () => {
    const job = await readJob(jobId);
    if (job?.state !== 'running' || !isUntouched(job)) return;
    const outcomes = outcomesUnsent(job);
    const counts = outcomeCounts(outcomes);
    await noteJob(jobId, { state: 'done', nextAttemptAt: null, outcomes, counts, endedAt: Date.now() });
  });
  return showJob(jobId);
}

/** Deletes a job that does not run with all that is kept of it; nothing of it is shown anywhere any more. */
export async function forgetJob(jobId: string): Promise<null> {
  const job = await readJob(jobId);
  await deleteJob(jobId);
  if (job !== null) tell({ ...job, state: 'left' });
  return null;
}

/** Gives a paused job up, so that the next review of its course starts from what the LMS says then. */
export async function leaveJob(jobId: string): Promise<null> {
  await changePaused(jobId, () => ({ state: 'left', endedAt: Date.now() }));
  return null;
}
