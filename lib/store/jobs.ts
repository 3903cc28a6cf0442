/** The jobs, the last of each course. */

import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Job } from '../model.ts';
import { kept } from './kept.ts';

const PREFIX = 'job:';

/** A job by its id. */
export const jobById = (id: string) => kept(`${PREFIX}${id}`, Job);

const lastOf = ({ origin, course }: CourseAt) => kept(`course:${origin}/${course.id}`, z.uuid());

/** A course at its site. */
export type CourseAt = Pick<Job, 'origin'> & { course: Pick<Job['course'], 'id'> };

/** The last job that was started for a course, whatever became of it. */
export async function lastJobOf(course: CourseAt): Promise<Job | null> {
  const id = await lastOf(course).get();
  return id === null ? null : jobById(id).get();
}

/**
 * Keeps a new job as the last of its course, in the place of the one before. Both keys in one write: a worker that died
 * in between would leave a job that nobody finds.
 */
export async function beginJob(job: Job): Promise<void> {
  const before = await lastOf(job).get();
  await browser.storage.session.set({ [jobById(job.id).key]: job, [lastOf(job).key]: job.id });
  if (before !== null) await jobById(before).remove();
}

/** Jobs that were running when last written: with a worker just started, those that it has to go on with. */
export async function runningJobs(): Promise<Job[]> {
  const everything = await browser.storage.session.get(null);
  const ids = Object.keys(everything).filter((key) => key.startsWith(PREFIX));
  const jobs = await Promise.all(ids.map((key) => jobById(key.slice(PREFIX.length)).get()));
  return jobs.flatMap((job) => (job?.state === 'running' ? [job] : []));
}
