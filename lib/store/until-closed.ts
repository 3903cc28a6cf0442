/**
 * What is kept as long as the browser runs, and may be more than its memory for extensions takes: 10 MB in all, in Chromium
 * and Firefox, which one list of 10,000 lines with its review fills. What is small is in `storage.session`. What is large is a
 * row on the disk, and in `storage.session` stands only the mark of that row: that is gone when the browser is closed or
 * Rollcall is updated, so the row counts as absent from then on, and is deleted at the next start.
 */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { failureOf } from '../model/errors.ts';
import { withDatabase } from './database.ts';
import { LOCKS, withLock } from './locks.ts';

/** Up to so many characters of JSON are small: those of a hundred tabs fit into memory. */
const SMALL = 50_000;

const Entry = z.union([z.strictObject({ small: z.unknown() }), z.strictObject({ large: z.uuid() })]);
const Row = z.strictObject({ mark: z.uuid(), value: z.unknown() });

/** The mark of the row under `key`, null where what is kept there is small, or nothing is. */
async function markOf(key: string): Promise<string | null> {
  const entry = await entryOf(key);
  return entry !== null && 'large' in entry ? entry.large : null;
}

async function entryOf(key: string): Promise<z.infer<typeof Entry> | null> {
  const entry = Entry.safeParse((await browser.storage.session.get(key))[key]);
  return entry.success ? entry.data : null;
}

const setEntry = (key: string, entry: z.infer<typeof Entry>): Promise<void> =>
  browser.storage.session.set({ [key]: entry });

const deleteRow = (key: string): Promise<void> =>
  withDatabase((database) => database.delete('untilClosed', key));

export const untilClosed = {
  async get(key: string): Promise<unknown> {
    const entry = await entryOf(key);
    if (entry === null || 'small' in entry) return entry?.small;
    const row = Row.safeParse(await withDatabase((database) => database.get('untilClosed', key)));
    return row.success && row.data.mark === entry.large ? row.data.value : undefined;
  },

  /** A row is on the disk before its mark is told. Throws `Failed` where there is no room for it. */
  set(key: string, value: unknown): Promise<void> {
    return withLock(LOCKS.untilClosed(), async () => {
      if (JSON.stringify(value).length > SMALL) {
        const mark = crypto.randomUUID();
        await withDatabase((database) => database.put('untilClosed', { mark, value }, key));
        await setEntry(key, { large: mark });
        return;
      }
      const before = await markOf(key);
      await setEntry(key, { small: value });
      if (before !== null) await deleteRow(key);
    });
  },

  remove(key: string): Promise<void> {
    return withLock(LOCKS.untilClosed(), async () => {
      const before = await markOf(key);
      await browser.storage.session.remove(key);
      if (before !== null) await deleteRow(key);
    });
  },
};

/**
 * At the worker's start: deletes what an earlier run of the browser has left. Where the browser refuses, what is left counts
 * as absent all the same, and is deleted at a later start.
 */
export async function forgetEarlierRuns(): Promise<void> {
  const forgotten = withLock(LOCKS.untilClosed(), async () => {
    const keys = await withDatabase((database) => database.getAllKeys('untilClosed'));
    for (const key of keys) if ((await markOf(key)) === null) await deleteRow(key);
  });
  await forgotten.catch((thrown: unknown) => {
    console.error('Rollcall: what was kept before is still on the disk:', failureOf(thrown).kind);
  });
}
