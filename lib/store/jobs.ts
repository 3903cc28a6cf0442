/** The jobs: kept on this computer until the manager deletes them, also when the browser ends. */
import * as z from 'zod/mini';
import { Failed } from '../model/errors.ts';
import { Batch, type Job, JobStatus, JobSummary, Outcome, Plan } from '../model/index.ts';
import { STRICT, withDatabase } from './database.ts';

/** All that a job is kept in. */
export const STORES = ['plans', 'summaries', 'batches', 'outcomes'] as const;
const KeptProgress = z.strictObject({ summary: JobSummary, batches: z.array(Batch) });
const KeptJob = z.strictObject({ ...KeptProgress.shape, plan: Plan, outcomes: z.array(Outcome) });

/** A course at its site. */
export type CourseAt = Pick<Job, 'origin'> & { course: Pick<Job['course'], 'id'> };
type Change = Partial<JobStatus> & Partial<Pick<Job, 'outcomes' | 'place'>>;

/** A job by its id; null where there is none, or none that this version understands. */
export function readJob(id: string): Promise<Job | null> {
  return withDatabase(async (database) => {
    const reading = database.transaction(STORES);
    const [plan, summary, batches, outcomes] = await Promise.all([
      reading.objectStore('plans').get(id),
      reading.objectStore('summaries').get(id),
      reading.objectStore('batches').getAll(batchesOf(id)),
      reading.objectStore('outcomes').get(id),
    ]);
    const kept = z.safeParse(KeptJob, { plan, summary, batches, outcomes: outcomes ?? [] });
    if (!kept.success) return null;
    const order = new Map(kept.data.plan.people.map(({ person }, at) => [person.id, at]));
    const place = ({ users: [first = 0] }: Batch) => order.get(first) ?? 0;
    return {
      ...kept.data.plan,
      ...statusOf(kept.data.summary),
      // Its tab may have another number by now, or be gone with the browser.
      place: kept.data.summary.place,
      batches: kept.data.batches.toSorted((one, other) => place(one) - place(other)),
      outcomes: kept.data.outcomes,
    };
  });
}

/** How far a job has come; null where there is none, or none that this version understands. */
export function readProgress(id: string): Promise<z.infer<typeof KeptProgress> | null> {
  return withDatabase(async (database) => {
    const reading = database.transaction(['summaries', 'batches']);
    const [summary, batches] = await Promise.all([
      reading.objectStore('summaries').get(id),
      reading.objectStore('batches').getAll(batchesOf(id)),
    ]);
    const kept = z.safeParse(KeptProgress, { summary, batches });
    return kept.success ? kept.data : null;
  });
}

/** The jobs of a course, oldest first. */
export function jobsOf({ origin, course }: CourseAt): Promise<JobSummary[]> {
  return withDatabase(async (database) =>
    understood(await database.getAllFromIndex('summaries', 'course', [origin, course.id])),
  );
}

/** The jobs that run or wait for their turn, oldest first. */
export const runningJobs = (): Promise<JobSummary[]> => jobsThatAre('running');
/** The jobs that wait for the person, oldest first. */
export const pausedJobs = (): Promise<JobSummary[]> => jobsThatAre('paused');

function jobsThatAre(state: JobSummary['state']): Promise<JobSummary[]> {
  return withDatabase(async (database) =>
    understood(await database.getAllFromIndex('summaries', 'state', state)),
  );
}

/** Results older than this are no news. Milliseconds. */
const NEWS_MS = 7 * 24 * 60 * 60 * 1_000;

