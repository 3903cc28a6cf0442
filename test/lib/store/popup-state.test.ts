/**
 * How a popup was opened, a right-click for one, is for that popup, and for no later one. The review and the list that is
 * being pasted are the place's, however large, until the browser is closed.
 */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { withDatabase } from '../../../lib/store/database.ts';
import { withKnown } from '../../../lib/store/identity-cache.ts';
import {
  draftOf,
  forgetPlace,
  keepOpening,
  movePlace,
  planOf,
  takeOpening,
} from '../../../lib/store/popup-state.ts';
import { forgetEarlierRuns } from '../../../lib/store/until-closed.ts';
import { plan, standing } from '../../people.ts';

/** What Chromium and Firefox let an extension keep in memory, in bytes. */
const MOST_IN_MEMORY = 10_485_760;
const rows = () => withDatabase((database) => database.getAllKeys('untilClosed'));

const click = (at: number) => ({ linkUrl: null, frameUrl: null, target: null, at });

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

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

describe('F10: the review and the list of 9,990 lines', () => {
  const place = { tabId: 1 };
  const text = Array.from({ length: 9_990 }, (_, at) => `user_${at}\t${'x'.repeat(450)}`).join('\n');
  const large = {
    ...plan(standing('requested', 9_990)),
    lines: text.split('\n').map((line, at) => ({
      line: at + 1,
      text: line,
      taken: { as: 'username' as const, username: `user_${at}` },
      userId: 2001 + at,
      reason: null,
    })),
  };
  /** Closed, or updated: what is in memory is gone. */
  const closeBrowser = () => fakeBrowser.storage.session.clear();

  test('are kept, and take no room of what the browser keeps in memory', async () => {
    await draftOf(place).set(text);
    await planOf(place).set(large);
    expect(await draftOf(place).get()).toBe(text);
    expect(await planOf(place).get()).toEqual(large);
    const inMemory = JSON.stringify(await fakeBrowser.storage.session.get(null)).length;
    expect(text.length + JSON.stringify(large).length).toBeGreaterThan(MOST_IN_MEMORY);
    expect(inMemory).toBeLessThan(1_000);
  });

  test('are gone when the browser is closed, from its disk at the next start', async () => {
    await draftOf(place).set(text);
    await planOf(place).set(large);
    await closeBrowser();
    expect([await draftOf(place).get(), await planOf(place).get()]).toEqual([null, null]);
    await draftOf({ tabId: 2 }).set(text);
    await forgetEarlierRuns();
    expect(await rows()).toEqual(['draft:tab 2']);
    expect(await draftOf({ tabId: 2 }).get()).toBe(text);
    expect(await fakeBrowser.storage.session.get(null)).toEqual({
      'draft:tab 2': { large: expect.any(String) },
    });
  });

  test('are deleted with their place', async () => {
    await Promise.all([draftOf(place).set(text), planOf(place).set(large)]);
    expect(await rows()).toHaveLength(2);
    await forgetPlace(place.tabId);
    expect([await rows(), await fakeBrowser.storage.session.get(null)]).toEqual([[], {}]);
  });

  test('are on the disk for as long as they are large, and nothing else ever is', async () => {
    await draftOf(place).set('amara_okafor');
    expect(await rows()).toEqual([]);
    await draftOf(place).set(text);
    expect(await rows()).toEqual(['draft:tab 1']);
    await draftOf(place).set('user50');
    expect([await rows(), await draftOf(place).get()]).toEqual([[], 'user50']);
  });

  test('several that are kept at once are all kept', async () => {
    const places = [1, 2, 3].map((tabId) => ({ tabId }));
    await Promise.all([
      ...places.map((one) => draftOf(one).set(`${one.tabId} ${text}`)),
      forgetEarlierRuns(),
    ]);
    const drafts = await Promise.all(places.map((one) => draftOf(one).get()));
    expect(drafts.map((draft) => draft?.slice(0, 8))).toEqual(['1 user_0', '2 user_0', '3 user_0']);
  });

  test('where the disk has no room that is said, and the list of before is still there', async () => {
    await draftOf(place).set('amara_okafor');
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('Encountered full disk.', 'QuotaExceededError');
    });
    await expect(draftOf(place).set(text)).rejects.toThrow('not-kept');
    expect(await draftOf(place).get()).toBe('amara_okafor');
  });

  test('a small review needs no disk', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('Internal error opening backing store for indexedDB.open.', 'UnknownError');
    });
    await planOf(place).set(plan([]));
    expect(await planOf(place).get()).toEqual(plan([]));
    await forgetPlace(place.tabId);
    expect(await planOf(place).get()).toBeNull();
  });
});

test('F10: answers for which memory has no room are not kept, and the review that asked for them goes on', async () => {
  vi.spyOn(fakeBrowser.storage.session, 'set').mockRejectedValue(
    new Error('Session storage quota bytes exceeded. Values were not stored.'),
  );
  const found = await withKnown('https://community.example.org', 0, async (known) => {
    known.set('id:1', []);
    return 'found';
  });
  expect(found).toBe('found');
});
