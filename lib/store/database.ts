/**
 * The extension's own IndexedDB: content scripts see nothing of it, it survives the browser's end and an update, and a
 * write can be waited for until it is on the disk.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { Failed } from '../model/errors.ts';
import type { Batch, JobSummary, Outcome, Plan } from '../model/index.ts';
import type { KeptSecret } from './client-secrets-schema.ts';
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
  /** By the site's origin, or by the attempt at signing in that tries one. */
  clientSecrets: { key: string; value: KeptSecret };
  /** By names of their own: see `item`. */
  settings: { key: string; value: unknown };
  /** By names of their own, and gone with the browser: see `until-closed.ts`. */
  untilClosed: { key: string; value: unknown };
}

/** On the disk, not only handed to the operating system, before anything goes on. */
export const STRICT = { durability: 'strict' } as const;

type Database = IDBPDatabase<Stores>;

/** The open connection, for as long as the worker lives. Nothing is lost with it: the next worker opens its own. */
const connection: { opened: Promise<Database> | null } = { opened: null };

/**
 * Does one piece of work: again over a new connection where the browser has closed the one there was, so it must be such that
 * it can be done twice. Throws `Failed`: `not-kept` where it writes nothing, as on a full disk, and `store-not-opened` where it
 * cannot open the database at all.
 */
export async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  try {
    return await work(await opened());
  } catch (thrown) {
    if (!wasClosed(thrown)) throw orNotKept(thrown);
    connection.opened = null;
  }
  try {
    return await work(await opened());
  } catch (thrown) {
    throw orNotKept(thrown);
  }
}

/** What was under way on a connection that the browser closes is aborted; what comes later is refused. */
function wasClosed(thrown: unknown): boolean {
  return thrown instanceof DOMException && ['AbortError', 'InvalidStateError'].includes(thrown.name);
}

function opened(): Promise<Database> {
  connection.opened ??= open().catch((thrown: unknown) => {
    connection.opened = null;
    throw orNotOpened(thrown);
  });
  return connection.opened;
}

async function open(): Promise<Database> {
  return openDB<Stores>('rollcall', 4, {
    // Whoever deletes the database, or brings a newer version of it, waits until nobody has it open.
    blocking(_version, _wanted, event) {
      connection.opened = null;
      (event.target as IDBDatabase).close();
    },
    terminated() {
      connection.opened = null;
    },
    /** What an earlier version has kept stays as it is. */
    upgrade(database, before) {
      if (before < 1) addJobs(database);
      if (before < 2) {
        database.createObjectStore('signIns');
        database.createObjectStore('settings');
      }
      if (before < 3) database.createObjectStore('clientSecrets');
      if (before < 4) database.createObjectStore('untilClosed');
    },
  });
}

function addJobs(database: Database): void {
  database.createObjectStore('plans');
  const summaries = database.createObjectStore('summaries', { keyPath: 'id' });
  summaries.createIndex('course', ['origin', 'course.id']);
  summaries.createIndex('state', 'state');
  summaries.createIndex('created', 'createdAt');
  database.createObjectStore('batches');
  database.createObjectStore('outcomes');
}

/** A full disk has a name of its own; what else aborts is a write that the browser refuses. */
function orNotKept(thrown: unknown): unknown {
  if (!(thrown instanceof DOMException)) return thrown;
  return new Failed({ kind: thrown.name === 'UnknownError' ? 'store-not-opened' : 'not-kept' });
}

/**
 * Its files are damaged or held by another process ("Internal error opening backing store", Chromium 156, seen 2026-11), the
 * browser allows none, or a newer version of the extension has made it. A full disk has a name of its own, and an opening
 * that the browser has closed is tried once more.
 */
function orNotOpened(thrown: unknown): unknown {
  const isOther =
    thrown instanceof DOMException && ['QuotaExceededError', 'AbortError'].includes(thrown.name);
  if (isOther || !(thrown instanceof DOMException)) return thrown;
  return new Failed({ kind: 'store-not-opened' });
}
