import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Failed } from '../../../lib/model/errors.ts';
import type { Job, Outcome } from '../../../lib/model/index.ts';
import { job, ORIGIN, outcome, standing } from '../../people.ts';
import { button, courseView, jobView, popup } from './popup-stage.tsx';

afterEach(cleanup);

describe('a job', () => {
  test.each([
    ['under way', job(standing(null, 1))],
    ['paused', job(standing(null, 1), { state: 'paused', failure: { kind: 'rate-limited', until: null } })],
    ['done', job(standing(null, 1, 1), { state: 'done', outcomes: [outcome('invited', 1)] })],
  ])('F4: names the account that acts, %s', async (_, shown) => {
    popup(jobView(shown), { jobNow: vi.fn(async () => ({ job: shown, ahead: 0 })) });
    expect((await screen.findByRole('banner')).textContent).toMatch(/ · as cora_manager$/);
    if (shown.state !== 'done') return;
    fireEvent.click(await button('Undo'));
    await screen.findByRole('heading', { name: /undo/i });
    expect(screen.getByRole('banner').textContent).toMatch(/ · as cora_manager$/);
  });

  test('done: counts in words in the order of good to bad, those who need a look first in the list', async () => {
    const outcomes = [
      outcome('accepted', 1),
      outcome('not-confirmed', 2),
      outcome('already-member', 3),
      outcome('refused', 4, 'blocked'),
    ];
    const actions = popup(jobView(job(standing(null, 4), { state: 'done', outcomes })));
    expect((await screen.findByRole('status')).textContent).toBe(
      '1 accepted, 1 already a member, 1 refused, 1 not confirmed',
    );
    const rows = [...screen.getByRole('list', { name: 'People' }).querySelectorAll('li')].map(
      (row) => row.textContent,
    );
    expect(rows[0]).toMatch(/person_2.*not confirmed/);
    expect(rows[1]).toMatch(/person_4.*blocked.*refused/);
    fireEvent.click(await button('Retry 2'));
    await waitFor(() => expect(actions.retry).toHaveBeenCalledOnce());
  });

  test('waits for payment is told as what it is, and is nothing to try again', async () => {
    const outcomes = [outcome('waits-for-payment', 1), outcome('already-waits-for-payment', 2)];
    popup(jobView(job(standing('requested', 2), { state: 'done', outcomes })));
    expect((await screen.findByRole('status')).textContent).toBe(
      '1 waits for payment, 1 already waits for payment',
    );
    expect(screen.queryByRole('button', { name: /Retry/ })).toBeNull();
    expect(screen.getByText(/becomes a member once the course is paid for/)).toBeTruthy();
    fireEvent.click(await button('Undo'));
    expect(await screen.findByText(/Whoever has paid in the meantime stays a member/)).toBeTruthy();
    await button('Remove 1 person');
  });

  test('done, and everyone is where they should be: the page, now out of date, can be reloaded', async () => {
    const actions = popup(
      jobView(job(standing('requested', 1), { state: 'done', outcomes: [outcome('accepted', 1)] })),
    );
    const reload = await button('Reload the page');
    expect(document.activeElement).toBe(reload);
    fireEvent.click(reload);
    expect(actions.reloadPage).toHaveBeenCalledOnce();
    fireEvent.click(await button('Back to the course'));
    await waitFor(() => expect(actions.open).toHaveBeenCalledTimes(2));
  });

  test('paused: why, and Try again goes on with the same job', async () => {
    const paused = job(standing(null, 3), {
      state: 'paused',
      failure: { kind: 'rate-limited', until: null },
    });
    const actions = popup(jobView(paused));
    expect(await screen.findByText(/nobody is sent twice/)).toBeTruthy();
    fireEvent.click(await button('Try again'));
    await waitFor(() => expect(actions.resume).toHaveBeenCalledWith({ jobId: paused.id }));
  });

  test('under way: how far, that it may be closed, and Cancel', async () => {
    const running = job(standing(null, 3));
    const cancelled = { ...running, cancelled: true };
    const actions = popup(jobView(running), {
      jobNow: vi.fn(async () => ({ job: running, ahead: 0 })),
      cancelJob: vi.fn(async () => cancelled),
    });
    expect(await screen.findByText('0 of 3 sent')).toBeTruthy();
    expect(screen.getByText(/You can close this window/)).toBeTruthy();
    fireEvent.click(await button('Cancel'));
    expect(await screen.findByText(/Nothing more is sent/)).toBeTruthy();
    expect(actions.cancelJob).toHaveBeenCalledWith({ jobId: running.id });
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
  });

  test('under way: a notification is offered where none is allowed yet, and asked for by the click itself', async () => {
    const running = job(standing(null, 3));
    const asked = Promise.withResolvers<boolean>();
    const actions = popup(jobView(running), {
      jobNow: vi.fn(async () => ({ job: running, ahead: 0 })),
      mayNotify: vi.fn(async () => false),
      askToNotify: vi.fn(() => asked.promise),
    });
    const allow = await button('Notify me when this ends');
    allow.click();
    expect(actions.askToNotify).toHaveBeenCalledOnce();
    asked.resolve(true);
    await waitFor(() => expect(allow.isConnected).toBe(false));
  });

  test('under way: no offer where notifications are allowed; still one where the person said no', async () => {
    const running = job(standing(null, 3));
    const allowed = popup(jobView(running), { jobNow: vi.fn(async () => ({ job: running, ahead: 0 })) });
    await screen.findByText('0 of 3 sent');
    await waitFor(() => expect(allowed.mayNotify).toHaveBeenCalledOnce());
    expect(screen.queryByRole('button', { name: /Notify/ })).toBeNull();
    cleanup();
    const refused = popup(jobView(running), {
      jobNow: vi.fn(async () => ({ job: running, ahead: 0 })),
      mayNotify: vi.fn(async () => false),
      askToNotify: vi.fn(async () => false),
    });
    (await button('Notify me when this ends')).click();
    await waitFor(() => expect(refused.askToNotify).toHaveBeenCalledOnce());
    expect(await button('Notify me when this ends')).toBeTruthy();
  });

  test('waiting: what for, and that it goes on by itself', async () => {
    const until = new Date(2126, 0, 5, 10, 42).getTime();
    const waiting = job(standing(null, 3), { failure: { kind: 'unavailable', until }, nextAttemptAt: until });
    popup(jobView(waiting), { jobNow: vi.fn(async () => ({ job: waiting, ahead: 0 })) });
    const words = await screen.findByText(/goes on by itself/);
    expect(words.textContent).toMatch(/^The site is not available just now\. .* at .*2126.*10:42/);
  });

  test('done where there is no page: nothing to reload, back to the course', async () => {
    const done = job(standing('joined', 1), { state: 'done', outcomes: [outcome('already-member', 1)] });
    const actions = popup(jobView(done), { reloadPage: null });
    const back = await button('Back to the course');
    expect(document.activeElement).toBe(back);
    expect(screen.queryByText(/The page still shows/)).toBeNull();
    expect(screen.getAllByRole('button')).toEqual([back, await button('Export CSV')]);
    actions.open = vi.fn(async () => courseView);
    fireEvent.click(back);
    await button('Accept all 340 requests');
    expect(actions.open).toHaveBeenCalledWith({ courseId: null, aside: [done.id] }, expect.anything());
  });

  test('one that cannot be left says why, and nothing is opened in its place', async () => {
    const paused = job(standing(null, 3), { state: 'paused', failure: { kind: 'forbidden' } });
    const actions = popup(jobView(paused), {
      leaveJob: async () => {
        throw new Failed({ kind: 'internal', what: 'x' });
      },
    });
    fireEvent.click(await button('Start over'));
    await screen.findByText('Rollcall made a mistake');
    expect(actions.open).toHaveBeenCalledOnce();
  });

  test('a worker that gives no answer is asked again', async () => {
    const running = job(standing(null, 1));
    const done = job(standing(null, 1), { state: 'done', outcomes: [outcome('invited', 2001)] });
    const asked = vi.fn(async () => ({ job: done, ahead: 0 }));
    asked.mockRejectedValueOnce(new Failed({ kind: 'internal', what: 'no answer to job' }));
    popup(jobView(running), { jobNow: asked });
    await waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
    expect((await screen.findByRole('status')).textContent).toBe('1 invited');
  });
});

