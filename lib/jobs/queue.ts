/** Which job runs when: those of one community one after the other, in the order in which they were started. */

import { untick } from '../browser/tab.ts';
import { wakeAt, wakeIfKilled } from '../browser/wake.ts';
import { BATCH, change } from '../lms/course.ts';
import { readBack } from '../lms/people/membership.ts';
import { Failed, failureOf } from '../model/errors.ts';
import { type Failure, type Job, type JobStatus, type Plan, Undoing } from '../model/index.ts';
import { clientsOf } from '../sites/site-client.ts';
import { forgetOldTabs } from '../store/job-places.ts';
import { beginJob, jobsOf, noteJob, outboxOf, readJob, readProgress, runningJobs } from '../store/jobs.ts';
import { ifUnlocked, isLocked, LOCKS, withLock } from '../store/locks.ts';
import { everyoneOf, isUndo, jobOf } from './engine/job.ts';
import { unfinishedOf } from './engine/outcomes.ts';
import { type Outbox, runJob } from './engine/run.ts';
import { tell } from './status/status.ts';

/**
 * Keeps a plan as the last job of its community's queue. Where another job for the same course has sent, or may yet send,
 * after the plan was made, what it says of people may be untrue by now: then, and where `looked` is false, the LMS is asked
 * again before anybody is sent.
 */
export async function enqueue(plan: Plan, { looked = true } = {}): Promise<Job> {
  const others = await jobsOf(plan);
  const alone = others.every(({ endedAt }) => endedAt !== null && endedAt <= plan.madeAt);
  const job = jobOf(plan, { batchSize: BATCH, now: Date.now(), looked: looked && alone });
  await beginJob(job);
  tell(job);
  goOn(job.origin);
  return job;
}

/**
 * Goes on with a community's jobs. `ifIdle`: only if nobody does; otherwise after them, since a job may begin at the moment
 * at which the queue seemed empty.
 */
export function goOn(origin: string, { ifIdle = false } = {}): void {
  const lock = LOCKS.jobsOf(origin);
  const going = ifIdle
    ? ifUnlocked(lock, () => drain(origin), wakeIfKilled)
    : withLock(lock, () => drain(origin));
  going.catch((thrown: unknown) => console.error('Rollcall: jobs stopped:', failureOf(thrown).kind));
}

/** Whether nobody goes on with a community's jobs just now. */
export async function isIdle(origin: string): Promise<boolean> {
  return !(await isLocked(LOCKS.jobsOf(origin)));
}

/** At the worker's start, and when it is woken for a job that had to wait: whatever runs goes on. */
export async function resumeAll(): Promise<void> {
  // Before any of them shows itself in a tab. That holds up no job.
  await forgetOldTabs().catch((thrown: unknown) =>
    console.error('Rollcall: tabs could not be looked at:', failureOf(thrown).kind),
  );
  for (const origin of new Set((await runningJobs()).map((job) => job.origin)))
    goOn(origin, { ifIdle: true });
}

/** Runs the jobs of a community until none is left, or the first of them has to wait: so have those behind it. */
async function drain(origin: string): Promise<void> {
  const met = new Set<string>();
  for (;;) {
    const queue = (await runningJobs()).filter((job) => job.origin === origin);
    const first = queue.find(({ id }) => !met.has(id));
    if (first === undefined) return;
    // Before anything is asked of the LMS: no window need be open that would start another worker.
    if ((first.nextAttemptAt ?? 0) <= Date.now()) await wakeIfKilled();
    const now = await drive(first.id);
    if (now?.state === 'running') {
      await wakeAt(now.nextAttemptAt ?? Date.now(), () => goOn(origin));
      return;
    }
    // Whatever is left of it, as of a job that this version does not understand, must not hold up the others.
    met.add(first.id);
  }
}

/** Runs a job as far as it goes; null where it is none, or stopped. */
function drive(id: string): Promise<Job | null> {
  return withLock(LOCKS.job(id), async () => {
    const job = await readJob(id);
    if (job?.state !== 'running') return null;
    const { origin, course, by } = job;
    const client = clientsOf(origin, by);
    try {
      const now = await runJob(job, {
        outbox: telling(outboxOf(id), job),
        course: {
          send: async (call, users) => change(await client(), course.id, { call, users }),
          readBack: async (people) => readBack(await client(), course.id, people),
        },
        clock: { now: Date.now, random: Math.random },
      });
      if (now.state === 'done') {
        // Not awaited, since the other jobs of the site wait meanwhile: a page may take its time, or never answer.
        void untickSent(now);
        await noteUndone(now);
      }
      return now;
    } catch (thrown) {
      await stop(id, failureOf(thrown));
      return null;
    }
  });
}

/** Whatever is written down of a job is told of too, as soon as it is safe. */
function telling(outbox: Outbox, job: Job): Outbox {
  let now = job;
  const told = (change: Partial<Job>) => {
    now = { ...now, ...change };
    tell(now);
  };
  return {
    isCancelled: outbox.isCancelled,
    async note(change) {
      await outbox.note(change);
      told(change);
    },
    async replace(batches, by) {
      await outbox.replace(batches, by);
      told({ batches: [...now.batches.filter((batch) => !batches.includes(batch)), ...by] });
    },
  };
}

/** The page's tick boxes keep those who still need somebody to see to them. */
async function untickSent(job: Job): Promise<void> {
  if (!('tabId' in job.place) || isUndo(job) || unfinishedOf(job.outcomes).length > 0) return;
  await untick(job.place.tabId, everyoneOf(job));
}

/** What an Undo has taken back from everybody is no longer offered to be. */
async function noteUndone({ from, people, outcomes }: Job): Promise<void> {
  if (from?.as !== 'undo') return;
  const before = await readProgress(from.jobId);
  if (before === null) return;
  const left = new Set(unfinishedOf(outcomes).map(({ person }) => person.id));
  const done = Undoing.options.filter((one) => {
    const about = people.filter(({ action }) => (action === 'release' ? 'remove' : action) === one);
    return about.length > 0 && about.every(({ person }) => !left.has(person.id));
  });
  await noteJob(from.jobId, { undone: [...new Set([...before.summary.undone, ...done])] });
}

/** What nobody expected stops a job, and is said in it where the browser still keeps anything. */
async function stop(id: string, failure: Failure): Promise<void> {
  console.error('Rollcall: a job stopped:', failure.kind);
  if (failure.kind === 'job-elsewhere') return;
  await noteJob(id, { state: 'paused', failure }).catch(() => {});
  const job = await readJob(id).catch(() => null);
  if (job !== null) tell(job);
}

/**
 * Changes a job that is paused, and no other: under the lock under which it runs, and read anew. Throws `Failed`
 * `no-such-job` where it is gone.
 */
export function changePaused(id: string, change: (job: Job) => Partial<JobStatus>): Promise<Job> {
  return withLock(LOCKS.job(id), async () => {
    const job = await readJob(id);
    if (job === null || job.state === 'left') throw new Failed({ kind: 'no-such-job' });
    if (job.state === 'paused') {
      const changed = change(job);
      await noteJob(id, changed);
      tell({ ...job, ...changed });
    }
    return job;
  });
}

/** Does `work` with a job that waits for its turn, or for its time; nothing where it is under way. */
export function ifNotUnderWay(id: string, work: () => Promise<void>): Promise<void> {
  return ifUnlocked(LOCKS.job(id), work, async () => {});
}
