import { useEffect, useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { JobSummary } from '../../lib/model/index.ts';
import type { JobNow } from '../shared/job-now.ts';
import { Refused } from '../shared/Refused.tsx';
import { useDoing } from '../shared/use-doing.ts';
import type { HistoryActions } from './actions.ts';
import { PastJob } from './PastJob.tsx';
import { PastList } from './PastList.tsx';
import { useJobs } from './use-jobs.ts';

/** All jobs, or one of them in their place. `jobId`: the one that is opened to begin with. */
export function History({ actions, jobId }: { actions: HistoryActions; jobId: string | null }) {
  const title = useId();
  const [search, setSearch] = useState('');
  const [opened, setOpened] = useState<JobNow | null>(null);
  const { failure, act } = useDoing();
  const [said, say] = useState('');
  /** The job whose row gets the focus next; where there is none of this id, the heading does. */
  const [focus, setFocus] = useState<string | null>(null);
  const found = useJobs(actions.history, search.trim(), opened === null);
  const isKnown = found.list !== null || found.failure !== null;
  const section = useRef<HTMLElement>(null);
  /** The row by which the job was opened. */
  const row = useRef('');

  useLayoutEffect(() => {
    if (focus === null || opened !== null || !isKnown) return;
    const rows = section.current?.querySelectorAll<HTMLElement>('[data-job]') ?? [];
    const to = [...rows].find(({ dataset }) => dataset.job === focus);
    (to ?? section.current?.querySelector('h2'))?.focus();
    setFocus(null);
  }, [focus, opened, isKnown]);

  async function open(id: string): Promise<void> {
    row.current = id;
    say('');
    const isThere = await act(
      () => actions.pastJob({ jobId: id }),
      (job) => setOpened({ job, ahead: 0 }),
    );
    if (!isThere) found.reload();
  }
  useEffect(() => {
    if (jobId === null) return;
    // Where it cannot be opened, what is said of that stands under the heading.
    setFocus('');
    void open(jobId);
  }, []);

  function close(next: string): void {
    setOpened(null);
    setFocus(next);
    found.reload();
  }
  function onDeleted(id: string): void {
    const jobs = found.list?.jobs ?? [];
    say(i18n.t('history.deleted'));
    found.forget(id);
    close(beside(jobs, id) ?? row.current);
  }
  async function deleteEnded(): Promise<void> {
    await act(
      () => actions.deleteEnded({}),
      (stay) => say(i18n.t('history.stay', stay, [String(stay)])),
    );
    close('');
  }

  return (
    <section ref={section} aria-labelledby={title}>
      <h2 id={title} tabIndex={-1}>
        {i18n.t('history.title')}
      </h2>
      {opened === null ? (
        <>
          {failure !== null && <Refused failure={failure} />}
          {found.failure !== null && <Refused failure={found.failure} />}
          <PastList
            list={found.list}
            searching={found.searching}
            search={search}
            said={said}
            onSearch={(text) => {
              setSearch(text);
              say('');
            }}
            onOpen={open}
            onDeleteEnded={deleteEnded}
          />
        </>
      ) : (
        <PastJob
          key={opened.job.id}
          shown={opened}
          jobs={found.list?.jobs ?? []}
          actions={actions}
          onNews={(now) => setOpened((before) => (before === opened ? now : before))}
          onOpen={(job) =>
            setOpened((before) => (before?.job.id === opened.job.id ? { job, ahead: 0 } : before))
          }
          onBack={() => close(row.current)}
          onDeleted={() => onDeleted(opened.job.id)}
        />
      )}
    </section>
  );
}

/** The job after one in the list, or the one before it. */
function beside(jobs: readonly JobSummary[], id: string): string | undefined {
  const at = jobs.findIndex((job) => job.id === id);
  return at === -1 ? undefined : (jobs[at + 1] ?? jobs[at - 1])?.id;
}
