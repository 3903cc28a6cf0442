import { i18n } from '#i18n';
import { progressOf } from '../lib/invite/job.ts';
import { failureWords } from './failure-words.ts';
import { OutcomeSummary } from './OutcomeSummary.tsx';
import type { JobNow } from './popup-actions.ts';
import { resultNote } from './ResultScreen.tsx';
import { RunningProgress } from './RunningProgress.tsx';

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
