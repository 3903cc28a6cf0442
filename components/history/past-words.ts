/** A job of the history in words. */
import { i18n } from '#i18n';
import { undoable } from '../../lib/jobs/engine/job.ts';
import type { Job, JobSummary } from '../../lib/model/index.ts';
import { failureWords } from '../shared/failure-words.ts';
import type { IconName } from '../shared/Icon.tsx';
import { outcomeCountWords } from '../shared/people-lines.ts';
import { momentWords, numberWords } from '../shared/plain-words.ts';

/** What became of a job, or why nothing did yet: `2 accepted, 1 refused`, `paused: ‹why›`. */
export function standsWords(job: JobSummary): string {
  const { failure } = job;
  switch (job.state) {
    case 'running':
      return failure === null
        ? i18n.t('history.running', job.people, [numberWords(job.people)])
        : i18n.t('history.runningWaits', [failureWords(failure).title]);
    case 'paused':
      return i18n.t('history.paused', [failure === null ? '' : failureWords(failure).title]);
    case 'left':
      return i18n.t('history.left', job.people, [numberWords(job.people)]);
    case 'done': {
      const counts = job.counts.map(({ kind, count }) => outcomeCountWords(kind, count)).join(', ');
      const words = counts === '' ? i18n.t('history.nobody') : counts;
      return job.cancelled ? i18n.t('history.cancelled', [words]) : words;
    }
  }
}

/** That a job takes another back, or tries it again, and what of it was taken back itself. `jobs`: those that are known. */
export function relatedWords(job: JobSummary, jobs: readonly JobSummary[]): string[] {
  return [
    ...fromWords(
      job.from,
      jobs.find(({ id }) => id === job.from?.jobId),
    ),
    ...(job.undone.length === 0
      ? []
      : [i18n.t(undoable(job).length === 0 ? 'history.undone' : 'history.undoneInvitations')]),
  ];
}

/** `origin`: the job that it takes back or tries again, where that is known. */
export function fromWords(from: Job['from'], origin: Pick<JobSummary, 'createdAt'> | undefined): string[] {
  if (from === null) return [];
  const which =
    origin === undefined
      ? i18n.t('history.earlierJob')
      : i18n.t('history.jobAt', [momentWords(origin.createdAt)]);
  return [i18n.t(from.as === 'undo' ? 'history.undoOf' : 'history.retryOf', [which])];
}

/** The picture of how a job stands, and its colour. */
export function standsIcon({ state, from }: JobSummary): { icon: IconName; tone: string } {
  if (state === 'running') return { icon: 'waiting', tone: 'good' };
  if (state === 'paused') return { icon: 'question', tone: 'attention' };
  if (state === 'left') return { icon: 'already', tone: 'plain' };
  return { icon: from?.as === 'undo' ? 'undone' : 'accept', tone: 'plain' };
}
