/** What is kept for a popup's place. How it was opened, a right-click for one, is for that popup, and for no later one. */
import { afterEach, expect, test, vi } from 'vitest';
import { draftOf, keepOpening, movePlace, planOf, takeOpening } from '../../../lib/store/popup-state.ts';
import { plan, standing } from '../../people.ts';

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

test('F9: a discarded tab that comes back under another number has its list and its review still', async () => {
  const reviewed = plan(standing(null, 2));
  await planOf({ tabId: 1 }).set(reviewed);
  await draftOf({ tabId: 1 }).set('ada_lovelace');
  await movePlace(1, 900);
  expect(await draftOf({ tabId: 900 }).get()).toBe('ada_lovelace');
  expect(await planOf({ tabId: 900 }).get()).toEqual({ ...reviewed, place: { tabId: 900 } });
  expect([await draftOf({ tabId: 1 }).get(), await planOf({ tabId: 1 }).get()]).toEqual([null, null]);
});
