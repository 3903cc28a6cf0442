import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { failureOf } from '../../lib/model/errors.ts';
import type { Failure, JobList } from '../../lib/model/index.ts';
import { useLater } from '../shared/use-later.ts';
import type { HistoryActions } from './actions.ts';

/** The jobs are searched once the person has stopped typing for so long. Milliseconds. */
const TYPING_MS = 250;
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
  const latest = useRef(0);

  const reload = useCallback(() => {
    const mine = ++latest.current;
    const slow = setTimeout(() => mine === latest.current && setSearching(true), SLOW_MS);
    const ifLatest =
      <T>(then: (value: T) => void) =>
      (value: T) => {
        clearTimeout(slow);
        if (mine !== latest.current) return;
        setSearching(false);
        then(value);
      };
    jobs({ search }).then(
      ifLatest((found) => {
        setList({ ...found, search });
        setFailure(null);
      }),
      ifLatest((thrown) => {
        setList((now) => now && { ...now });
        setFailure(failureOf(thrown));
      }),
    );
  }, [jobs, search]);

  const asked = useRef(false);
  useEffect(() => {
    const timer = setTimeout(reload, asked.current ? TYPING_MS : 0);
    asked.current = true;
    return () => clearTimeout(timer);
  }, [reload]);
  const isMoving = list?.jobs.some(({ endedAt }) => endedAt === null) ?? false;
  useLater(follow && isMoving ? reload : null, ASK_AGAIN_MS, list);

  /** Takes a job out of the list before the list is asked for again. */
  const forget = (jobId: string) =>
    setList((now) => now && { ...now, jobs: now.jobs.filter(({ id }) => id !== jobId), all: now.all - 1 });
  return { list, searching: searching && list?.search !== search, failure, forget, reload };
}
