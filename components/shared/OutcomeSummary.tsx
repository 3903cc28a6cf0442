import { i18n } from '#i18n';
import { notIdentified } from '../../lib/jobs/engine/plan.ts';
import type { Job } from '../../lib/model/index.ts';
import { outcomeCountWords } from './people-lines.ts';
import { hostOf } from './plain-words.ts';

/** The outcomes of a finished job as a bar and in words. */
export function OutcomeSummary({ job }: { job: Job }) {
  const words = job.counts.map(({ kind, count }) => outcomeCountWords(kind, count));
  const nobody = notIdentified(job);
  if (nobody > 0) words.push(i18n.t('review.notIdentifiedCount', nobody));
  return (
    <div class="result">
      <svg
        class="outcome-bar"
        viewBox={`0 0 ${job.people.length} 1`}
        preserveAspectRatio="none"
        aria-hidden="true"
      >
        {job.counts.map(({ kind, count }, at) => (
          <rect
            key={kind}
            class={kind}
            x={job.counts.slice(0, at).reduce((sum, before) => sum + before.count, 0)}
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
  );
}
