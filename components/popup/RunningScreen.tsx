import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Job, JobProgress } from '../../lib/model/index.ts';
import { CourseHeader } from '../shared/CourseHeader.tsx';
import { RunningProgress } from '../shared/RunningProgress.tsx';

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
  return (
    <>
      <CourseHeader course={job.course} origin={job.origin} by={job.by} />
      <RunningProgress job={job} ahead={ahead} />
      <footer>
        {!job.cancelled && <p class="note">{i18n.t('job.safeToClose')}</p>}
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
