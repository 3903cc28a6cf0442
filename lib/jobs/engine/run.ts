/** Running a job: one request at a time, each written down before; then the LMS's lists decide what became of each person. */
import { failureOf } from '../../model/errors.ts';
import { careFor } from '../../model/failure-table.ts';
import type { Batch, Call, Failure, Job, JobStatus, Person } from '../../model/index.ts';
import { halves, oneAlone, refusal } from './batches.ts';
import { isDone, outcomeCounts, outcomesOf, type ReadBack } from './outcomes.ts';
import { refusedAlike } from './refused-alike.ts';
import { type Clock, nextAttempt } from './waiting-time.ts';

/** Where a job is kept. All resolve once it is safe on the disk, and throw where it is not. */
export interface Outbox {
  /** Puts `by` in the place of some batches. Throws `Failed` `job-elsewhere` where one is not as it was read any more. */
  replace(batches: readonly Batch[], by: readonly Batch[]): Promise<void>;
  note(change: Partial<JobStatus> & Partial<Pick<Job, 'outcomes'>>): Promise<void>;
  isCancelled(): Promise<boolean>;
}

/** The LMS, for one course. Both throw `Failed`. */
interface CourseCalls {
  /** Asks this for all these ids in one request. */
  send(call: Call, users: readonly number[]): Promise<void>;
  /** How these people stand to the course now. */
  readBack(people: readonly Person[]): Promise<ReadBack>;
}

/** What a job runs in: all that is not in the job itself. */
interface Surroundings {
  outbox: Outbox;
  course: CourseCalls;
  clock: Clock;
}

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Others may have acted on what was asked longer ago. */
const STALE_MS = 10 * 60 * 1_000;

/**
 * Goes on with a job until it is done, paused, or has to wait (`nextAttemptAt`), and resolves with it; called again then.
 * A batch is kept as `sending` before its request. Those that are found so, or got no clear answer, or were refused as a
 * whole, are looked up together in the LMS's lists once nothing else is left to be sent, and only who needs it still is
 * sent again: after a refusal in halves, so that k bad ids among n cost at most 2k·⌈log2 n⌉+1 requests.
 *
 * Where the LMS refuses whoever is asked for (the course is full, say), halves would cost 2n requests for nothing. It looks so
 * when two batches that share nobody are refused with the same words and none was taken in between: then one person of the
 * second is asked for alone. Refused with these words too, the job pauses after at most four requests; taken, it is about
 * somebody, and halves go on: one request more for each of the server's sentences. What is refused whoever is in it by its
 * kind, such as `turned-away` or `not-the-api`, pauses the job at once.
 *
 * Cost, for n people: ⌈n / batch⌉ requests that change something, and one reading of the course's lists in the end; one
 * more before the first of them where others may have sent since the review, and every ten minutes that it takes. What a reading costs is said at `readBack`:
 * it grows with n, or with the pages of the list where those are fewer. Only faults add to this: one reading a round of
 * repeats, at most ⌈log2 batch⌉+1 rounds after a refusal, and one before somebody is asked for alone.
 */