describe('undo', () => {
  const done = (outcomes: Outcome[], change: Partial<Job> = {}) =>
    jobView(job(standing(null, outcomes.length), { state: 'done', outcomes, ...change }));

  test('invitations only: says what it does, does it at a press, Back leads to the result', async () => {
    const actions = popup(
      done([outcome('invited', 1), outcome('invited', 2), outcome('already-invited', 3)]),
    );
    fireEvent.click(await button('Undo'));
    expect(await screen.findByText(/Whoever has joined in the meantime stays a member/)).toBeTruthy();
    expect(screen.queryByRole('checkbox')).toBeNull();
    fireEvent.click(await button('Back'));
    await screen.findByRole('status');
    fireEvent.click(await button('Undo'));
    fireEvent.click(await button('Withdraw 2 invitations'));
    await waitFor(() =>
      expect(actions.undo).toHaveBeenCalledWith({ jobId: expect.any(String), what: ['withdraw'] }),
    );
  });

  test('accepted people are removed only where that is ticked, and the request is said to be gone', async () => {
    const actions = popup(done([outcome('invited', 1), outcome('accepted', 2), outcome('accepted', 3)]));
    fireEvent.click(await button('Undo'));
    const box = await screen.findByRole('checkbox', { name: 'Also remove the 2 people who were accepted' });
    expect(screen.getByText(/requests to join are not restored/)).toBeTruthy();
    await button('Withdraw 1 invitation');
    fireEvent.click(box);
    fireEvent.click(await button('Withdraw 1 invitation and remove 2 people'));
    await waitFor(() =>
      expect(actions.undo).toHaveBeenCalledWith({ jobId: expect.any(String), what: ['withdraw', 'remove'] }),
    );
  });

  test('accepted people only', async () => {
    const actions = popup(done([outcome('accepted', 2)]));
    fireEvent.click(await button('Undo'));
    fireEvent.click(await button('Remove 1 person'));
    await waitFor(() =>
      expect(actions.undo).toHaveBeenCalledWith({ jobId: expect.any(String), what: ['remove'] }),
    );
  });

  test('nothing to undo, or undone already: not offered', async () => {
    popup(done([outcome('already-member', 1)]));
    await screen.findByRole('status');
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
    cleanup();
    popup(done([outcome('invited', 1)], { undone: ['withdraw'] }));
    expect(await screen.findByText('What this job did was undone.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
  });

  test('an undo that fails to start says why, and leads back', async () => {
    popup(done([outcome('invited', 1)]), {
      undo: async () => {
        throw new Failed({ kind: 'not-connected', origin: ORIGIN });
      },
    });
    fireEvent.click(await button('Undo'));
    fireEvent.click(await button('Withdraw 1 invitation'));
    await screen.findByText(/Rollcall is not connected/);
    fireEvent.click(await button('Back'));
    await button('Withdraw 1 invitation');
  });
});

test('a job that waits for its turn says so, and something else can be done meanwhile', async () => {
  const queued = job(standing(null, 3));
  const actions = popup(jobView(queued), { jobNow: vi.fn(async () => ({ job: queued, ahead: 1 })) });
  await screen.findByText(/Another job for this site goes first/);
  actions.open = vi.fn(async () => courseView);
  fireEvent.click(await button('Back to the course'));
  await button('Accept all 340 requests');
  expect(actions.open).toHaveBeenCalledWith({ courseId: null, aside: [queued.id] }, expect.anything());
});
