/** What the history asks of the rest of the extension. */
import type { Job, JobList, Undoing } from '../../lib/model/index.ts';
import type { JobNow } from '../shared/job-now.ts';

/** Each may throw `Failed`. */
export interface HistoryActions {
  /** The jobs that a search finds, newest first; empty finds all. */
  jobs(search: string): Promise<JobList>;
  /** A job in whatever state; `no-such-job` where there is none of this id. */
  job(jobId: string): Promise<Job>;
  /** A job that was shown before, as it stands now. */
  jobNow(known: Job): Promise<JobNow>;
  undo(job: Job, what: Undoing[]): Promise<Job>;
  retry(job: Job): Promise<Job>;
  resume(jobId: string): Promise<Job>;
  cancelJob(jobId: string): Promise<Job>;
  deleteJob(jobId: string): Promise<void>;
  /** Deletes all that are over; answers how many stay. */
  deleteEnded(): Promise<number>;
}
