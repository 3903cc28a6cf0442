/** A right-click is for the popup that it opens, and for no later one. */
import { afterEach, expect, test, vi } from 'vitest';
import { keepClick, takeClick } from '../../../lib/store/places.ts';

const click = (at: number) => ({ linkUrl: null, frameUrl: null, target: null, at });

afterEach(() => vi.useRealTimers());

test('the popup of the tab takes it, once', async () => {
  const kept = click(Date.now());
  await keepClick(1, kept);
  expect(await takeClick(2)).toBeNull();
  expect(await takeClick(1)).toEqual(kept);
  expect(await takeClick(1)).toBeNull();
});

test('one whose popup never asked for it counts for no popup that is opened later', async () => {
  vi.useFakeTimers();
  await keepClick(1, click(Date.now()));
  vi.advanceTimersByTime(11_000);
  expect(await takeClick(1)).toBeNull();
});
