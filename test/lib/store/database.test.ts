/** What the person is told where the browser does not keep what it is given. */
import { openDB } from 'idb';
import { afterEach, expect, test, vi } from 'vitest';
import { failureOf } from '../../../lib/model/errors.ts';
import { withDatabase } from '../../../lib/store/database.ts';

afterEach(() => vi.restoreAllMocks());

/** The database cannot be opened, however often it is tried. */
function opensWith(message: string, name: string): void {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException(message, name);
  });
}

const failure = () =>
  withDatabase((database) => database.count('plans')).then(
    () => null,
    (thrown: unknown) => failureOf(thrown),
  );

test.each([
  ['Internal error opening backing store for indexedDB.open.', 'UnknownError'],
  ['A mutation operation was attempted on a database that did not allow mutations.', 'InvalidStateError'],
])('F13: %s', async (message, name) => {
  opensWith(message, name);
  expect(await failure()).toEqual({ kind: 'store-not-opened' });
});

test('F13: a database that a newer version of the extension has made', async () => {
  (await openDB('rollcall', 99)).close();
  expect(await failure()).toEqual({ kind: 'store-not-opened' });
});

test('F13: a full disk is told apart from that', async () => {
  opensWith('Encountered full disk while opening backing store.', 'QuotaExceededError');
  expect(await failure()).toEqual({ kind: 'not-kept' });
});

test('F13: once the browser can open it again, so does the store', async () => {
  opensWith('Internal error opening backing store for indexedDB.open.', 'UnknownError');
  await failure();
  vi.restoreAllMocks();
  expect(await failure()).toBeNull();
});
