/** Running a job: one POST at a time, then the LMS's lists decide what became of each person. */
import { failureOf } from '../errors.ts';
import type { Batch, Failure, Job, Person } from '../model.ts';
import { outcomesOf, type ReadBack } from './outcomes.ts';

export interface RunWith {
  /** Invites or accepts these ids in one POST. Throws `Failed`. */
  send(users: readonly number[]): Promise<void>;
  /** How these people stand to the course now. Throws `Failed`. */
  readBack(people: readonly Person[]): Promise<ReadBack>;
  /** Keeps the job; resolved once it is safe. */
  save(job: Job): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
}

/**
 * Runs a job to its end or to a pause, and resolves with it. A batch is kept as `sending` before its POST and never
 * sent a second time: one that was found `sending`, or got no clear answer, is only read back. A pause keeps the
 * batches that were surely not applied as `waiting`; running the job again goes on with those.
 */
export async function runJob(start: Job, { send, readBack, save, now }: RunWith): Promise<Job> {
  let job: Job = { ...start, state: 'running', failure: null };
  job = {
    ...job,
    batches: job.batches.map((batch) => (batch.state === 'sending' ? { ...batch, state: 'unclear' } : batch)),
  };
  const keep = async (change: Partial<Job>) => {
    job = { ...job, ...change };
    await save(job);
  };
  const mark = (at: number, change: Partial<Batch>) =>
    job.batches.map((batch, index) => (index === at ? { ...batch, ...change } : batch));

  for (const [at, batch] of job.batches.entries()) {
    if (batch.state !== 'waiting') continue;
    await keep({ batches: mark(at, { state: 'sending' }) });
    const failure = await failureIn(send(batch.users));
    if (failure === null) {
      await keep({ batches: mark(at, { state: 'sent' }) });
    } else if (failure.kind === 'refused') {
      await keep({ batches: mark(at, { state: 'refused', reason: failure.message }) });
    } else if (surelyNotApplied(failure)) {
      await keep({ batches: mark(at, { state: 'waiting' }), state: 'paused', failure });
      return job;
    } else {
      await keep({ batches: mark(at, { state: 'unclear' }), failure });
      break;
    }
  }

  try {
    const people = await readBack(job.people.map((planned) => planned.person));
    await keep({ state: 'done', outcomes: outcomesOf(job, people), endedAt: now() });
  } catch (thrown) {
    await keep({ state: 'paused', failure: failureOf(thrown) });
  }
  return job;
}

async function failureIn(work: Promise<void>): Promise<Failure | null> {
  try {
    await work;
    return null;
  } catch (thrown) {
    return failureOf(thrown);
  }
}

const NOT_APPLIED: ReadonlySet<Failure['kind']> = new Set([
  'rate-limited',
  'token-rejected',
  'not-a-manager',
  'course-not-found',
  'access-not-granted',
  'other-account',
  'not-connected',
]);

/** Answers by which the LMS turns a request away before it does anything, and reasons for which none was made. */
function surelyNotApplied({ kind }: Failure): boolean {
  return NOT_APPLIED.has(kind);
}
