import { i18n } from '#i18n';
import { undoable } from '../../lib/jobs/engine/job.ts';
import { unfinishedOf } from '../../lib/jobs/engine/outcomes.ts';
import type { Job } from '../../lib/model/index.ts';
import { CourseHeader } from './CourseHeader.tsx';
import { ExportButton } from './ExportButton.tsx';
import { OutcomeSummary } from './OutcomeSummary.tsx';
import { PeopleList } from './PeopleList.tsx';
import { PrimaryButton } from './PrimaryButton.tsx';
import { outcomeLines } from './people-lines.ts';
import { numberWords } from './plain-words.ts';

interface Props {
  job: Job;
  onRetry(): void;
  onUndo(): void;
  onBack(): void;
  /** Null where there is no page. */
  onReloadPage: (() => void) | null;
}

/** What became of each person, as the LMS's lists say. */
export function ResultScreen({ job, onRetry, onUndo, onBack, onReloadPage }: Props) {
  const left = unfinishedOf(job.outcomes);
  const back = { words: i18n.t('popup.backToCourse'), act: onBack };
  const primary =
    left.length > 0
      ? { words: i18n.t('result.retry', [numberWords(left.length)]), act: onRetry }
      : onReloadPage === null
        ? back
        : { words: i18n.t('popup.reloadPage'), act: onReloadPage };
  const others = [
    ...(undoable(job).length > 0 ? [{ words: i18n.t('result.undo'), act: onUndo }] : []),
    ...(primary === back ? [] : [back]),
  ];
  return (
    <>
      {/* The number of members is of before. */}
      <CourseHeader course={{ ...job.course, memberCount: null }} origin={job.origin} by={job.by} />
      <OutcomeSummary job={job} />
      <PeopleList lines={outcomeLines(job)} />
      <footer>
        <p class="note">{resultNote(job, onReloadPage !== null)}</p>
        <PrimaryButton aria-describedby="summary" readFirst={left.length > 0} onClick={primary.act}>
          {primary.words}
        </PrimaryButton>
        <div class="more">
          {others.map(({ words, act }) => (
            <button key={words} type="button" onClick={act}>
              {words}
            </button>
          ))}
          <ExportButton job={job} format="csv" />
        </div>
      </footer>
    </>
  );
}

/** The one thing to know before going on. `hasPage`: whether there is one that still shows how it was before. */
export function resultNote(job: Job, hasPage: boolean): string {
  if (job.counts.some(({ kind }) => kind === 'not-confirmed')) return i18n.t('result.notConfirmedNote');
  if (job.undone.length > 0 && undoable(job).length === 0) return i18n.t('result.undone');
  if (job.undone.length > 0) return i18n.t('result.undoneInvitations');
  if (job.counts.some(({ kind }) => kind === 'waits-for-payment')) return i18n.t('result.paymentNote');
  return hasPage ? i18n.t('result.reloadNote') : '';
}
