import { i18n } from '#i18n';
import { progressOf } from '../../lib/jobs/engine/job.ts';
import { failureWords } from '../shared/failure-words.ts';
import type { JobNow } from '../shared/job-now.ts';
import { OutcomeSummary } from '../shared/OutcomeSummary.tsx';
import { resultNote } from '../shared/ResultScreen.tsx';
import { RunningProgress } from '../shared/RunningProgress.tsx';

/** Where a job stands, wherever that is. */
export function PastState({ job, ahead }: JobNow) {
  switch (job.state) {
    case 'done': {
      const note = resultNote(job, false);
      return (
        <>
          <OutcomeSummary job={job} />
          {note !== '' && <p class="note">{note}</p>}
        </>
      );
    }
    case 'running':
      return <RunningProgress job={job} ahead={ahead} />;
    case 'paused': {
      const words = job.failure === null ? null : failureWords(job.failure);
      return (
        <div class="problem" role="alert">
          {words !== null && (
            <p>
              <strong>{words.title}.</strong> {words.help}
            </p>
          )}
          <p>{i18n.t('job.paused', progressOf(job).all)}</p>
        </div>
      );
    }
    case 'left':
      return <p>{i18n.t('history.leftNote')}</p>;
  }
}
