/** The jobs, the last of each course: kept on this computer until there is another for the course, also when the browser ends. */
import type { IDBPTransaction } from 'idb';
import * as z from 'zod/mini';
import { Failed } from '../errors.ts';
import { Batch, Id, type Job, type JobProgress, JobStatus, Origin, Outcome, Plan } from '../model.ts';
import { type Database, type Kept, withDatabase } from './database.ts';

/** On the disk, not only handed to the operating system, before anything goes on. */
const STRICT = { durability: 'strict' } as const;
const STORES = ['plans', 'status', 'batches', 'outcomes'] as const;
/** As they are kept: the status with what its job is found by. */
const KeptStatus = z.strictObject({ ...JobStatus.shape, id: z.uuid(), origin: Origin, courseId: Id });
const KeptProgress = z.strictObject({ status: KeptStatus, batches: z.array(Batch) });
const KeptJob = z.strictObject({ ...KeptProgress.shape, plan: Plan, outcomes: z.array(Outcome) });
type Writing = IDBPTransaction<Kept, typeof STORES, 'readwrite'>;

/** A course at its site. */
export type CourseAt = Pick<Job, 'origin'> & { course: Pick<Job['course'], 'id'> };
type Change = Partial<JobStatus> & Partial<Pick<Job, 'outcomes'>>;

/** A job by its id; null where there is none, or none that this version understands. */
export function readJob(id: string): Promise<Job | null> {
  return withDatabase((database) => jobIn(database, id));
}

async function jobIn(database: Database, id: string): Promise<Job | null> {
  const reading = database.transaction(STORES);
  const [plan, status, batches, outcomes] = await Promise.all([
    reading.objectStore('plans').get(id),
    reading.objectStore('status').get(id),
    reading.objectStore('batches').getAll(batchesOf(id)),
    reading.objectStore('outcomes').get(id),
  ]);
  const kept = z.safeParse(KeptJob, { plan, status, batches, outcomes: outcomes ?? [] });
  if (!kept.success) return null;
  const order = new Map(kept.data.plan.people.map(({ person }, at) => [person.id, at]));
  const place = ({ users: [first = 0] }: Batch) => order.get(first) ?? 0;
  return {
    ...kept.data.plan,
    ...statusOf(kept.data.status),
    batches: kept.data.batches.toSorted((one, other) => place(one) - place(other)),
    outcomes: kept.data.outcomes,
  };
}

/** How far a job has come; null where there is none, or none that this version understands. */
export function readProgress(id: string): Promise<JobProgress | null> {
  return withDatabase(async (database) => {
    const reading = database.transaction(['status', 'batches']);
    const [status, batches] = await Promise.all([
      reading.objectStore('status').get(id),
      reading.objectStore('batches').getAll(batchesOf(id)),
    ]);
    const kept = z.safeParse(KeptProgress, { status, batches });
    return kept.success ? { ...statusOf(kept.data.status), batches: kept.data.batches } : null;
  });
}

/** The last job that was started for a course, whatever became of it. */
export function lastJobOf(at: CourseAt): Promise<Job | null> {
  return withDatabase(async (database) => {
    const id = await database.getKeyFromIndex('status', 'course', courseKey(at));
    return id === undefined ? null : jobIn(database, id);
  });
}

const courseKey = ({ origin, course }: CourseAt): [string, number] => [origin, course.id];

/** Keeps a new job as the last of its course, in the place of the one before: all of it, or nothing. */
export function beginJob(job: Job): Promise<void> {
  return withDatabase(async (database) => {
    const writing = database.transaction(STORES, 'readwrite', STRICT);
    const [status, batches] = [writing.objectStore('status'), writing.objectStore('batches')];
    const before = await status.index('course').getKey(courseKey(job));
    if (before !== undefined) await removeIn(writing, before);
    await Promise.all([
      writing.objectStore('plans').put(planOf(job), job.id),
      status.put({ ...statusOf(job), id: job.id, origin: job.origin, courseId: job.course.id }),
      ...job.batches.map((batch) => batches.put(batch, batchKey(job.id, batch))),
    ]);
    await writing.done;
  });
}

