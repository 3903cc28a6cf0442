/** Which job a popup shows before anything else. */
import { isAbout } from '../jobs/engine/job.ts';
import type { Job, JobSummary, SeenPerson } from '../model/index.ts';
import { forgetOldTabs } from '../store/job-places.ts';
import { type CourseAt, jobsOf, readJob, unseenJobs } from '../store/jobs.ts';

/** What the manager has in mind: the people chosen on the page, and the jobs that they have put aside. */
interface Mind {
  chosen: readonly SeenPerson[];
  aside: readonly string[];
}

/** Of the jobs that were started from a tab's page, whatever course they are for. */
export async function jobFrom(tabId: number, origin: string, mind: Mind): Promise<Job | null> {
  await forgetOldTabs();
  const unseen = (await unseenJobs()).map(({ summary }) => summary);
  const from = unseen.filter(
    (job) => job.origin === origin && 'tabId' in job.place && job.place.tabId === tabId,
  );
  return jobToShow(from, mind);
}

/** Of the jobs for a course, wherever they were started. */
export async function jobFor(course: CourseAt, mind: Mind): Promise<Job | null> {
  return jobToShow(await jobsOf(course), mind);
}

/**
 * One that waits for them, whatever else they have in mind; else one that runs, else the last result that was not seen,
 * unless others are chosen by now.
 */
async function jobToShow(all: readonly JobSummary[], { chosen, aside }: Mind): Promise<Job | null> {
  const jobs = all.filter(({ id }) => !aside.includes(id));
  const first =
    jobs.find(({ state }) => state === 'paused') ??
    jobs.find(({ state }) => state === 'running') ??
    jobs.findLast(({ state, seen }) => state === 'done' && !seen);
  const job = first === undefined ? null : await readJob(first.id);
  if (job === null || job.state === 'paused') return job;
  return chosen.every((seen) => isAbout(job, seen)) ? job : null;
}
