import { i18n } from '#i18n';
import { progressOf } from '../lib/invite/job.ts';
import type { Job } from '../lib/model.ts';
import { CourseHeader } from './CourseHeader.tsx';
import { failureWords, timeOf } from './failure-words.ts';

interface Props {
  job: Job;
  onCancel(): void;
}

/** A job under way, or waiting until it may go on. */
export function RunningScreen({ job, onCancel }: Props) {
  const { handled, all } = progressOf(job);
  const words =
    handled === all ? i18n.t('job.readingBack') : i18n.t('job.sent', [String(handled), String(all)]);
  return (
    <>
      <CourseHeader course={job.course} origin={job.origin} />
      <div class="body">
        <progress value={handled} max={Math.max(1, all)} aria-label={i18n.t('job.sending')} />
        <p class="summary" aria-live="polite">
          {words}
        </p>
        {job.failure !== null && job.nextAttemptAt !== null && (
          <p class="note">
            {i18n.t('job.waits', [failureWords(job.failure).title, timeOf(job.nextAttemptAt)])}
          </p>
        )}
        <p class="note">{i18n.t(job.cancelled ? 'job.stopping' : 'job.safeToClose')}</p>
      </div>
      {!job.cancelled && (
        <footer>
          <div class="more">
            <button type="button" onClick={onCancel}>
              {i18n.t('job.cancel')}
            </button>
          </div>
        </footer>
      )}
    </>
  );
}
