/** The history on a stage of its own, over a few jobs in memory. */
import { render, screen, waitFor } from '@testing-library/preact';
import { expect, vi } from 'vitest';
import type { HistoryActions } from '../../../components/history/actions.ts';
import { History } from '../../../components/history/History.tsx';
import { Failed } from '../../../lib/model/errors.ts';
import type { Job, JobSummary } from '../../../lib/model/index.ts';
import { statusOf } from '../../../lib/store/jobs.ts';
import { job, outcome, standing } from '../../people.ts';

const DAY = 24 * 60 * 60_000;
/** Noon, so that it is the same day nearly everywhere. */
const NOON = Date.UTC(2026, 10, 22, 12);

/** Job `number` of a course of that name, started so many days before the others. */
export function past(number: number, name: string, change: Partial<Job> = {}): Job {
  const base = job(standing(null, 3, 1_000 * number), {
    state: 'done',
    outcomes: [0, 1, 2].map((at) => outcome('invited', 1_000 * number + at)),
  });
  const createdAt = NOON - number * DAY;
  const over = ['running', 'paused'].includes(change.state ?? 'done') ? null : createdAt + 5_000;
  return {
    ...base,
    id: `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
    course: { ...base.course, name },
    createdAt,
    endedAt: over,
    ...change,
  };
}

export const paused = (number: number, name: string): Job =>
  past(number, name, { state: 'paused', failure: { kind: 'forbidden' }, outcomes: [], counts: [] });
export const running = (number: number, name: string): Job =>
  past(number, name, { state: 'running', outcomes: [], counts: [] });

export function summaryOf(of: Job): JobSummary {
  const { id, origin, course, people, place, from } = of;
  const named = { id: course.id, name: course.name };
  return { ...statusOf(of), id, origin, course: named, people: people.length, place, from };
}

/** Draws the history of `jobs`, which it changes as it is told. */
export function history(jobs: Job[], actions: Partial<HistoryActions> = {}, jobId: string | null = null) {
  const known = (id: string) => {
    const found = jobs.find((one) => one.id === id);
    if (found === undefined) throw new Failed({ kind: 'no-such-job' });
    return found;
  };
  const all: HistoryActions = {
    history: vi.fn(async ({ search }) => {
      const found = jobs.filter(({ course }) => course.name.toLowerCase().includes(search.toLowerCase()));
      return { jobs: found.map(summaryOf).slice(0, 200), all: found.length };
    }),
    pastJob: vi.fn(async ({ jobId }) => known(jobId)),
    jobNow: vi.fn(async ({ id }) => ({ job: known(id), ahead: 0 })),
    undo: vi.fn(async () => known('')),
    retry: vi.fn(async () => known('')),
    resume: vi.fn(async ({ jobId }) => known(jobId)),
    cancelJob: vi.fn(async ({ jobId }) => known(jobId)),
    deleteJob: vi.fn(async ({ jobId }) => {
      jobs.splice(jobs.indexOf(known(jobId)), 1);
      return null;
    }),
    deleteEnded: vi.fn(async () => {
      const stay = jobs.filter(({ endedAt }) => endedAt === null);
      jobs.splice(0, jobs.length, ...stay);
      return stay.length;
    }),
    ...actions,
  };
  render(<History actions={all} jobId={jobId} />);
  return all;
}

export const button = (name: string | RegExp) => screen.findByRole<HTMLButtonElement>('button', { name });
export const rows = () => screen.queryAllByRole('listitem').map((row) => row.textContent);
export const focused = () => document.activeElement?.textContent;

/** Opens the job of a course from the list. */
export async function open(name: string): Promise<void> {
  (await button(new RegExp(`^${name}`))).click();
  await waitFor(() => expect(screen.getByRole('heading', { level: 3 }).textContent).toBe(name));
}
