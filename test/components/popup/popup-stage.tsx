/** The popup on a stage of its own: what it asks is answered as each test says, else as below. */
import { render, screen } from '@testing-library/preact';
import { vi } from 'vitest';
import type { PopupActions } from '../../../components/popup/actions.ts';
import { Popup } from '../../../components/popup/Popup.tsx';
import { Failed } from '../../../lib/model/errors.ts';
import type { Failure, Job, Plan, View } from '../../../lib/model/index.ts';
import { course, job, notes, ORIGIN, plan, standing } from '../../people.ts';

/** Draws the popup; `view` is what it opens with. */
export function popup(view: View | Failure, actions: Partial<PopupActions> = {}) {
  const all: PopupActions = {
    open: vi.fn(async () => {
      if ('kind' in view) throw new Failed(view);
      return view;
    }),
    isForReview: vi.fn(async () => false),
    reviewWaiting: vi.fn(async () => review(plan(standing('requested', 340)))),
    reviewList: vi.fn(async () => review(plan(standing(null, 1)))),
    reviewElsewhere: vi.fn(async () => review(plan(standing(null, 2)))),
    countWaiting: vi.fn(async () => 2),
    courses: vi.fn(async () => [course]),
    draft: vi.fn(async () => ''),
    keepDraft: vi.fn(async () => null),
    selectPeople: vi.fn(async () => {}),
    start: vi.fn(async () => job([])),
    startAutoSend: vi.fn(async () => job([])),
    undo: vi.fn(async () => job([])),
    retry: vi.fn(async () => job([])),
    jobNow: vi.fn(async () => ({ job: job([]), ahead: 0 })),
    resume: vi.fn(async () => job([])),
    cancelJob: vi.fn(async () => job([])),
    leaveJob: vi.fn(async () => null),
    mayNotify: vi.fn(async () => true),
    askToNotify: vi.fn(async () => true),
    reloadPage: vi.fn(),
    openOptions: vi.fn(),
    ...actions,
  };
  render(<Popup actions={all} />);
  return all;
}

export const review = (of: Plan, autoSend = false): View => ({ screen: 'review', plan: of, autoSend });
export const jobView = (of: Job): View => ({ screen: 'job', job: of });
export const courseView = {
  screen: 'course',
  origin: ORIGIN,
  course,
  waiting: 340,
  selectable: 25,
  notes,
} as const;

export const button = (name: string | RegExp) => screen.findByRole<HTMLButtonElement>('button', { name });
export const heading = (name: string | RegExp) => screen.findByRole('heading', { name });
export const rows = () =>
  [...screen.getByRole('list', { name: 'People' }).querySelectorAll('li')].map((row) => row.textContent);

/** An action that is answered when the test says so, each time it is asked. */
export function held<T>() {
  const asked: { answer(value: T): void; fail(failure: Failure): void; signal: AbortSignal | undefined }[] =
    [];
  const ask = vi.fn((...given: unknown[]) => {
    const following = given.find((one) => typeof one === 'object' && one !== null && 'signal' in one);
    return new Promise<T>((resolve, reject) => {
      asked.push({
        answer: resolve,
        fail: (failure) => reject(new Failed(failure)),
        signal: (following as { signal?: AbortSignal } | undefined)?.signal,
      });
    });
  });
  return { ask, asked };
}
