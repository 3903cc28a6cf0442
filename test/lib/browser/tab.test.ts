/** Asking a tab: each question is answered in time, or what is the matter is said. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { isLoading, originOf, readTab } from '../../../lib/browser/tab.ts';
import { failureOf } from '../../../lib/model/errors.ts';

const kindOf = (asked: Promise<unknown>) =>
  asked.then(
    () => 'answered',
    (thrown: unknown) => failureOf(thrown).kind,
  );
const tabs = (answer: object | Promise<never>) =>
  Object.assign(fakeBrowser.tabs, { get: () => Promise.resolve(answer) });

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test.each([
  [{ status: 'loading', url: '' }, 'page-loading'],
  [{ status: 'loading', url: 'about:blank' }, 'page-loading'],
  [{ status: 'complete', url: 'about:addons' }, 'page-not-readable'],
  [{ status: 'complete' }, 'page-not-readable'],
  [{ status: 'loading', url: 'https://community.example.org/x' }, 'answered'],
])('F6: of a tab with %j is said: %s', async (tab, kind) => {
  tabs(tab);
  expect(await kindOf(originOf(7))).toBe(kind);
});

test.each<[string, () => Promise<unknown>]>([
  ['where it is', () => originOf(7)],
  ['whether it is loading', () => isLoading(7)],
  ['whom it shows as chosen', () => readTab(7, null, null)],
])('F6: a tab that never tells %s is given up after ten seconds', async (_, ask) => {
  const never = new Promise<never>(() => {});
  tabs(never);
  Object.assign(fakeBrowser.scripting, { executeScript: () => never });
  const asked = kindOf(ask());
  await vi.advanceTimersByTimeAsync(10_000);
  expect(await asked).toBe('page-silent');
});
