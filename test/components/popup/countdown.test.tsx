/** A review that is sent at once: the five seconds, and every way to stop them. */
import { act, cleanup, fireEvent, screen } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { job, outcome, plan, standing } from '../../people.ts';
import { button, held, popup, review, rows } from './popup-stage.tsx';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const reviewed = plan(standing(null, 3));
const pass = (ms: number) =>
  act(async () => {
    await vi.advanceTimersByTimeAsync(ms);
  });

async function countdown(of = reviewed) {
  const actions = popup(review(of, true));
  return { actions, stop: await button('Stop') };
}

test.each([
  ['Inviting 1 person in 5 s', standing(null, 1)],
  ['Inviting 3 people in 5 s', standing(null, 3)],
  ['Accepting 1 request in 5 s', standing('requested', 1)],
  ['Accepting 3 requests in 5 s', standing('requested', 3)],
  ['Inviting 2 and accepting 3 in 5 s', [...standing(null, 2), ...standing('requested', 3, 3_001)]],
])('%s, and Stop is the only button; it has the focus and says so too', async (words, identified) => {
  const { stop } = await countdown(plan(identified));
  expect(document.activeElement).toBe(stop);
  expect(screen.getAllByRole('button')).toEqual([stop]);
  expect(rows()).toHaveLength(identified.length);
  const description = document.getElementById(stop.getAttribute('aria-describedby') ?? '');
  expect(description?.textContent).toBe(words);
  expect(screen.getAllByText(words).find((element) => element !== description)).toBeTruthy();
});

test('counts down without being read aloud each second, sends after five seconds and not before, once', async () => {
  const running = held<ReturnType<typeof job>>();
  const actions = popup(review(reviewed, true), { startAutoSend: running.ask as never });
  const stop = await button('Stop');
  for (const left of [4, 3, 2, 1]) {
    await pass(1_000);
    const words = screen.getByText(`Inviting 3 people in ${left} s`);
    expect(words.closest('[aria-live], [role=status], [role=alert]')).toBeNull();
  }
  expect(document.getElementById('at-once')?.textContent).toBe('Inviting 3 people in 5 s');
  await pass(900);
  expect(running.ask).not.toHaveBeenCalled();
  await pass(150);
  expect(running.ask).toHaveBeenCalledExactlyOnceWith({ planId: reviewed.id });
  await pass(10_000);
  expect(running.ask).toHaveBeenCalledOnce();
  // Too late to stop it: nothing pretends otherwise.
  expect(stop.disabled).toBe(true);
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(screen.queryByText('Stopped. Nothing was sent.')).toBeNull();
  const outcomes = [2001, 2002, 2003].map((id) => outcome('invited', id));
  running.asked[0]?.answer(job(standing(null, 3), { state: 'done', outcomes }));
  expect((await screen.findByRole('status')).textContent).toBe('3 invited');
  expect(actions.start).not.toHaveBeenCalled();
});

describe('nothing is sent after', () => {
  const ways: [string, (stop: HTMLElement) => void][] = [
    ['Stop', (stop) => fireEvent.click(stop)],
    ['Enter', (stop) => fireEvent.keyDown(stop, { key: 'Enter' })],
    ['Space', (stop) => fireEvent.keyDown(stop, { key: ' ' })],
    ['Escape', (stop) => fireEvent.keyDown(stop, { key: 'Escape' })],
    ['Escape with the focus elsewhere', () => fireEvent.keyDown(document.body, { key: 'Escape' })],
    [
      'the window cannot be seen any more',
      () => {
        vi.spyOn(document, 'hidden', 'get').mockReturnValueOnce(true);
        fireEvent(document, new Event('visibilitychange'));
      },
    ],
  ];

  test.each(ways)('%s: the ordinary review, whose button has not the focus yet', async (_name, stopIt) => {
    const { actions, stop } = await countdown();
    await pass(4_900);
    stopIt(stop);
    const invite = await button('Invite 3 people');
    const said = screen.getByText('Stopped. Nothing was sent.');
    expect(document.activeElement).toBe(said);
    expect(screen.getAllByRole('button', { name: /^(Invite|Accept)/ })).toEqual([invite]);
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull();
    // Pressed once more, in a hurry.
    fireEvent.keyDown(said, { key: 'Enter' });
    await pass(20_000);
    expect(actions.startAutoSend).not.toHaveBeenCalled();
    expect(actions.start).not.toHaveBeenCalled();
    fireEvent.click(invite);
    expect(actions.start).toHaveBeenCalledExactlyOnceWith({ planId: reviewed.id });
    expect(actions.startAutoSend).not.toHaveBeenCalled();
  });

  test('the popup is closed', async () => {
    const { actions } = await countdown();
    await pass(4_900);
    cleanup();
    await pass(20_000);
    expect(actions.startAutoSend).not.toHaveBeenCalled();
  });
});

test('what the background refuses is said, and another review waits for the button', async () => {
  const starting = held<ReturnType<typeof job>>();
  const open = vi.fn(async () => review(reviewed));
  open.mockResolvedValueOnce(review(reviewed, true));
  popup(review(reviewed), { open, startAutoSend: starting.ask as never });
  await button('Stop');
  await pass(5_100);
  starting.asked[0]?.fail({ kind: 'review-again' });
  expect(await screen.findByText(/^The page has changed.*Nothing was sent from here/)).toBeTruthy();
  fireEvent.click(await button('Review again'));
  const invite = await button('Invite 3 people');
  expect(document.activeElement).toBe(invite);
  expect(screen.queryByText('Stopped. Nothing was sent.')).toBeNull();
});
