/** How a popup was opened, a right-click for one, is for that popup, and for no later one. */
import { afterEach, expect, test, vi } from 'vitest';
import { keepOpening, takeOpening } from '../../../lib/store/popup-state.ts';

const click = (at: number) => ({ linkUrl: null, frameUrl: null, target: null, at });

afterEach(() => vi.useRealTimers());

test('the popup of the tab takes it, once', async () => {
  const clicked = click(Date.now());
  await keepOpening(1, clicked);
  expect(await takeOpening(2)).toBeNull();
  expect((await takeOpening(1))?.click).toEqual(clicked);
  expect(await takeOpening(1)).toBeNull();
});

test('the shortcut is one without a click', async () => {
  await keepOpening(1, null);
  expect(await takeOpening(1)).toMatchObject({ click: null });
});

test('one whose popup never asked for it counts for no popup that is opened later', async () => {
  vi.useFakeTimers();
  await keepOpening(1, click(Date.now()));
  vi.advanceTimersByTime(11_000);
  expect(await takeOpening(1)).toBeNull();
});
