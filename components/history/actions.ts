import type { Background } from '../../lib/messages/schemas.ts';
import type { Job } from '../../lib/model/index.ts';
import type { JobNow } from '../shared/job-now.ts';

/** All that the history does besides showing. Each may throw `Failed`; `pastJob` throws `no-such-job`. */
export interface HistoryActions
  extends Pick<
    Background,
    'history' | 'pastJob' | 'undo' | 'retry' | 'resume' | 'cancelJob' | 'deleteJob' | 'deleteEnded'
  > {
  /** A job that was shown before, as it stands now. */
  jobNow(known: Job): Promise<JobNow>;
}
