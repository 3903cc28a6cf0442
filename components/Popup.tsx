import { useCallback, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { failureOf } from '../lib/errors.ts';
import type { Failure, Job, View } from '../lib/model.ts';
import { CourseScreen } from './CourseScreen.tsx';
import { PausedScreen } from './PausedScreen.tsx';
import { ProblemScreen } from './ProblemScreen.tsx';
import { ResultScreen } from './ResultScreen.tsx';
import { ReviewScreen } from './ReviewScreen.tsx';
import { RunningScreen } from './RunningScreen.tsx';

/** What the popup can ask for; each may throw `Failed`. */
export interface PopupActions {
  open(): Promise<View>;
  selectPeople(): Promise<void>;
  start(planId: string): Promise<Job>;
  job(jobId: string): Promise<Job>;
  resume(jobId: string): Promise<Job>;
  leaveJob(jobId: string): Promise<void>;
  reloadPage(): void;
  openOptions(origin: string): void;
}

/** A job is asked after this often while it runs: quick to the eye, and each question keeps a worker awake. */
const ASK_AGAIN_MS = 300;

type Shown = View | { screen: 'loading' } | { screen: 'problem'; failure: Failure };

export function Popup({ actions }: { actions: PopupActions }) {
  const [shown, show] = useState<Shown>({ screen: 'loading' });

  /** Runs an action to its screen, or to the words for what went wrong. */
  const go = useCallback(async (work: () => Promise<Shown>) => {
    try {
      show(await work());
    } catch (thrown) {
      show({ screen: 'problem', failure: failureOf(thrown) });
    }
  }, []);
  const goToJob = (work: () => Promise<Job>) => go(async () => ({ screen: 'job', job: await work() }));
  const open = () => {
    show({ screen: 'loading' });
    return go(actions.open);
  };

  useEffect(() => void go(actions.open), [actions, go]);
  useEffect(() => {
    if (shown.screen !== 'job' || shown.job.state !== 'running') return;
    const { job } = shown;
    const ask = () => actions.job(job.id).catch((thrown: unknown) => unlessNoAnswer(thrown, job));
    const timer = setTimeout(() => go(async () => ({ screen: 'job', job: await ask() })), ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [shown, actions, go]);

  switch (shown.screen) {
    case 'loading':
      return (
        <p class="loading" role="progressbar" aria-label={i18n.t('popup.loading')}>
          {i18n.t('popup.loading')}
        </p>
      );
    case 'problem':
      return <ProblemScreen failure={shown.failure} onTryAgain={open} onOpenOptions={actions.openOptions} />;
    case 'course':
      return (
        <CourseScreen
          {...shown}
          onTryAgain={open}
          onSelectPeople={() => go(() => actions.selectPeople().then(() => shown))}
        />
      );
    case 'review':
      return (
        <ReviewScreen
          plan={shown.plan}
          onStart={() => goToJob(() => actions.start(shown.plan.id))}
          onTryAgain={open}
        />
      );
    case 'job':
      return (
        <JobScreen
          job={shown.job}
          onResume={() => goToJob(() => actions.resume(shown.job.id))}
          onLeave={() => go(() => actions.leaveJob(shown.job.id).then(actions.open))}
          onReloadPage={actions.reloadPage}
          onOpenOptions={actions.openOptions}
        />
      );
  }
}

/** A worker that ends while it is asked gives no answer; the job goes on when it is asked again. */
function unlessNoAnswer(thrown: unknown, job: Job): Job {
  if (failureOf(thrown).kind === 'internal') return { ...job };
  throw thrown;
}

interface JobProps {
  job: Job;
  onResume(): void;
  onLeave(): void;
  onReloadPage(): void;
  onOpenOptions(origin: string): void;
}

function JobScreen({ job, onResume, onLeave, onReloadPage, onOpenOptions }: JobProps) {
  if (job.state === 'done') return <ResultScreen job={job} onReview={onLeave} onReloadPage={onReloadPage} />;
  if (job.state === 'paused' && job.failure !== null) {
    return (
      <PausedScreen
        job={job}
        failure={job.failure}
        onResume={onResume}
        onStartOver={onLeave}
        onOpenOptions={onOpenOptions}
      />
    );
  }
  return <RunningScreen job={job} />;
}