/** How far the jobs have come whose end the manager has not seen. */
export function unseenJobs(): Promise<z.infer<typeof KeptProgress>[]> {
  return withDatabase(async (database) => {
    const reading = database.transaction(['summaries', 'batches']);
    const summaries = reading.objectStore('summaries');
    const [running, paused, recent] = await Promise.all([
      summaries.index('state').getAll('running'),
      summaries.index('state').getAll('paused'),
      summaries.index('created').getAll(IDBKeyRange.lowerBound(Date.now() - NEWS_MS)),
    ]);
    const unseen = recent.filter(({ state, seen }) => state === 'done' && !seen);
    const found = await Promise.all(
      understood([...running, ...paused, ...unseen]).map(async (summary) => {
        const batches = await reading.objectStore('batches').getAll(batchesOf(summary.id));
        return z.safeParse(KeptProgress, { summary, batches });
      }),
    );
    return found.flatMap((kept) => (kept.success ? [kept.data] : []));
  });
}

/** Those that this version understands, oldest first. */
export function understood(rows: readonly unknown[]): JobSummary[] {
  return rows
    .map((row) => z.safeParse(JobSummary, row))
    .flatMap((row) => (row.success ? [row.data] : []))
    .toSorted((one, other) => one.createdAt - other.createdAt);
}

/** Keeps a new job: all of it, or nothing. */
export function beginJob(job: Job): Promise<void> {
  return withDatabase(async (database) => {
    const writing = database.transaction(STORES, 'readwrite', STRICT);
    await Promise.all([
      writing.objectStore('plans').put(z.parse(z.object(Plan.shape), job), job.id),
      writing.objectStore('summaries').put(summaryOf(job)),
      ...job.batches.map((batch) => writing.objectStore('batches').put(batch, batchKey(job.id, batch))),
      writing.done,
    ]);
  });
}

/** Changes what is said of a job as a whole. */
export function noteJob(id: string, { outcomes, ...change }: Change): Promise<void> {
  return withDatabase(async (database) => {
    const writing = database.transaction(['summaries', 'outcomes'], 'readwrite', STRICT);
    const summary = await writing.objectStore('summaries').get(id);
    if (summary === undefined) throw new Failed({ kind: 'no-such-job' });
    await Promise.all([
      writing.objectStore('summaries').put({ ...summary, ...change }),
      ...(outcomes === undefined ? [] : [writing.objectStore('outcomes').put(outcomes, id)]),
      writing.done,
    ]);
  });
}

/** Where a running job writes down what it does. */
export function outboxOf(id: string) {
  return {
    note: (change: Change) => noteJob(id, change),
    isCancelled: () =>
      withDatabase(async (database) => (await database.get('summaries', id))?.cancelled ?? true),
    /** Throws `Failed` `job-elsewhere` where a batch is not as it was read any more; then nothing is changed. */
    replace: (batches: readonly Batch[], by: readonly Batch[]): Promise<void> =>
      withDatabase(async (database) => {
        const writing = database.transaction('batches', 'readwrite', STRICT);
        for (const batch of batches) {
          const now = z.safeParse(Batch, await writing.store.get(batchKey(id, batch)));
          if (!now.success || now.data.attempt !== batch.attempt || now.data.state !== batch.state) {
            throw new Failed({ kind: 'job-elsewhere' });
          }
        }
        await Promise.all([
          ...batches.map((batch) => writing.store.delete(batchKey(id, batch))),
          ...by.map((each) => writing.store.put(each, batchKey(id, each))),
          writing.done,
        ]);
      }),
  };
}

const batchKey = (jobId: string, { users: [first = 0] }: Batch): [string, number] => [jobId, first];
/** The keys of a job's batches. */
export const batchesOf = (jobId: string) => IDBKeyRange.bound([jobId, 0], [jobId, Number.MAX_SAFE_INTEGER]);

/** Where a job stands, without what else is said of it. */
export const statusOf = (job: JobStatus): JobStatus => z.parse(z.object(JobStatus.shape), job);

function summaryOf(job: Job): JobSummary {
  const { id, origin, course, place, from } = job;
  return {
    ...statusOf(job),
    id,
    origin,
    course: { id: course.id, name: course.name },
    people: job.people.length,
    place,
    from,
  };
}
