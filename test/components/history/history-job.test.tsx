/** One job of the history, in each of its states. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import * as saving from '../../../components/shared/save-file.ts';
import { ExportedJob } from '../../../lib/list/exported.ts';
import { Failed } from '../../../lib/model/errors.ts';
import type { Job } from '../../../lib/model/index.ts';
import { outcome } from '../../people.ts';
import { button, focused, history, open, past, paused, running } from './history-stage.tsx';

const saved = vi.spyOn(saving, 'saveFile');
beforeEach(() => void saved.mockReset());
afterEach(cleanup);

const people = () =>
  [...screen.getByRole('list', { name: 'People' }).querySelectorAll('li')].map((row) => row.textContent);
const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent);
const press = async (name: string) => fireEvent.click(await button(name));

const mixed = past(1, 'Chess', {
  counts: [
    { kind: 'invited', count: 1 },
    { kind: 'refused', count: 1 },
    { kind: 'not-sent', count: 1 },
  ],
  outcomes: [outcome('invited', 1000), outcome('refused', 1001, 'blocked'), outcome('not-sent', 1002)],
  unidentified: [{ seen: { userId: null, username: 'ghost' }, reason: 'not-found' }],
});

test('done: when, where, as whom; the counts in words; everyone, those who need a look first; what can be done', async () => {
  history([mixed]);
  await open('Chess');
  expect(
    screen.getByText(/^Nov 21, 2026, .* · community\.example\.org · course 9 · as cora_manager$/),
  ).toBeTruthy();
  expect(screen.getByRole('status').textContent).toBe('1 invited, 1 refused, 1 not sent, 1 not identified');
  expect(people()).toEqual([
    expect.stringMatching(/person_1001blockedrefused$/),
    expect.stringMatching(/person_1002.*not sent$/),
    expect.stringMatching(/ghost.*not identified$/),
    expect.stringMatching(/person_1000.*invited$/),
  ]);
  const [first] = screen.getByRole('list', { name: 'People' }).children;
  expect([first?.getAttribute('aria-setsize'), first?.getAttribute('aria-posinset')]).toEqual(['4', '1']);
  expect(buttons()).toEqual(['All jobs', 'Undo', 'Retry 2', 'Export CSV', 'Export JSON', 'Delete']);
});

test('a job that takes another back says of which, and what was undone cannot be undone again', async () => {
  const before = past(2, 'Chess', { undone: ['withdraw'] });
  const undo = past(1, 'Go', {
    from: { jobId: before.id, as: 'undo' },
    counts: [{ kind: 'withdrawn', count: 1 }],
    outcomes: [outcome('withdrawn', 1000)],
  });
  history([undo, before]);
  await open('Go');
  expect(screen.getByText(/^Undo of the job of Nov 20, 2026, .* · Nov 21, 2026/)).toBeTruthy();
  expect(buttons()).not.toContain('Undo');
  await press('All jobs');
  await open('Chess');
  expect(await screen.findByText('What this job did was undone.')).toBeTruthy();
  expect(buttons()).not.toContain('Undo');
});

test('export: the file of the job as it is shown', async () => {
  history([mixed]);
  await open('Chess');
  await press('Export CSV');
  await press('Export JSON');
  const [csv, json] = saved.mock.calls;
  expect(csv?.slice(0, 2)).toEqual([
    expect.stringMatching(/^rollcall-intro-to-marine-biology-2026-11-2[012]\.csv$/),
    'text/csv;charset=utf-8',
  ]);
  expect(csv?.[2]).toMatch(/person_1001.*refused,blocked\r\n/);
  expect(json?.slice(0, 2)).toEqual([expect.stringMatching(/\.json$/), 'application/json']);
  expect(ExportedJob.parse(JSON.parse(json?.[2] ?? '')).people).toHaveLength(3);
});

describe('Undo', () => {
  const undoing = running(9, 'Chess undone');

  test('says what it would do, in place; Back goes back to where it was pressed', async () => {
    const actions = history([mixed]);
    await open('Chess');
    await press('Undo');
    expect(focused()).toBe('Withdraw 1 invitation');
    expect(screen.getByRole('list', { name: 'People' }).textContent).toMatch(/will be withdrawn$/);
    await press('Back');
    expect(focused()).toBe('Undo');
    expect(actions.undo).not.toHaveBeenCalled();
  });

  test('is a job of its own, which is shown next', async () => {
    const actions = history([mixed], { undo: vi.fn(async () => undoing) });
    await open('Chess');
    await press('Undo');
    await press('Withdraw 1 invitation');
    await screen.findByRole('heading', { name: 'Chess undone' });
    expect(focused()).toBe('Chess undone');
    expect(actions.undo).toHaveBeenCalledExactlyOnceWith({
      place: { origin: mixed.origin },
      jobId: mixed.id,
      what: ['withdraw'],
    });
    await press('All jobs');
    expect(focused()).toMatch(/^Chess/);
  });

  test('that cannot begin says why, and where it was pressed', async () => {
    const failure = { kind: 'not-connected', origin: mixed.origin } as const;
    history([mixed], { undo: () => Promise.reject(new Failed(failure)) });
    await open('Chess');
    await press('Undo');
    await press('Withdraw 1 invitation');
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Rollcall is not connected to community/);
    await press('Back');
    expect(buttons()).toContain('Undo');
  });
});

test('Retry pressed twice is one retry', async () => {
  let answer = (_: Job) => {};
  const retry = vi.fn(() => new Promise<Job>((resolve) => (answer = resolve)));
  history([mixed], { retry });
  await open('Chess');
  await press('Retry 2');
  await press('Retry 2');
  answer(running(9, 'Chess again'));
  await screen.findByRole('heading', { name: 'Chess again' });
  expect(retry).toHaveBeenCalledExactlyOnceWith({ place: { origin: mixed.origin }, jobId: mixed.id });
});

test('what was asked for in a job that was left by then changes nothing', async () => {
  let answer = (_: Job) => {};
  history([mixed], { retry: () => new Promise<Job>((resolve) => (answer = resolve)) });
  await open('Chess');
  await press('Retry 2');
  await press('All jobs');
  answer(running(9, 'Chess again'));
  await screen.findByText('1 job');
  expect(screen.queryByRole('heading', { level: 3 })).toBeNull();
});

describe('a job that runs', () => {
  const jobNow = (job: Job, handled: number): Job => ({
    ...job,
    batches: job.batches.map((batch, at) => (at < handled ? { ...batch, state: 'sent' } : batch)),
  });

  test('is followed to its end; it cannot be deleted before', async () => {
    const job = running(1, 'Chess');
    const answers = [
      jobNow(job, 1),
      { ...job, state: 'done' as const, outcomes: [outcome('invited', 1000)] },
    ];
    const ask = vi.fn(async () => ({ job: answers.shift() ?? job, ahead: 0 }));
    ask.mockRejectedValueOnce(new Failed({ kind: 'internal', what: 'no answer to job' }));
    history([job], { jobNow: ask });
    await open('Chess');
    expect(screen.getByText('0 of 3 sent')).toBeTruthy();
    expect(people()).toEqual(Array(3).fill(expect.stringMatching(/to be sent$/)));
    expect(buttons()).toEqual(['All jobs', 'Cancel', 'Export CSV', 'Export JSON']);
    expect(screen.getByText('It can be deleted once it has ended.')).toBeTruthy();
    await screen.findByText('2 of 3 sent', {}, { timeout: 3_000 });
    expect(people()[0]).toMatch(/sent, not checked yet$/);
    (await button('Cancel')).focus();
    await screen.findByRole('status', {}, { timeout: 3_000 });
    // Cancel had the focus, and is gone.
    expect(focused()).toBe('Chess');
    expect(ask).toHaveBeenCalledTimes(3);
  });

  test('waits for others of its site, and for the time that the site has named', async () => {
    const until = new Date(2126, 0, 5, 10, 42).getTime();
    const job = {
      ...running(1, 'Chess'),
      failure: { kind: 'unavailable', until } as const,
      nextAttemptAt: until,
    };
    history([job], { jobNow: async () => ({ job, ahead: 2 }) });
    await open('Chess');
    expect(screen.getByText(/^The site is not available just now\. .* at .*2126/)).toBeTruthy();
    expect(await screen.findByText(/^2 other jobs for this site go first/)).toBeTruthy();
  });

  test('Cancel: nothing more is sent', async () => {
    const job = running(1, 'Chess');
    const cancelled = { ...job, cancelled: true };
    const actions = history([job], {
      cancelJob: vi.fn(async () => cancelled),
      jobNow: async () => ({ job: cancelled, ahead: 0 }),
    });
    await open('Chess');
    (await button('Cancel')).focus();
    await press('Cancel');
    expect(await screen.findByText(/^Nothing more is sent/)).toBeTruthy();
    expect(actions.cancelJob).toHaveBeenCalledExactlyOnceWith({ jobId: job.id });
    expect(buttons()).not.toContain('Cancel');
    expect(focused()).toBe('Chess');
  });

  test('is not asked after any more once it is left', async () => {
    vi.useFakeTimers();
    try {
      const actions = history([running(1, 'Chess')]);
      await vi.advanceTimersByTimeAsync(10);
      screen.getByRole('button', { name: /^Chess/ }).click();
      await vi.advanceTimersByTimeAsync(700);
      expect(actions.jobNow).toHaveBeenCalledTimes(2);
      screen.getByRole('button', { name: 'All jobs' }).click();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(actions.jobNow).toHaveBeenCalledTimes(2);
    } finally {
      vi.useRealTimers();
    }
  });
});

test('paused: why, that nobody is lost; Try again goes on with it, and it can be exported', async () => {
  const job = paused(1, 'Chess');
  const goesOn = running(1, 'Chess');
  const actions = history([job], {
    resume: vi.fn(async () => goesOn),
    jobNow: async () => ({ job: goesOn, ahead: 0 }),
  });
  await open('Chess');
  expect(screen.getByRole('alert').textContent).toMatch(
    /^Your account is not allowed.*nobody is sent twice\.$/,
  );
  expect(buttons()).toEqual(['All jobs', 'Try again', 'Export CSV', 'Export JSON', 'Delete']);
  await press('Export CSV');
  expect(saved.mock.calls[0]?.[2]).toMatch(/person_1000,Person 1000,invite,waiting,\r\n/);
  await press('Try again');
  expect(await screen.findByText('0 of 3 sent')).toBeTruthy();
  expect(actions.resume).toHaveBeenCalledExactlyOnceWith({ jobId: job.id });
});

test('paused for want of signing in, then signed in: it is seen to go on', async () => {
  const job = paused(1, 'Chess');
  history([job], { jobNow: async () => ({ job: running(1, 'Chess'), ahead: 0 }) });
  await open('Chess');
  expect(await screen.findByText('0 of 3 sent', {}, { timeout: 4_000 })).toBeTruthy();
});

test('given up: that nothing more is sent; who was not is told', async () => {
  history([past(1, 'Chess', { state: 'left', outcomes: [], counts: [] })]);
  await open('Chess');
  expect(screen.getByText(/^This job was paused, then given up/)).toBeTruthy();
  expect(people()).toEqual(Array(3).fill(expect.stringMatching(/not sent$/)));
  expect(buttons()).toEqual(['All jobs', 'Export CSV', 'Export JSON', 'Delete']);
});

describe('Delete', () => {
  test('asks once more; Escape, and nothing is deleted', async () => {
    const actions = history([mixed]);
    await open('Chess');
    await press('Delete');
    expect(screen.getByRole('group', { name: 'Delete this job for good?' })).toBeTruthy();
    const keep = await button('Keep');
    expect(document.activeElement).toBe(keep);
    fireEvent.keyDown(keep, { key: 'Escape' });
    expect(focused()).toBe('Delete');
    expect(actions.deleteJob).not.toHaveBeenCalled();
  });

  test('the second half of a double click is no answer', async () => {
    const actions = history([mixed]);
    await open('Chess');
    await press('Delete');
    fireEvent.click(await button('Delete for good'), { detail: 2 });
    expect(actions.deleteJob).not.toHaveBeenCalled();
  });

  test('that is refused, since it was gone on with elsewhere, says so', async () => {
    history([paused(1, 'Chess')], { deleteJob: () => Promise.reject(new Failed({ kind: 'still-running' })) });
    await open('Chess');
    await press('Delete');
    await press('Delete for good');
    expect(await screen.findByText('This job still runs.')).toBeTruthy();
    expect(focused()).toBe('Delete');
  });
});

test('deleted in another window while it is followed: that is said', async () => {
  history([running(1, 'Chess')], { jobNow: () => Promise.reject(new Failed({ kind: 'no-such-job' })) });
  await open('Chess');
  await waitFor(() => expect(screen.getByRole('alert')).toBeTruthy(), { timeout: 3_000 });
});
