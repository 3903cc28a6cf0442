/**
 * What is kept as long as the browser runs, and may be more than its memory for extensions takes: 10 MB in all, in Chromium
 * and Firefox, which one list of 10,000 lines with its review fills. So it is on the disk, each row under the mark of this
 * run of the browser, which is in `storage.session` and gone when the browser is closed or Rollcall is updated: whatever
 * bears another mark counts as absent from then on, and is deleted at the next start.
 */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { failureOf } from '../model/errors.ts';
import { withDatabase } from './database.ts';
import { LOCKS, withLock } from './locks.ts';

const MARK = 'run';
const Row = z.strictObject({ run: z.uuid(), value: z.unknown() });

async function thisRun(): Promise<string | null> {
  const kept = z.uuid().safeParse((await browser.storage.session.get(MARK))[MARK]);
  return kept.success ? kept.data : null;
}

function thisRunBegun(): Promise<string> {
  return withLock(LOCKS.run(), async () => {
    const run = (await thisRun()) ?? crypto.randomUUID();
    await browser.storage.session.set({ [MARK]: run });
    return run;
  });
}

export const untilClosed = {
  async get(key: string): Promise<unknown> {
    const row = Row.safeParse(await withDatabase((database) => database.get('untilClosed', key)));
    return row.success && row.data.run === (await thisRun()) ? row.data.value : undefined;
  },
  async set(key: string, value: unknown): Promise<void> {
    const run = (await thisRun()) ?? (await thisRunBegun());
    await withDatabase((database) => database.put('untilClosed', { run, value }, key));
  },
  remove: (key: string): Promise<void> => withDatabase((database) => database.delete('untilClosed', key)),
};

/**
 * At the worker's start: deletes what an earlier run of the browser has left. Nothing is kept meanwhile under a new mark. Where
 * the browser refuses, what is left counts as absent all the same, and is deleted at a later start.
 */
export async function forgetEarlierRuns(): Promise<void> {
  const forgotten = withLock(LOCKS.run(), async () => {
    const run = await thisRun();
    await withDatabase(async (database) => {
      const writing = database.transaction('untilClosed', 'readwrite');
      for (let row = await writing.store.openCursor(); row !== null; row = await row.continue()) {
        const kept = Row.safeParse(row.value);
        if (!kept.success || kept.data.run !== run) await row.delete();
      }
      await writing.done;
    });
  });
  await forgotten.catch((thrown: unknown) => {
    console.error('Rollcall: what was kept before is still on the disk:', failureOf(thrown).kind);
  });
}
