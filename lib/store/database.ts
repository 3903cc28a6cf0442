/**
 * The extension's own IndexedDB: content scripts see nothing of it, it survives the browser's end and an update, and a
 * write can be waited for until it is on the disk.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { Failed } from '../model/errors.ts';
import type { Batch, JobSummary, Outcome, Plan } from '../model/index.ts';
import type { SignIn } from './sign-in-schema.ts';

/** What is read from it is parsed again: an older or newer version of the extension may have written it. */
export interface Stores extends DBSchema {
  /** By job id; never changed. */
  plans: { key: string; value: Plan };
  summaries: {
    key: string;
    value: JobSummary;
    indexes: { course: [origin: string, courseId: number]; state: JobSummary['state']; created: number };
  };
  /** One row for each batch, under the first of its people. */
  batches: { key: [jobId: string, userId: number]; value: Batch };
  /** By job id, once it is done. */
  outcomes: { key: string; value: Outcome[] };
  /** By the site's origin, where the person stays signed in. */
  signIns: { key: string; value: SignIn };
  /** By names of their own: see `kept`. */
  settings: { key: string; value: unknown };
}

/** On the disk, not only handed to the operating system, before anything goes on. */
export const STRICT = { durability: 'strict' } as const;

export type Database = IDBPDatabase<Stores>;

/** Opens it for one piece of work and closes it after that. Throws `Failed` `not-kept` where the browser refuses. */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await orNotKept(open());
  try {
    return await orNotKept(work(database));
  } finally {
    database.close();
  }
}

function open(): Promise<Database> {
  return openDB<Stores>('rollcall', 2, {
    upgrade(database, before) {
      database.createObjectStore('signIns');
      database.createObjectStore('settings');
      if (before > 0) return;
      database.createObjectStore('plans');
      const summaries = database.createObjectStore('summaries', { keyPath: 'id' });
      summaries.createIndex('course', ['origin', 'course.id']);
      summaries.createIndex('state', 'state');
      summaries.createIndex('created', 'createdAt');
      database.createObjectStore('batches');
      database.createObjectStore('outcomes');
    },
  });
}

/** A full disk, a broken or refused database: the browser tells them apart in its own words only. */
async function orNotKept<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (thrown) {
    if (thrown instanceof DOMException) throw new Failed({ kind: 'not-kept' });
    throw thrown;
  }
}
