import { i18n } from '#i18n';
import { isUndo, progressOf } from '../../lib/jobs/engine/job.ts';
import type { Job } from '../../lib/model/index.ts';
import { failureWords } from './failure-words.ts';
import { numberWords, timeOf } from './plain-words.ts';

/** How far a running job is, and what it waits for. `ahead`: how many other jobs of its site go first. */
export function RunningProgress({ job, ahead }: { job: Job; ahead: number }) {
  const { handled, all } = progressOf(job);
  const words =
    handled === all
      ? i18n.t('job.readingBack')
      : i18n.t(isUndo(job) ? 'job.takenBack' : 'job.sent', [numberWords(handled), numberWords(all)]);
  return (
    <div class="result">
      <progress value={handled} max={Math.max(1, all)} aria-label={i18n.t('job.sending')} />
      <p class="summary" aria-live="polite">
        {words}
      </p>
      {job.failure !== null && job.nextAttemptAt !== null && (
        <p class="note">
          {i18n.t('job.waits', [failureWords(job.failure).title, timeOf(job.nextAttemptAt)])}
        </p>
      )}
      {ahead > 0 && <p class="note">{i18n.t('job.ahead', ahead)}</p>}
      {job.cancelled && <p class="note">{i18n.t('job.stopping')}</p>}
    </div>
  );
}
