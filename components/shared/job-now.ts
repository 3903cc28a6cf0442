import type { Job } from '../../lib/model/index.ts';

/** A job, and how many others of its site go first. */
export interface JobNow {
  job: Job;
  ahead: number;
}