export async function runJob(start: Job, { outbox, course, clock }: Surroundings): Promise<Job> {
  let job = start;
  /** Whose request was a success. That is kept in one write with the next batch's `sending`; a death in between leaves it to the lists. */
  let answered: Batch | null = null;
  const alike = refusedAlike();
  const people = new Map(job.people.map(({ person }) => [person.id, person]));

  async function note(change: Parameters<Outbox['note']>[0]): Promise<void> {
    await outbox.note(change);
    job = { ...job, ...change };
  }
  async function replace(batches: readonly Batch[], by: readonly Batch[]): Promise<void> {
    await outbox.replace(batches, by);
    const [first] = batches;
    const others = job.batches.flatMap((each) =>
      each === first ? by : batches.includes(each) ? [] : [each],
    );
    job = { ...job, batches: others };
  }
  async function keepAnswered(): Promise<void> {
    if (answered !== null) await replace([answered], [{ ...answered, state: 'sent' }]);
    answered = null;
  }
  async function standings(batches: readonly Batch[]): Promise<ReadBack | Failure> {
    const sought = batches.flatMap(({ users }) => users.flatMap((id) => people.get(id) ?? []));
    return course.readBack(sought).catch(failureOf);
  }

  /** Leaves out who needs nothing any more. This and the next two answer why the job cannot go straight on. */
  async function look(waiting: readonly Batch[]): Promise<Failure | null> {
    const now = await standings(waiting);
    if ('kind' in now) return now;
    const needed = waiting.map((batch) => ({
      ...batch,
      users: batch.users.filter((id) => !isDone(batch.call, now.get(id))),
    }));
    await replace(
      waiting,
      needed.filter(({ users }) => users.length > 0),
    );
    await note({ lookedAt: clock.now() });
    return null;
  }

  async function send(batch: Batch): Promise<Failure | null> {
    const sending: Batch = { ...batch, state: 'sending', attempt: crypto.randomUUID() };
    if (answered === null) await replace([batch], [sending]);
    else await replace([answered, batch], [{ ...answered, state: 'sent' }, sending]);
    answered = null;
    const failure = await failureIn(course.send(batch.call, batch.users));
    if (failure === null) {
      answered = sending;
      alike.taken();
      return null;
    }
    switch (failure.kind) {
      case 'refused': {
        // Whoever was asked for alone is not to blame where everybody is refused.
        const everybody = alike.refused(batch.users, failure.message);
        await replace(
          [sending],
          [everybody ? { ...sending, state: 'unclear' } : refusal(sending, failure.message)],
        );
        return everybody ? failure : null;
      }
      case 'too-large':
        await replace([sending], halves(sending));
        return batch.users.length === 1 ? failure : null;
      default:
        await replace([sending], [careFor(failure).nothingDone ? batch : { ...sending, state: 'unclear' }]);
        return failure;
    }
  }

  /** Finds out who of these was applied; the others are to be sent again. */
  async function reconcile(unclear: readonly Batch[]): Promise<Failure | null> {
    const now = await standings(unclear);
    if ('kind' in now) return now;
    const suspected = alike.takeSuspected();
    await replace(
      unclear,
      unclear.flatMap((batch) => {
        const done = batch.users.filter((id) => isDone(batch.call, now.get(id)));
        const missing = batch.users.filter((id) => !isDone(batch.call, now.get(id)));
        const again: Batch = { ...batch, users: missing, state: 'waiting', reason: null };
        const [first] = missing;
        const isSuspected = first !== undefined && suspected?.has(first) === true;
        if (isSuspected) alike.askAlone(first);
        const parts = isSuspected ? oneAlone(again) : batch.reason === null ? [again] : halves(again);
        return [
          ...(done.length > 0 ? [{ ...batch, users: done, state: 'sent' as const, reason: null }] : []),
          ...(missing.length === 0 ? [] : parts),
        ];
      }),
    );
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
  if (clock.now() - job.startedAt > DAY_MS) {
    await note({ state: 'paused', failure: { kind: 'too-long' }, nextAttemptAt: null });
    return job;
  }
  for (;;) {
    const waiting = (await outbox.isCancelled())
      ? []
      : job.batches.filter(({ state }) => state === 'waiting');
    const next = alike.isSuspected() ? undefined : (waiting.find(alike.isAlone) ?? waiting[0]);
    const isFresh = job.lookedAt !== null && clock.now() - job.lookedAt <= STALE_MS;
    if (next === undefined || !isFresh) await keepAnswered();
    const unclear = job.batches.filter(({ state }) => state === 'sending' || state === 'unclear');
    if (next === undefined && unclear.length === 0) break;
    const failure =
      next === undefined ? await reconcile(unclear) : await (isFresh ? send(next) : look(waiting));
    if (failure !== null) return hold(failure);
    if (job.tries > 0) await note({ tries: 0, failure: null, nextAttemptAt: null });
  }
  const now = await course.readBack([...people.values()]).catch(failureOf);
  if ('kind' in now) return hold(now);
  const outcomes = outcomesOf(job, now);
  await note({
    state: 'done',
    failure: null,
    nextAttemptAt: null,
    outcomes,
    counts: outcomeCounts(outcomes),
    endedAt: clock.now(),
  });
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
