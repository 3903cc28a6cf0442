import { i18n } from '#i18n';
import { progressOf } from '../lib/invite/job.ts';
import type { Job } from '../lib/model.ts';
import { CourseHeader } from './CourseHeader.tsx';

/** A job under way. */
export function RunningScreen({ job }: { job: Job }) {
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
        <p class="note">{i18n.t('job.safeToClose')}</p>
      </div>
    </>
  );
}
