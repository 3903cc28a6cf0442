import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { failureOf } from '../../lib/model/errors.ts';
import type { Failure, Job, JobSummary } from '../../lib/model/index.ts';
import { Icon } from '../shared/Icon.tsx';
import type { JobNow } from '../shared/job-now.ts';
import { PeopleList } from '../shared/PeopleList.tsx';
import { outcomeLines } from '../shared/people-lines.ts';
import { hostOf, momentWords } from '../shared/plain-words.ts';
import { Refused } from '../shared/Refused.tsx';
import { UndoChoice } from '../shared/UndoScreen.tsx';
import { useDoing } from '../shared/use-doing.ts';
import { useLater } from '../shared/use-later.ts';
import type { HistoryActions } from './actions.ts';
import { PastActions } from './PastActions.tsx';
import { PastState } from './PastState.tsx';
import { standingLines } from './past-lines.ts';
import { fromWords } from './past-words.ts';

/** A job is asked after this often while it runs, and while it is paused: signing in goes on with it. Milliseconds. */
const ASK_AGAIN_MS: Partial<Record<Job['state'], number>> = { running: 300, paused: 2_000 };

interface Props {
  /** Another object each time it was asked for. */
  shown: JobNow;
  /** The jobs that are listed. */
  jobs: readonly JobSummary[];
  actions: HistoryActions;
  /** What was heard of the same job, which follows on `shown`. */
  onNews(now: JobNow): void;
  /** The job that a button led to. */
  onOpen(job: Job): void;
  onBack(): void;
  onDeleted(): void;
}

/** One job of the history. To be drawn anew for another: its name gets the focus once. */
export function PastJob({ shown, jobs, actions, onNews, onOpen, onBack, onDeleted }: Props) {
  const { job, ahead } = shown;
  const { failure, act } = useDoing();
  /** Why it could not be heard how that stands now. */
  const [lost, setLost] = useState<{ of: JobNow; failure: Failure } | null>(null);
  const [undoing, setUndoing] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const undo = useRef<HTMLButtonElement>(null);
  const lines = useMemo(() => (job.state === 'done' ? outcomeLines(job) : standingLines(job)), [job]);

  useLayoutEffect(() => heading.current?.focus(), []);
  // The button that had the focus may have gone with what it was for.
  useLayoutEffect(() => focusIfNone(heading.current), [job.state, job.cancelled]);
  useLayoutEffect(() => focusIfNone(undo.current), [undoing]);

  const askAgain = () => {
    const stay = (thrown: unknown) => {
      // A worker that ends while it is asked gives no answer.
      if (failureOf(thrown).kind === 'internal') onNews({ ...shown });
      else setLost({ of: shown, failure: failureOf(thrown) });
    };
    actions.jobNow(job).then(onNews, stay);
  };
  const wait = ASK_AGAIN_MS[job.state];
  useLater(wait === undefined ? null : askAgain, wait ?? 0, shown);

  const from = fromWords(
    job.from,
    jobs.find(({ id }) => id === job.from?.jobId),
  );
  return (
    <div class="past">
      <button type="button" class="back" onClick={onBack}>
        <Icon name="back" />
        {i18n.t('history.back')}
      </button>
      <h3 ref={heading} tabIndex={-1}>
        {job.course.name}
      </h3>
      <p class="note">
        {[
          ...from,
          momentWords(job.createdAt),
          i18n.t('popup.courseFacts', [hostOf(job.origin), String(job.course.id)]),
          i18n.t('popup.as', [job.by.username]),
        ].join(' · ')}
      </p>
      {undoing ? (
        <UndoChoice
          job={job}
          onUndo={(what) =>
            act(() => actions.undo({ place: { origin: job.origin }, jobId: job.id, what }), onOpen)
          }
          onBack={() => setUndoing(false)}
        />
      ) : (
        <>
          <PastState job={job} ahead={ahead} />
          <PeopleList lines={lines} />
          <PastActions
            job={job}
            undo={undo}
            onUndo={() => setUndoing(true)}
            onRetry={() => act(() => actions.retry({ place: { origin: job.origin }, jobId: job.id }), onOpen)}
            onResume={() => act(() => actions.resume({ jobId: job.id }), onOpen)}
            onCancel={() => act(() => actions.cancelJob({ jobId: job.id }), onOpen)}
            onDelete={() => act(() => actions.deleteJob({ jobId: job.id }), onDeleted)}
          />
        </>
      )}
      {failure !== null && <Refused failure={failure} />}
      {failure === null && lost?.of === shown && <Refused failure={lost.failure} />}
    </div>
  );
}

function focusIfNone(element: HTMLElement | null): void {
  if (document.activeElement === document.body) element?.focus();
}
