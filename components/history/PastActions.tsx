import type { RefObject } from 'preact';
import { i18n } from '#i18n';
import { undoable } from '../../lib/jobs/engine/job.ts';
import { unfinishedOf } from '../../lib/jobs/engine/outcomes.ts';
import type { Job } from '../../lib/model/index.ts';
import { ExportButton } from '../shared/ExportButton.tsx';
import { numberWords } from '../shared/plain-words.ts';
import { ConfirmDelete } from './ConfirmDelete.tsx';

interface Props {
  job: Job;
  undo: RefObject<HTMLButtonElement | null>;
  onUndo(): void;
  onRetry(): void;
  onResume(): void;
  onCancel(): void;
  onDelete(): void;
}

/** What can be done with a job as it stands. */
export function PastActions({ job, undo, onUndo, onRetry, onResume, onCancel, onDelete }: Props) {
  const left = unfinishedOf(job.outcomes).length;
  const isDone = job.state === 'done';
  return (
    <>
      <div class="actions">
        {isDone && undoable(job).length > 0 && (
          <button ref={undo} type="button" onClick={onUndo}>
            {i18n.t('result.undo')}
          </button>
        )}
        {isDone && left > 0 && (
          <button type="button" onClick={onRetry}>
            {i18n.t('result.retry', [numberWords(left)])}
          </button>
        )}
        {job.state === 'paused' && (
          <button type="button" onClick={onResume}>
            {i18n.t('popup.tryAgain')}
          </button>
        )}
        {job.state === 'running' && !job.cancelled && (
          <button type="button" onClick={onCancel}>
            {i18n.t('job.cancel')}
          </button>
        )}
        <ExportButton job={job} format="csv" />
        <ExportButton job={job} format="json" />
      </div>
      <div class="delete">
        <p class="note">
          {i18n.t(job.state === 'running' ? 'history.notWhileRunning' : 'history.deleteNote')}
        </p>
        {job.state !== 'running' && (
          <ConfirmDelete
            words={i18n.t('history.delete')}
            question={i18n.t('history.deleteThis')}
            onDelete={onDelete}
          />
        )}
      </div>
    </>
  );
}