async function removeIn(writing: Writing, id: string): Promise<void> {
  await Promise.all([
    writing.objectStore('plans').delete(id),
    writing.objectStore('status').delete(id),
    writing.objectStore('batches').delete(batchesOf(id)),
    writing.objectStore('outcomes').delete(id),
  ]);
}

/** The jobs that are not done: those that run, and those that wait for the person. */
export function openJobs(): Promise<z.infer<typeof KeptStatus>[]> {
  return withDatabase(async (database) => {
    const all = (await database.getAll('status')).map((row) => z.safeParse(KeptStatus, row));
    return all
      .flatMap((row) => (row.success ? [row.data] : []))
      .filter(({ state }) => state === 'running' || state === 'paused');
  });
}

/** Forgets the jobs of a site that are over; those that still wait for something stay. */
export function forgetEnded(origin: string): Promise<void> {
  return withDatabase(async (database) => {
    const writing = database.transaction(STORES, 'readwrite', STRICT);
    const all = await writing.objectStore('status').getAll();
    const ended = all.filter((job) => job.origin === origin && job.endedAt !== null);
    await Promise.all(ended.map(({ id }) => removeIn(writing, id)));
    await writing.done;
  });
}

/** Changes what is said of a job as a whole. */
export function noteJob(id: string, change: Change): Promise<void> {
  return withDatabase((database) => noteIn(database, id, change));
}

async function noteIn(database: Database, id: string, { outcomes, ...change }: Change): Promise<void> {
  const writing = database.transaction(['status', 'outcomes'], 'readwrite', STRICT);
  const status = await writing.objectStore('status').get(id);
  if (status === undefined) throw new Failed({ kind: 'review-again' });
  await Promise.all([
    writing.objectStore('status').put({ ...status, ...change }),
    ...(outcomes === undefined ? [] : [writing.objectStore('outcomes').put(outcomes, id)]),
  ]);
  await writing.done;
}

/** Where a running job writes down what it does; open as long as it runs. */
export async function withOutbox<T>(
  id: string,
  run: (outbox: ReturnType<typeof outboxOf>) => Promise<T>,
): Promise<T> {
  return withDatabase((database) => run(outboxOf(database, id)));
}

function outboxOf(database: Database, id: string) {
  return {
    note: (change: Change) => noteIn(database, id, change),
    async isCancelled(): Promise<boolean> {
      return (await database.get('status', id))?.cancelled ?? true;
    },
    /** Throws `Failed` `job-elsewhere` where the batch is not as it was read any more. */
    async replace(batch: Batch, by: readonly Batch[]): Promise<void> {
      const writing = database.transaction('batches', 'readwrite', STRICT);
      const now = z.safeParse(Batch, await writing.store.get(batchKey(id, batch)));
      if (!now.success || now.data.attempt !== batch.attempt || now.data.state !== batch.state) {
        throw new Failed({ kind: 'job-elsewhere' });
      }
      await Promise.all([
        writing.store.delete(batchKey(id, batch)),
        ...by.map((each) => writing.store.put(each, batchKey(id, each))),
      ]);
      await writing.done;
    },
  };
}

const batchKey = (jobId: string, { users: [first = 0] }: Batch): [string, number] => [jobId, first];
const batchesOf = (jobId: string) => IDBKeyRange.bound([jobId, 0], [jobId, Number.MAX_SAFE_INTEGER]);

/** What of a job is not its people, nor its batches; and the plan that it was. Other keys are left out. */
const statusOf = (job: JobStatus): JobStatus => z.parse(z.object(JobStatus.shape), job);
const planOf = (job: Job): Plan => z.parse(z.object(Plan.shape), job);
