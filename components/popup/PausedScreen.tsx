import { i18n } from '#i18n';
import { progressOf } from '../../lib/jobs/engine/job.ts';
import { careFor } from '../../lib/model/failure-table.ts';
import type { Failure, Job } from '../../lib/model/index.ts';
import { CourseHeader } from '../shared/CourseHeader.tsx';
import { ExportButton } from '../shared/ExportButton.tsx';
import { failureWords } from '../shared/failure-words.ts';
import { PrimaryButton } from '../shared/PrimaryButton.tsx';

interface Props {
  job: Job;
  failure: Failure;
  onResume(): void;
  onOpenOptions(origin: string): void;
  onStartOver(): void;
}

/** A job that waits for the person to do something. */
export function PausedScreen({ job, failure, onResume, onOpenOptions, onStartOver }: Props) {
  const { title, help } = failureWords(failure);
  const { all } = progressOf(job);
  const signIn = !['try-again', 'review-again'].includes(careFor(failure).step);
  return (
    <>
      <CourseHeader course={job.course} origin={job.origin} by={job.by} />
      <div class="body" role="alert">
        <h2>{title}</h2>
        <p>{help}</p>
        <p class="note">{i18n.t('job.paused', all)}</p>
      </div>
      <footer>
        {signIn ? (
          <PrimaryButton onClick={() => onOpenOptions(job.origin)}>
            {i18n.t('popup.openOptions')}
          </PrimaryButton>
        ) : (
          <PrimaryButton onClick={onResume}>{i18n.t('popup.tryAgain')}</PrimaryButton>
        )}
        <div class="more">
          {signIn && (
            <button type="button" onClick={onResume}>
              {i18n.t('popup.tryAgain')}
            </button>
          )}
          <button type="button" onClick={onStartOver}>
            {i18n.t('popup.startOver')}
          </button>
          <ExportButton job={job} format="csv" />
        </div>
      </footer>
    </>
  );
}
