/** Starting jobs and going on with them. Only the background calls it. */
import { Failed, failureOf } from './errors.ts';
import { begun, everyoneOf, jobOf } from './invite/job.ts';
import { isComplete } from './invite/outcomes.ts';
import { runJob } from './invite/run.ts';
import { BATCH, inviteOrAccept } from './lms/course.ts';
import { readBack } from './lms/standing.ts';
import type { Failure, Job, JobProgress, JobStatus, Person, Place } from './model.ts';
import { signedIn } from './site.ts';
import { beginJob, lastJobOf, noteJob, openJobs, readJob, readProgress, withOutbox } from './store/jobs.ts';
import { draftOf, planOf } from './store/places.ts';
import { noteCourse } from './store/settings.ts';
import { untick } from './tab.ts';
import { wakeAt } from './wake.ts';

/**
 * Starts the plan that was reviewed, and no other: the id names what the background itself kept. Asked twice, the
 * same job is answered. Throws `Failed` `review-again` where the plan is gone or replaced by a newer review, and where
 * a job for the same course has sent, or may yet send, after the plan was made: what it says of people may be untrue now.
 */
export async function start({ place, planId }: { place: Place; planId: string }): Promise<Job> {
  const job = await navigator.locks.request('rollcall:start', async () => {
    const started = await readJob(planId);
    if (started !== null) return started;
    const plan = await planOf(place).get();
    if (plan?.id !== planId) throw new Failed({ kind: 'review-again' });
    const last = await lastJobOf(plan);
    if (last !== null && (last.endedAt === null || last.endedAt > plan.madeAt)) {
      throw new Failed({ kind: 'review-again' });
    }
    const fresh = jobOf(plan, BATCH, Date.now());
    await beginJob(fresh);
    await Promise.all([planOf(place).remove(), noteCourse(fresh.origin, fresh.course.id)]);
    // The list has become a job, which accounts for each line of it.
    if (fresh.lines.length > 0) await draftOf(place).remove();
    return fresh;
  });
  goOn(job);
  return job;
}

/** How far a job has come. Asked for again and again while it runs, which also wakes a worker that had ended. */
export async function jobProgress(jobId: string): Promise<JobProgress> {
  const progress = await readProgress(jobId);
  if (progress === null) throw new Failed({ kind: 'review-again' });
  if (progress.state === 'running') await resumeAll();
  return progress;
}

/** A job as it stands. */
export async function showJob(jobId: string): Promise<Job> {
  const job = await readJob(jobId);
  if (job === null || job.state === 'left') throw new Failed({ kind: 'review-again' });
  if (job.state === 'running') goOn(job);
  if (job.state === 'done' && !job.seen) await noteJob(jobId, { seen: true });
  return job;
}

/** Goes on with a paused job; not before the time that the server has named. */
export async function resume(jobId: string): Promise<Job> {
  await changePaused(jobId, ({ failure }) => {
    const until = failure !== null && 'until' in failure ? failure.until : null;
    return { ...begun(Date.now()), failure: until === null ? null : failure, nextAttemptAt: until };
  });
  return showJob(jobId);
}

/** Sends nothing more of a job; what became of those who were sent is read all the same. */
export async function cancelJob(jobId: string): Promise<Job> {
  await noteJob(jobId, { cancelled: true });
  return showJob(jobId);
}

/** Gives a paused job up, so that the next review of its course starts from what the LMS says then. */
export async function leaveJob(jobId: string): Promise<null> {
  await changePaused(jobId, () => ({ state: 'left', endedAt: Date.now() }));
  return null;
}

/** Changes a job that is paused, and no other: under the lock under which it runs, and read anew. */
async function changePaused(jobId: string, change: (job: Job) => Partial<JobStatus>): Promise<void> {
  await navigator.locks.request(jobLock(jobId), async () => {
    const job = await readJob(jobId);
    if (job?.state === 'paused') await noteJob(jobId, change(job));
  });
}

const jobLock = (jobId: string) => `rollcall:job:${jobId}`;

/** At the worker's start, and when it is woken for a job that had to wait: whatever runs goes on. */
export async function resumeAll(): Promise<void> {
  for (const job of await openJobs()) if (job.state === 'running') goOn(job);
}

const SIGN_IN: ReadonlySet<Failure['kind'] | undefined> = new Set([
  'not-connected',
  'token-rejected',
  'access-not-granted',
  'other-account',
]);

/** After signing in: what waited for that goes on. */
export async function resumeSignedIn(origin: string): Promise<void> {
  const waiting = (await openJobs()).filter(
    (job) => job.origin === origin && job.state === 'paused' && SIGN_IN.has(job.failure?.kind),
  );
  for (const { id } of waiting) await resume(id);
}

/** Runs a job unless it is being run already; one job at a time to a community. */
function goOn({ id, origin }: Pick<Job, 'id' | 'origin'>): void {
  navigator.locks
    .request(jobLock(id), { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      await navigator.locks.request(`rollcall:site:${origin}`, () => drive(id));
    })
    .catch((thrown: unknown) => stop(id, failureOf(thrown)));
}

async function drive(id: string): Promise<void> {
  const job = await readJob(id);
  if (job?.state !== 'running') return;
  const { origin, course, by } = job;
  const calls = {
    send: async (users: readonly number[]) =>
      inviteOrAccept((await signedIn(origin, by)).client, course.id, users),
    readBack: async (people: readonly Person[]) =>
      readBack((await signedIn(origin, by)).client, course.id, people),
  };
  const clock = { now: Date.now, random: Math.random };
  const now = await withOutbox(id, (outbox) => runJob(job, outbox, calls, clock));
  if (now.state === 'running') await wakeAt(now.nextAttemptAt ?? Date.now(), () => goOn(now));
  if (now.state === 'done' && isComplete(now.outcomes) && 'tabId' in now.place) {
    await untick(now.place.tabId, everyoneOf(now));
  }
}

/** What nobody expected stops a job, and is said in it where the browser still keeps anything. */
async function stop(id: string, failure: Failure): Promise<void> {
  console.error('Rollcall: a job stopped:', failure.kind);
  if (failure.kind !== 'job-elsewhere') await noteJob(id, { state: 'paused', failure }).catch(() => {});
}
