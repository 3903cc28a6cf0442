/** How a job is told of outside of the extension's own pages. */
import { i18n } from '#i18n';
import { isUndo, progressOf } from '../../lib/jobs/engine/job.ts';
import { outcomeCounts } from '../../lib/jobs/engine/outcomes.ts';
import type { BadgeState, Job } from '../../lib/model/index.ts';
import { failureWords } from './failure-words.ts';
import { outcomeCountWords } from './people-lines.ts';
import { timeOf } from './plain-words.ts';

export const jobWords = {
  // A page learns no names: not even those in the words of a failure.
  bar: (job: Job) => ({ text: barText(job), show: i18n.t('bar.show'), close: i18n.t('bar.close') }),
  badge(state: BadgeState): string {
    switch (state.kind) {
      case 'running':
        return i18n.t('badge.running', [String(state.handled), String(state.all)]);
      case 'paused':
        return i18n.t('badge.paused');
      case 'result':
        return i18n.t('badge.result');
      case 'nothing':
        return i18n.t('extension.name');
    }
  },
  notification: (job: Job) => ({
    title: job.course.name,
    message:
      job.state === 'paused' && job.failure !== null
        ? i18n.t('notification.paused', [failureWords(job.failure).title])
        : resultText(job),
  }),
};

function barText(job: Job): string {
  const { handled, all } = progressOf(job);
  if (job.state === 'done') return i18n.t('bar.result', [resultText(job)]);
  if (job.state !== 'paused' && job.nextAttemptAt === null && handled === all)
    return i18n.t('bar.readingBack');
  const counts: [string, string] = [String(handled), String(all)];
  const sent = isUndo(job) ? i18n.t('job.takenBack', counts) : i18n.t('job.sent', counts);
  if (job.state === 'paused') return i18n.t('bar.paused', [sent]);
  if (job.nextAttemptAt !== null) return i18n.t('bar.waits', [sent, timeOf(job.nextAttemptAt)]);
  return i18n.t('bar.sent', [sent]);
}

/** `12 invited, 3 accepted`. */
function resultText({ outcomes }: Job): string {
  return outcomeCounts(outcomes)
    .map(({ kind, count }) => outcomeCountWords(kind, count))
    .join(', ');
}
