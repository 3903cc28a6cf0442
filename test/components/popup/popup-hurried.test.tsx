/** Keys that were meant for the screen before: held down, or pressed again at once, they send nobody. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { PopupActions } from '../../../components/popup/actions.ts';
import { course, job, outcome, plan, standing } from '../../people.ts';
import { button, courseView, jobView, popup, review } from './popup-stage.tsx';

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

/** What a browser does when a key is pressed on a button. Firefox clicks for Space whatever became of its keydown. */
function press(on: HTMLElement, key: 'Enter' | ' ', { repeat = false } = {}): void {
  const goesOn = fireEvent.keyDown(on, { key, repeat });
  if (goesOn || key === ' ') fireEvent.click(on, { detail: 0 });
}

/** The clock that screens go by, in milliseconds: it moves only when a test says so. */
let now = 0;
const later = (ms: number) => {
  now += ms;
};

beforeEach(() => {
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});

const waiting = review(plan(standing('requested', 340)));
const done = job(standing('requested', 2), {
  state: 'done',
  endedAt: 1,
  outcomes: [outcome('invited', 2001), outcome('not-confirmed', 2002)],
});

/** Each screen that sends somebody: how a person comes to it, its button, and what that button does. */
const SCREENS: [name: string, sends: keyof PopupActions, come: () => Promise<PopupActions>, words: RegExp][] =
  [
    [
      'everyone who waits',
      'start',
      async () => {
        const actions = popup(courseView);
        fireEvent.click(await button('Accept all 340 requests'));
        return actions;
      },
      /^Accept 340/,
    ],
    [
      'a list',
      'start',
      async () => {
        const actions = popup(courseView);
        fireEvent.click(await button('Paste a list'));
        fireEvent.input(await screen.findByRole('textbox'), { target: { value: 'anna' } });
        fireEvent.click(await button('Review 1 line'));
        return actions;
      },
      /^Invite 1 person/,
    ],
    [
      'the same people for another course',
      'start',
      async () => {
        const actions = popup(waiting, { courses: async () => [course] });
        fireEvent.click(await button('Another course'));
        fireEvent.click(await button(/^Intro/));
        return actions;
      },
      /^Invite 2 people/,
    ],
    [
      'a review after a problem',
      'start',
      async () => {
        let tries = 0;
        const actions = popup(waiting, {
          open: async () => {
            tries += 1;
            if (tries === 1) throw new Error('for a moment');
            return waiting;
          },
        });
        fireEvent.click(await button('Try again'));
        return actions;
      },
      /^Accept 340/,
    ],
    [
      'an Undo',
      'undo',
      async () => {
        const actions = popup(jobView(done));
        fireEvent.click(await button('Undo'));
        return actions;
      },
      /^Withdraw/,
    ],
    ['a result with people left', 'retry', async () => popup(jobView(done)), /^Retry 1/],
  ];

describe.each(SCREENS)('%s', (_name, sends, come, words) => {
  test.each(['Enter', ' '] as const)('%j at once sends nothing, and a second later it does', async (key) => {
    const actions = await come();
    const primary = await button(words);
    expect(document.activeElement).toBe(primary);
    press(primary, key);
    later(900);
    press(primary, key);
    await Promise.resolve();
    expect(actions[sends]).not.toHaveBeenCalled();
    later(200);
    press(primary, key, { repeat: true });
    expect(actions[sends]).not.toHaveBeenCalled();
    press(primary, key);
    await waitFor(() => expect(actions[sends]).toHaveBeenCalledOnce());
  });

  test('the mouse need not wait', async () => {
    const actions = await come();
    fireEvent.click(await button(words), { detail: 1 });
    await waitFor(() => expect(actions[sends]).toHaveBeenCalledOnce());
  });
});

test('a review that the popup opens with takes Enter at once, but not one that is held down', async () => {
  const actions = popup(waiting);
  const primary = await button('Accept 340 requests');
  press(primary, 'Enter', { repeat: true });
  press(primary, ' ', { repeat: true });
  expect(actions.start).not.toHaveBeenCalled();
  press(primary, 'Enter');
  await waitFor(() => expect(actions.start).toHaveBeenCalledOnce());
});

test('a review in the place of another is to be read anew', async () => {
  const other = review(plan(standing('requested', 7)));
  const actions = popup(waiting, { courses: async () => [course], reviewElsewhere: async () => other });
  later(5_000);
  fireEvent.click(await button('Another course'));
  fireEvent.click(await button(/^Intro/));
  press(await button('Accept 7 requests'), 'Enter');
  await Promise.resolve();
  expect(actions.start).not.toHaveBeenCalled();
});
