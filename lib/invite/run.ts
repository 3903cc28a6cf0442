/** Running a job: one POST at a time, each written down before; then the LMS's lists decide what became of each person. */
import { failureOf } from '../errors.ts';
import type { Batch, Failure, Job, JobStatus, Person } from '../model.ts';
import { outcomesOf, type ReadBack } from './outcomes.ts';
import { type Clock, nextAttempt } from './waiting-time.ts';

/** Where a job is kept. All resolve once it is safe on the disk, and throw where it is not. */
export interface Outbox {
  /** Puts `by` in the place of one batch. Throws `Failed` `job-elsewhere` where that is not as it was read any more. */
  replace(batch: Batch, by: readonly Batch[]): Promise<void>;
  note(change: Partial<JobStatus> & Partial<Pick<Job, 'outcomes'>>): Promise<void>;
  isCancelled(): Promise<boolean>;
}

/** The LMS, for one course. Both throw `Failed`. */
export interface CourseCalls {
  /** Invites or accepts these ids in one POST. */
  send(users: readonly number[]): Promise<void>;
  /** How these people stand to the course now. */
  readBack(people: readonly Person[]): Promise<ReadBack>;
}

const DAY = 24 * 60 * 60 * 1_000;

/**
 * Goes on with a job until it is done, paused, or has to wait (`nextAttemptAt`), and resolves with it; called again then.
 * A batch is kept as `sending` before its POST. One that is found so, or got no clear answer, or was refused as a whole,
 * is looked up in the LMS's lists first, and only those who are in none of them are sent again: after a refusal in
 * halves, so that k bad ids among n cost at most 2k·⌈log2 n⌉+1 POSTs. Reads: see `readBack`; one for each such batch, and
 * one for all in the end.
 */
export async function runJob(start: Job, outbox: Outbox, course: CourseCalls, clock: Clock): Promise<Job> {
  let job = start;
  const people = new Map(job.people.map(({ person }) => [person.id, person]));

  async function note(change: Parameters<Outbox['note']>[0]): Promise<void> {
    await outbox.note(change);
    job = { ...job, ...change };
  }
  async function replace(batch: Batch, by: readonly Batch[]): Promise<void> {
    await outbox.replace(batch, by);
    job = { ...job, batches: job.batches.flatMap((each) => (each === batch ? by : [each])) };
  }

  /** Sends a batch; answers why the job cannot go straight on. */
  async function send(batch: Batch): Promise<Failure | null> {
    const sending: Batch = { ...batch, state: 'sending', attempt: crypto.randomUUID() };
    await replace(batch, [sending]);
    const failure = await failureIn(course.send(batch.users));
    if (failure === null) {
      await replace(sending, [{ ...sending, state: 'sent' }]);
      return null;
    }
    switch (failure.kind) {
      case 'refused':
        await replace(sending, [refusal(sending, failure.message)]);
        return null;
      case 'too-large':
        await replace(sending, halves(sending));
        return batch.users.length === 1 ? failure : null;
      default:
        await replace(sending, [isTurnedAway(failure) ? batch : { ...sending, state: 'unclear' }]);
        return failure;
    }
  }

  /** Finds out who of an ambiguous batch was applied; the others are to be sent again. */
  async function reconcile(batch: Batch): Promise<Failure | null> {
    const sought = batch.users.flatMap((id) => people.get(id) ?? []);
    const now = await course.readBack(sought).catch(failureOf);
    if ('kind' in now) return now;
    const there = batch.users.filter((id) => now.has(id));
    const missing = batch.users.filter((id) => !now.has(id));
    const again: Batch = { ...batch, users: missing, state: 'waiting', reason: null };
    await replace(batch, [
      ...(there.length > 0 ? [{ ...batch, users: there, state: 'sent' as const, reason: null }] : []),
      ...(missing.length === 0 ? [] : batch.reason === null ? [again] : halves(again)),
    ]);
    return null;
  }

  /** Waits, or leaves it to the person. */
  async function hold(failure: Failure): Promise<Job> {
    const tries = job.tries + 1;
    const nextAttemptAt = nextAttempt(failure, tries, clock);
    await note({ state: nextAttemptAt === null ? 'paused' : 'running', failure, tries, nextAttemptAt });
    return job;
  }

  if (clock.now() < (job.nextAttemptAt ?? 0)) return job;
  if (clock.now() - job.startedAt > DAY) {
    await note({ state: 'paused', failure: { kind: 'too-long' }, nextAttemptAt: null });
    return job;
  }
  for (;;) {
    const unclear = job.batches.find(({ state }) => state === 'sending' || state === 'unclear');
    const batch = unclear ?? job.batches.find(({ state }) => state === 'waiting');
    if (batch === undefined || (unclear === undefined && (await outbox.isCancelled()))) break;
    const failure = unclear === undefined ? await send(batch) : await reconcile(batch);
    if (failure !== null) return hold(failure);
    if (job.tries > 0) await note({ tries: 0, failure: null, nextAttemptAt: null });
  }
  const now = await course.readBack([...people.values()]).catch(failureOf);
  if ('kind' in now) return hold(now);
  await note({
    state: 'done',
    failure: null,
    nextAttemptAt: null,
    outcomes: outcomesOf(job, now),
    endedAt: clock.now(),
  });
  return job;
}

/** After a 400 a part may be applied; of a single person the lists in the end tell. */
function refusal(batch: Batch, reason: string): Batch {
  return { ...batch, state: batch.users.length === 1 ? 'refused' : 'unclear', reason };
}

function halves(batch: Batch): Batch[] {
  const waiting: Batch = { ...batch, state: 'waiting', reason: null };
  const middle = Math.ceil(batch.users.length / 2);
  return [batch.users.slice(0, middle), batch.users.slice(middle)]
    .filter((users) => users.length > 0)
    .map((users) => ({ ...waiting, users }));
}

async function failureIn(work: Promise<void>): Promise<Failure | null> {
  try {
    await work;
    return null;
  } catch (thrown) {
    return failureOf(thrown);
  }
}

const TURNED_AWAY: ReadonlySet<Failure['kind']> = new Set([
  'rate-limited',
  'unavailable',
  'token-rejected',
  'not-a-manager',
  'course-not-found',
  'access-not-granted',
  'other-account',
  'not-connected',
]);

/** Answers by which the LMS turns a request away before it does anything, and reasons for which none was made. */
function isTurnedAway({ kind }: Failure): boolean {
  return TURNED_AWAY.has(kind);
}
