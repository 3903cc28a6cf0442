import type { Job, JobProgress } from '../../lib/model/index.ts';
import { ResultScreen } from '../shared/ResultScreen.tsx';
import { PausedScreen } from './PausedScreen.tsx';
import { RunningScreen } from './RunningScreen.tsx';

interface Props {
  job: Job;
  ahead: JobProgress['ahead'];
  onResume(): void;
  onCancel(): void;
  mayNotify(): Promise<boolean>;
  askToNotify(): Promise<boolean>;
  /** Gives a paused job up for a review of how its people stand now. */
  onStartOver(): void;
  onRetry(): void;
  onUndo(): void;
  onBack(): void;
  onReloadPage: (() => void) | null;
  onOpenOptions(origin: string): void;
}

/** A job wherever it stands: under way, waiting for the person, or done. */
export function JobScreen({ job, ahead, ...ways }: Props) {
  if (job.state === 'done') return <ResultScreen job={job} {...ways} />;
  if (job.state === 'paused' && job.failure !== null) {
    return <PausedScreen job={job} failure={job.failure} {...ways} />;
  }
  return <RunningScreen job={job} ahead={ahead} {...ways} />;
}
