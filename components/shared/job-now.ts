import type { Background } from '../../lib/messages/schemas.ts';
import type { Job } from '../../lib/model/index.ts';

/** A job, and how many others of its site go first. */
export interface JobNow {
  job: Job;
  ahead: number;
}

/**
 * A job that was shown before, as it stands now. While it runs only how far it is is asked for; `whole` asks for all of it.
 * Throws `Failed`.
 */
export async function jobNow(
  known: Job,
  jobProgress: Background['jobProgress'],
  whole: Background['job'],
): Promise<JobNow> {
  const { ahead, ...progress } = await jobProgress({ jobId: known.id });
  const job = progress.state === 'running' ? { ...known, ...progress } : await whole({ jobId: known.id });
  return { job, ahead };
}
