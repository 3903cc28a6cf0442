import type { JobSummary } from '../../lib/model/index.ts';
import { Icon } from '../shared/Icon.tsx';
import { hostOf, momentWords } from '../shared/plain-words.ts';
import { relatedWords, standsIcon, standsWords } from './past-words.ts';

interface Props {
  job: JobSummary;
  /** All that are listed. */
  jobs: readonly JobSummary[];
  /** Whether the host has to be told. */
  withHost: boolean;
  onOpen(jobId: string): void;
}

/** A job in the list: its course, what became of it, and when it was started. */
export function PastRow({ job, jobs, withHost, onOpen }: Props) {
  const { icon, tone } = standsIcon(job);
  const host = withHost ? [hostOf(job.origin)] : [];
  return (
    <li>
      <button type="button" data-job={job.id} onClick={() => onOpen(job.id)}>
        <span class={`avatar ${tone}`}>
          <Icon name={icon} />
        </span>
        <span class="username">{job.course.name}</span>
        <time class="detail" dateTime={new Date(job.createdAt).toISOString()}>
          {momentWords(job.createdAt)}
        </time>
        <span class="detail stands">
          {[...host, ...relatedWords(job, jobs), standsWords(job)].join(' · ')}
        </span>
      </button>
    </li>
  );
}
