import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { isUndo, progressOf } from '../lib/invite/job.ts';
import type { Job, JobProgress } from '../lib/model.ts';
import { CourseHeader } from './CourseHeader.tsx';
import { failureWords, timeOf } from './failure-words.ts';
import { numberWords } from './numbers.ts';

interface Props {
  job: Job;
  /** How many other jobs of the site go first. */
  ahead: JobProgress['ahead'];
  onCancel(): void;
  mayNotify(): Promise<boolean>;
  askToNotify(): Promise<boolean>;
  /** To do something else meanwhile. */
  onBack(): void;
}

/** A job under way, or waiting until it may go on. */
export function RunningScreen({ job, ahead, onCancel, mayNotify, askToNotify, onBack }: Props) {
  const [canAsk, setCanAsk] = useState(false);
  useEffect(() => void mayNotify().then((may) => setCanAsk(!may)), [mayNotify]);
  const { handled, all } = progressOf(job);
  const words =
    handled === all
      ? i18n.t('job.readingBack')
      : i18n.t(isUndo(job) ? 'job.takenBack' : 'job.sent', [numberWords(handled), numberWords(all)]);
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
        {ahead > 0 && <p class="note">{i18n.t('job.ahead', ahead)}</p>}
        <p class="note">{i18n.t(job.cancelled ? 'job.stopping' : 'job.safeToClose')}</p>
      </div>
      <footer>
        <div class="more">
          {canAsk && (
            // Nothing before the question: the browser's prompt needs the click.
            <button type="button" onClick={() => askToNotify().then((may) => setCanAsk(!may))}>
              {i18n.t('notification.allow')}
            </button>
          )}
          {!job.cancelled && (
            <button type="button" onClick={onCancel}>
              {i18n.t('job.cancel')}
            </button>
          )}
          <button type="button" onClick={onBack}>
            {i18n.t('popup.backToCourse')}
          </button>
        </div>
      </footer>
    </>
  );
}
