/** Starting jobs and going on with them. Only the background calls it. */
import { Failed, failureOf } from './errors.ts';
import { everyoneOf, jobOf } from './invite/job.ts';
import { isComplete } from './invite/outcomes.ts';
import { runJob } from './invite/run.ts';
import { BATCH, inviteOrAccept } from './lms/course.ts';
import { readBack } from './lms/standing.ts';
import type { Job, Place } from './model.ts';
import { signedIn } from './site.ts';
import { beginJob, jobById, lastJobOf, runningJobs } from './store/jobs.ts';
import { draftOf, planOf } from './store/places.ts';
import { noteCourse } from './store/settings.ts';
import { untick } from './tab.ts';

/**
 * Starts the plan that was reviewed, and no other: the id names what the background itself kept. Asked twice, the
 * same job is answered. Throws `Failed` `review-again` where the plan is gone or replaced by a newer review, and where
 * a job for the same course has sent, or may yet send, after the plan was made: what it says of people may be untrue now.
 */
export async function start({ place, planId }: { place: Place; planId: string }): Promise<Job> {
  const job = await navigator.locks.request('rollcall:start', async () => {
    const started = await jobById(planId).get();
    if (started !== null) return started;
    const plan = await planOf(place).get();
    if (plan?.id !== planId) throw new Failed({ kind: 'review-again' });
    const last = await lastJobOf(plan);
    if (last !== null && (last.endedAt === null || last.endedAt > plan.madeAt)) {
      throw new Failed({ kind: 'review-again' });
    }
    const fresh = jobOf(plan, BATCH);
    await beginJob(fresh);
    await Promise.all([planOf(place).remove(), noteCourse(fresh.origin, fresh.course.id)]);
    // The list has become a job, which accounts for each line of it.
    if (fresh.lines.length > 0) await draftOf(place).remove();
    return fresh;
  });
  goOn(job);
  return job;
}

/** A job as it stands. Asked for again and again while it runs, which also wakes a worker that had ended. */
export async function showJob(jobId: string): Promise<Job> {
  const job = await jobById(jobId).get();
  if (job === null || job.state === 'left') throw new Failed({ kind: 'review-again' });
  if (job.state === 'running') goOn(job);
  if (job.state === 'done' && !job.seen) await jobById(jobId).set({ ...job, seen: true });
  return job;
}

/** Goes on with a paused job. */
export async function resume(jobId: string): Promise<Job> {
  await changePaused(jobId, (job) => ({ ...job, state: 'running', failure: null }));
  return showJob(jobId);
}

/** Gives a paused job up, so that the next review of its course starts from what the LMS says then. */
export async function leaveJob(jobId: string): Promise<null> {
  await changePaused(jobId, (job) => ({ ...job, state: 'left', endedAt: Date.now() }));
  return null;
}

/** Changes a job that is paused, and no other: under the lock under which it runs, and read anew. */
async function changePaused(jobId: string, change: (job: Job) => Job): Promise<void> {
  await navigator.locks.request(jobLock(jobId), async () => {
    const job = await jobById(jobId).get();
    if (job?.state === 'paused') await jobById(jobId).set(change(job));
  });
}

const jobLock = (jobId: string) => `rollcall:job:${jobId}`;

/** At worker start: whatever was running goes on. */
export async function resumeAll(): Promise<void> {
  for (const job of await runningJobs()) goOn(job);
}

/** Runs a job unless it is being run already; one job at a time to a community. Its failures end in the job. */
function goOn({ id, origin }: Job): void {
  navigator.locks
    .request(jobLock(id), { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      await navigator.locks.request(`rollcall:site:${origin}`, () => drive(id));
    })
    .catch((thrown: unknown) => console.error('Rollcall: a job stopped:', failureOf(thrown).kind));
}

async function drive(id: string): Promise<void> {
  const job = await jobById(id).get();
  if (job?.state !== 'running') return;
  const { origin, course, by } = job;
  const ended = await runJob(job, {
    send: async (users) => inviteOrAccept((await signedIn(origin, by)).client, course.id, users),
    readBack: async (people) => readBack((await signedIn(origin, by)).client, course.id, people),
    save: (now) => jobById(id).set(now),
    now: Date.now,
  });
  if (ended.state === 'done' && isComplete(ended.outcomes) && 'tabId' in ended.place) {
    await untick(ended.place.tabId, everyoneOf(ended));
  }
}
