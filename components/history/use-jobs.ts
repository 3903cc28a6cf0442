import { useCallback, useState } from 'preact/hooks';
import type { Failure, JobList } from '../../lib/model/index.ts';
import { useLater } from '../shared/use-later.ts';
import { useTyped } from '../shared/use-typed.ts';
import type { HistoryActions } from './actions.ts';

/** They are asked for again after so long while one of them may change by itself. */
const ASK_AGAIN_MS = 2_000;

/** What takes longer than this to find is said to be looked for. Milliseconds. */
const SLOW_MS = 500;

/** Jobs, and what was searched for to find them. */
export type JobsFound = JobList & { search: string };

/** The jobs that a search finds; null until they are known. `follow`: whether they are to be kept up to date. */
export function useJobs(jobs: HistoryActions['history'], search: string, follow: boolean) {
  const [list, setList] = useState<JobsFound | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [searching, setSearching] = useState(false);

  const ask = useCallback(async (): Promise<JobsFound> => {
    const slow = setTimeout(setSearching, SLOW_MS, true);
    try {
      return { ...(await jobs({ search })), search };
    } finally {
      clearTimeout(slow);
    }
  }, [jobs, search]);
  const reload = useTyped(ask, {
    onAnswer(found) {
      setSearching(false);
      setList(found);
      setFailure(null);
    },
    onFailure(why) {
      setSearching(false);
      setList((now) => now && { ...now });
      setFailure(why);
    },
  });

  const isMoving = list?.jobs.some(({ endedAt }) => endedAt === null) ?? false;
  useLater(follow && isMoving ? reload : null, ASK_AGAIN_MS, list);

  /** Takes a job out of the list before the list is asked for again. */
  const forget = (jobId: string) =>
    setList((now) => now && { ...now, jobs: now.jobs.filter(({ id }) => id !== jobId), all: now.all - 1 });
  return { list, searching: searching && list?.search !== search, failure, forget, reload };
}
