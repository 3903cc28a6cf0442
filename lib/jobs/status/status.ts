/**
 * Where a job shows besides the extension's own pages: a bar in the page it was started from, the badge of the toolbar
 * icon, and a notification when it ends or pauses. None of it holds the job up.
 */

import { inTime } from '../../browser/in-time.ts';
import { showJobBar } from '../../browser/tab.ts';
import { failureOf } from '../../model/errors.ts';
import type { BadgeState, Job } from '../../model/index.ts';
import type { JobInPage } from '../../page/tick-boxes/job-bar.ts';
import { unseenJobs } from '../../store/jobs.ts';
import { progressOf } from '../engine/job.ts';
import { showBadge } from './badge.ts';
import { badgeState } from './badge-state.ts';
import { notify, onNotificationClick, unnotify } from './notification.ts';

/** How all this is said. */
export interface JobWords {
  bar(job: Job): Pick<JobInPage, 'text' | 'show' | 'close'>;
  /** The title of the toolbar icon. */
  badge(state: BadgeState): string;
  /** Of a job that is done or paused. */
  notification(job: Job): { title: string; message: string };
}

/** Between two updates: quick to the eye, and what a popup shows at once to its end flashes nowhere else. Milliseconds. */
const MOMENT_MS = 400;

/** So that whoever runs a job knows neither words nor surfaces. */
const told = new EventTarget();

/** To be called whenever something of a job has changed and is kept; nothing is waited for. */
export function tell(job: Job): void {
  told.dispatchEvent(new CustomEvent('job', { detail: job }));
}

/**
 * To be called at once when the worker starts: from now on jobs are shown as they are told. Answers with what shows the
 * badge anew, for changes that are no job's.
 */
export function showJobs(words: JobWords): { badge(): void } {
  const surfaces = new Map<string, ReturnType<typeof surfacesOf>>();
  const badge = latest(async () => {
    const state = badgeState((await unseenJobs()).map(({ summary, batches }) => ({ ...summary, batches })));
    await showBadge(state, words.badge(state));
  }, MOMENT_MS);

  told.addEventListener('job', (event) => {
    const job = (event as CustomEvent<Job>).detail;
    const of = surfaces.get(job.id) ?? surfacesOf(words);
    surfaces.set(job.id, of);
    of.bar(job);
    of.notification(job);
    badge(null);
  });
  onNotificationClick();
  badge(null);
  return { badge: () => badge(null) };
}

function surfacesOf(words: JobWords) {
  return {
    bar: latest((job: Job) => showBar(job, words), MOMENT_MS),
    notification: latest((job: Job) => {
      const asks = job.state === 'paused' || (job.state === 'done' && !job.seen);
      return asks ? notify(job, words.notification(job)) : unnotify(job);
    }, 0),
  };
}

async function showBar(job: Job, words: JobWords): Promise<void> {
  if (!('tabId' in job.place)) return;
  const state = job.seen ? 'left' : job.state;
  const shown = { id: job.id, state, ...progressOf(job), ...words.bar(job) };
  await showJobBar(job.place.tabId, job.origin, shown);
}

/** Shows the last of what it is given, one after the other and `wait` milliseconds after it was given. */
function latest<T>(show: (value: T) => Promise<void>, wait: number): (value: T) => void {
  let next: { value: T } | null = null;
  let isBusy = false;
  async function work(): Promise<void> {
    isBusy = true;
    while (next !== null) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      const { value } = next;
      next = null;
      await inTime(show(value), { kind: 'internal', what: 'no answer' }).catch((thrown: unknown) => {
        const failure = failureOf(thrown);
        console.error('Rollcall: a job could not be shown:', 'what' in failure ? failure.what : failure.kind);
      });
    }
    isBusy = false;
  }
  return (value) => {
    next = { value };
    if (!isBusy) void work();
  };
}
