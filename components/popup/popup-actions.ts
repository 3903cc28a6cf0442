/** What the popup asks of the rest of the extension. */
import type { Course, Job, ListLine, Progress, Undoing, View } from '../../lib/model/index.ts';
import type { JobNow } from '../shared/job-now.ts';

/** How a question of some length is followed, and given up. */
export interface Following {
  signal: AbortSignal;
  progress(at: Progress): void;
}

/** Each may throw `Failed`. */
export interface PopupActions {
  /** Whether the menu, the shortcut or the page's own bar opened the popup, all of which ask for a review. */
  isForReview(): Promise<boolean>;
  /** `courseId`: the course chosen by hand; null for the page's own. `aside`: jobs that are not to be shown now. */
  open(courseId: number | null, aside: string[], following: Following): Promise<View>;
  reviewWaiting(courseId: number, search: string, following: Following): Promise<View>;
  reviewList(courseId: number, lines: ListLine[], following: Following): Promise<View>;
  reviewElsewhere(planId: string, courseId: number, following: Following): Promise<View>;
  countWaiting(courseId: number, search: string): Promise<number>;
  courses(): Promise<Course[]>;
  draft(): Promise<string>;
  keepDraft(text: string): Promise<void>;
  selectPeople(): Promise<void>;
  start(planId: string): Promise<Job>;
  /** Starts a review that was to be sent at once, when its time is over. */
  startAtOnce(planId: string): Promise<Job>;
  undo(jobId: string, what: Undoing[]): Promise<Job>;
  retry(jobId: string): Promise<Job>;
  /** The job that was shown before, as it stands now. */
  job(known: Job): Promise<JobNow>;
  resume(jobId: string): Promise<Job>;
  cancelJob(jobId: string): Promise<Job>;
  leaveJob(jobId: string): Promise<void>;
  /** Whether the browser lets Rollcall notify the person. */
  mayNotify(): Promise<boolean>;
  /** Has the browser ask the person for that, and answers with what they said. To be called by the click itself. */
  askToNotify(): Promise<boolean>;
  /** Null where there is no page. */
  reloadPage: (() => void) | null;
  openOptions(origin: string): void;
}
