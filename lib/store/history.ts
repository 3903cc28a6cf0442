/** The history: every job that is kept, found again by what it is about, and deleted by the manager only. */
import type { IDBPTransaction } from 'idb';
import * as z from 'zod/mini';
import { Failed } from '../model/errors.ts';
import { type JobList, type JobSummary, Plan } from '../model/index.ts';
import { STRICT, type Stores, withDatabase } from './database.ts';
import { batchesOf, STORES, understood } from './jobs.ts';

/** Nobody reads further; who looks for something searches. */
const LISTED = 200;

/** Whom a job is about. */
const About = z.object({
  people: Plan.shape.people,
  unidentified: Plan.shape.unidentified,
  lines: Plan.shape.lines,
});

/**
 * The jobs, newest first: all, or those that `search` finds by course, host or person. Of a course with its host, or of one
 * person, every word must match a part, in whatever case and with or without accents; or the search is a user id.
 */
export function listJobs(search: string): Promise<JobList> {
  const wanted = wantedBy(search);
  return withDatabase(async (database) => {
    const reading = database.transaction(['summaries', 'plans']);
    const all = understood(await reading.objectStore('summaries').index('created').getAll()).toReversed();
    const found: JobSummary[] = [];
    for (const job of all) {
      // One after the other: all plans together may be more than fits into memory.
      if (wanted.isInJob(job) || wanted.isAmong(await reading.objectStore('plans').get(job.id)))
        found.push(job);
    }
    return { jobs: found.slice(0, LISTED), all: found.length };
  });
}

function wantedBy(search: string) {
  const words = folded(search).split(/\s+/).filter(Boolean);
  const id = /^#?\d+$/.test(search.trim()) ? Number(search.trim().replace('#', '')) : null;
  const isIn = (...texts: string[]) => {
    const text = folded(texts.join(' '));
    return words.every((word) => text.includes(word));
  };
  return {
    isInJob: ({ course, origin }: JobSummary) => isIn(course.name, new URL(origin).host),
    isAmong(plan: unknown): boolean {
      const about = z.safeParse(About, plan);
      if (!about.success) return false;
      const { people, unidentified, lines } = about.data;
      return (
        people.some(({ person }) => person.id === id || isIn(person.username, person.realName)) ||
        unidentified.some(({ seen }) => (id !== null && seen.userId === id) || isIn(seen.username ?? '')) ||
        lines.some(({ userId, text }) => userId === null && isIn(text))
      );
    },
  };
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

/**
 * Deletes a job with all that is kept of it, or nothing. Throws `Failed` `still-running` where it runs or waits for its
 * turn. One that is paused goes too: to delete it is to give it up.
 */
export function deleteJob(id: string): Promise<void> {
  return withDatabase(async (database) => {
    const deleting = database.transaction(STORES, 'readwrite', STRICT);
    const summary = await deleting.objectStore('summaries').get(id);
    if (summary?.state === 'running') throw new Failed({ kind: 'still-running' });
    await Promise.all([deleteIn(deleting, id), deleting.done]);
  });
}

/** Deletes all jobs that are over, or none. Answers how many stay, since they run, wait for their turn, or are paused. */
export function deleteEnded(): Promise<number> {
  return withDatabase(async (database) => {
    const deleting = database.transaction(STORES, 'readwrite', STRICT);
    const states = deleting.objectStore('summaries').index('state');
    const over = await Promise.all([states.getAllKeys('done'), states.getAllKeys('left')]);
    const deleted = over.flat().map((id) => deleteIn(deleting, id));
    const [stay] = await Promise.all([deleting.objectStore('summaries').count(), ...deleted, deleting.done]);
    return stay;
  });
}

async function deleteIn(
  deleting: IDBPTransaction<Stores, typeof STORES, 'readwrite'>,
  id: string,
): Promise<void> {
  await Promise.all([
    deleting.objectStore('plans').delete(id),
    deleting.objectStore('summaries').delete(id),
    deleting.objectStore('batches').delete(batchesOf(id)),
    deleting.objectStore('outcomes').delete(id),
  ]);
}
