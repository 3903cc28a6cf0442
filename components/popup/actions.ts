import type { BackgroundAt, Following } from '../../lib/messages/schemas.ts';
import type { Job, View } from '../../lib/model/index.ts';
import type { JobNow } from '../shared/job-now.ts';

/** What the popup asks of the background, for its own place. */
type Asked = Pick<
  BackgroundAt,
  | 'reviewWaiting'
  | 'reviewList'
  | 'reviewElsewhere'
  | 'countWaiting'
  | 'courses'
  | 'draft'
  | 'keepDraft'
  | 'start'
  | 'startAutoSend'
  | 'undo'
  | 'retry'
  | 'resume'
  | 'cancelJob'
  | 'leaveJob'
>;

/** All that the popup does besides showing. Each may throw `Failed`. */
export interface PopupActions extends Asked {
  /** Whether the menu, the shortcut or the page's own bar opened the popup, all of which ask for a review. */
  isForReview(): Promise<boolean>;
  /** `courseId`: the course chosen by hand; null for the page's own. `aside`: jobs that are not to be shown now. */
  open(asked: { courseId: number | null; aside: string[] }, following: Following): Promise<View>;
  selectPeople(): Promise<void>;
  /** A job that was shown before, as it stands now. */
  jobNow(known: Job): Promise<JobNow>;
  /** Whether the browser lets Rollcall notify the person. */
  mayNotify(): Promise<boolean>;
  /** Has the browser ask the person for that, and answers with what they said. To be called by the click itself. */
  askToNotify(): Promise<boolean>;
  /** Null where there is no page. */
  reloadPage: (() => void) | null;
  openOptions(origin: string): void;
}
