/** How longer questions are asked: several at once, with progress and a way out, and no answer asked for twice. */
import pMap from 'p-map';
import type { Person, Progress } from '../model/index.ts';
import type { Client } from './client.ts';

/** How whoever waits for a longer answer is told of it, and gives it up. */
export interface Following {
  /** Aborted: the question ends with the signal's reason, and nothing further is asked. */
  signal?: AbortSignal | undefined;
  /** Told from 0 to all of what was asked, never backwards. */
  progress?(at: Progress): void;
}

/** Whom a longer question is put to, and how. */
export interface Asking extends Following {
  client: Client;
  /** Answers about single people, kept by the caller for the review: who they are, never how they stand to a course. */
  known?: Map<string, Person[]>;
}

/** Requests under way at one time: a community has others to serve too. */
const CONCURRENT = 4;

/**
 * Asks about all items, a few at a time; answers in their order. At the first failure the others are given up, since
 * whatever stopped one (no network, too many requests) would stop them too.
 */
export async function severally<T, R>(
  items: readonly T[],
  ask: (item: T, signal: AbortSignal) => Promise<R>,
  signal: AbortSignal | undefined,
): Promise<R[]> {
  const failed = new AbortController();
  const stop = signal === undefined ? failed.signal : AbortSignal.any([signal, failed.signal]);
  try {
    return await pMap(items, (item) => ask(item, stop), { concurrency: CONCURRENT, signal: stop });
  } finally {
    failed.abort();
  }
}

/** The people kept under `key`; else asks, and keeps the answer. */
export async function cached(
  { known }: Pick<Asking, 'known'>,
  key: string,
  ask: () => Promise<Person[]>,
): Promise<readonly Person[]> {
  const before = known?.get(key);
  if (before !== undefined) return before;
  const people = await ask();
  known?.set(key, people);
  return people;
}

/** Tells progress from 0 of `all`; the function takes how many more are settled. */
export function counting({ progress }: Following, all: number): (more: number) => void {
  let done = 0;
  progress?.({ done, all });
  return (more) => {
    const before = done;
    done = Math.min(all, done + more);
    if (done > before) progress?.({ done, all });
  };
}
