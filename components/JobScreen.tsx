import type { Job } from '../lib/model.ts';
import { PausedScreen } from './PausedScreen.tsx';
import { ResultScreen } from './ResultScreen.tsx';
import { RunningScreen } from './RunningScreen.tsx';

interface Props {
  job: Job;
  onResume(): void;
  onCancel(): void;
  /** To how the job's people stand now. */
  onReview(): void;
  onBack(): void;
  onReloadPage: (() => void) | null;
  onOpenOptions(origin: string): void;
}

/** A job wherever it stands: under way, waiting for the person, or done. */
export function JobScreen({ job, onResume, onCancel, onReview, onBack, onReloadPage, onOpenOptions }: Props) {
  if (job.state === 'done')
    return <ResultScreen job={job} onReview={onReview} onBack={onBack} onReloadPage={onReloadPage} />;
  if (job.state === 'paused' && job.failure !== null) {
    return (
      <PausedScreen
        job={job}
        failure={job.failure}
        onResume={onResume}
        onStartOver={onReview}
        onOpenOptions={onOpenOptions}
      />
    );
  }
  return <RunningScreen job={job} onCancel={onCancel} />;
}
