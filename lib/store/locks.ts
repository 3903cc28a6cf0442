/** What is done by one at a time, in whatever context of the extension, and however often it is asked for. */

/** All locks there are. A lock may be asked for under another one only if that stands above it here. */
export const LOCKS = {
  /** The jobs of a community, which run one after the other. */
  jobsOf: (origin: string) => `rollcall:site:${origin}`,
  /** A job: it runs, or is changed. */
  job: (id: string) => `rollcall:job:${id}`,
  /** A plan becomes a job, which it does once; so with an Undo and a Retry. */
  start: () => 'rollcall:start',
  /** An attempt at signing in goes on from one step to the next. */
  attempt: (origin: string) => `rollcall:attempt:${origin}`,
  /** A refresh token is used, which is used up by that. */
  refresh: (origin: string) => `rollcall:refresh:${origin}`,
  /** What is kept of an attempt is read and written as one. */
  attemptNote: (origin: string) => `rollcall:attempt-note:${origin}`,
  /** What is kept of a sign-in is read and written as one. */
  signIn: (origin: string) => `rollcall:sign-in:${origin}`,
  /** The script that stays in pages is put there or taken away. */
  rightClicks: () => 'rollcall:right-clicks',
  /** Whether the numbers of tabs are still those of before is found out, once. */
  tabs: () => 'rollcall:tabs',
  /** What is kept until the browser is closed is written, in memory and on the disk as one. */
  untilClosed: () => 'rollcall:until-closed',
} as const;

/** Does `work` when nobody else holds the lock any more. */
export function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks.request(lock, work) as Promise<T>;
}

/** Does `work` if nobody holds the lock just now, else `otherwise`. */
export function ifUnlocked<T>(lock: string, work: () => Promise<T>, otherwise: () => Promise<T>): Promise<T> {
  return navigator.locks.request(lock, { ifAvailable: true }, (got) =>
    got === null ? otherwise() : work(),
  ) as Promise<T>;
}

/** Whether somebody holds the lock just now. */
export async function isLocked(lock: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === lock);
}
