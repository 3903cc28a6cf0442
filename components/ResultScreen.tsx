import { i18n } from '#i18n';
import { isComplete, outcomeCounts } from '../lib/invite/outcomes.ts';
import { notIdentified } from '../lib/invite/plan.ts';
import type { Job } from '../lib/model.ts';
import { CourseHeader } from './CourseHeader.tsx';
import { hostOf } from './failure-words.ts';
import { PeopleList } from './PeopleList.tsx';
import { PrimaryButton } from './PrimaryButton.tsx';
import { outcomeCountWords, outcomeLines } from './people-lines.ts';

interface Props {
  job: Job;
  /** To how the people stand now. */
  onReview(): void;
  onBack(): void;
  /** Null where there is no page. */
  onReloadPage: (() => void) | null;
}

/** What became of each person, as the LMS's lists say. */
export function ResultScreen({ job, onReview, onBack, onReloadPage }: Props) {
  const counts = outcomeCounts(job.outcomes);
  const words = counts.map(({ kind, count }) => outcomeCountWords(kind, count));
  const nobody = notIdentified(job);
  if (nobody > 0) words.push(i18n.t('review.notIdentifiedCount', nobody));
  const unconfirmed = counts.some(({ kind }) => kind === 'not-confirmed');
  const unfinished = !isComplete(job.outcomes);
  return (
    <>
      {/* The number of members is of before. */}
      <CourseHeader course={{ ...job.course, memberCount: null }} origin={job.origin} />
      <div class="result">
        <svg
          class="outcome-bar"
          viewBox={`0 0 ${job.outcomes.length} 1`}
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {counts.map(({ kind, count }, at) => (
            <rect
              key={kind}
              class={kind}
              x={counts.slice(0, at).reduce((sum, before) => sum + before.count, 0)}
              width={count}
              height="1"
            />
          ))}
        </svg>
        <p class="summary" role="status" id="summary">
          {words.join(', ')}
        </p>
        <p class="note">{i18n.t('result.readBackAt', [hostOf(job.origin)])}</p>
      </div>
      <PeopleList lines={outcomeLines(job)} />
      <footer>
        {unfinished ? (
          <>
            {unconfirmed && <p class="note">{i18n.t('result.notConfirmedNote')}</p>}
            <PrimaryButton aria-describedby="summary" onClick={onReview}>
              {i18n.t('popup.reviewAgain')}
            </PrimaryButton>
          </>
        ) : onReloadPage === null ? (
          <PrimaryButton aria-describedby="summary" onClick={onBack}>
            {i18n.t('popup.backToCourse')}
          </PrimaryButton>
        ) : (
          <>
            <p class="note">{i18n.t('result.reloadNote')}</p>
            <PrimaryButton aria-describedby="summary" onClick={onReloadPage}>
              {i18n.t('popup.reloadPage')}
            </PrimaryButton>
            <div class="more">
              <button type="button" onClick={onBack}>
                {i18n.t('popup.backToCourse')}
              </button>
            </div>
          </>
        )}
      </footer>
    </>
  );
}
