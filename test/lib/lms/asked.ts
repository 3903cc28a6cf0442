/** What the tests of the LMS's rooms have in common: rows and lines, and what was asked meanwhile. */
import { failureOf } from '../../../lib/model/errors.ts';
import type { Failure, ListLine, Progress, SeenPerson, Taken } from '../../../lib/model/index.ts';
import type { PracticeUser } from '../../lms/model.ts';
import type { PracticeLms } from '../../lms/server.ts';

export const ALWAYS = Number.POSITIVE_INFINITY;

export const named = (username: string): SeenPerson => ({ userId: null, username });
export const numbered = (userId: number): SeenPerson => ({ userId, username: null });
export const rows = (people: readonly PracticeUser[]): SeenPerson[] =>
  people.map(({ username }) => named(username));
export const ids = (people: readonly { person: { id: number } }[]): number[] =>
  people.map(({ person }) => person.id);

/** The lines of a list, numbered from 1. */
export const linesOf = (...taken: Taken[]): ListLine[] =>
  taken.map((one, at) => ({ line: at + 1, text: `line ${at + 1}`, taken: one }));

/** The last `count` requests' paths and queries, as a person reads them; all without `count`. */
export const asked = (lms: PracticeLms): string[] =>
  lms.log.map(({ method, path, query }) => `${method} ${decodeURIComponent(`${path}?${query}`)}`);

export const askedOf = (lms: PracticeLms, part: string): string[] =>
  asked(lms).filter((one) => one.includes(part));

/** The failure of work that must fail. */
export async function failure(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (thrown) {
    return failureOf(thrown);
  }
  throw new Error('it did not fail');
}

/** A fetch that tells how many requests were under way at most, from being sent until the body was read. */
export function watchedFetch(): { fetch: typeof globalThis.fetch; most: () => number } {
  let now = 0;
  let most = 0;
  return {
    most: () => most,
    fetch: async (...request) => {
      most = Math.max(most, ++now);
      try {
        const answer = await fetch(...request);
        const body = await answer.text();
        return new Response(answer.status === 204 ? null : body, answer);
      } finally {
        now -= 1;
      }
    },
  };
}

/** Takes progress down, and says whether it ran from nothing to all without ever going back. */
export function noted(): { progress: (at: Progress) => void; all: Progress[]; runs: () => boolean } {
  const all: Progress[] = [];
  const runs = () =>
    all[0]?.done === 0 &&
    all.at(-1)?.done === all.at(-1)?.all &&
    all.every(({ done, all: whole }, at) => done <= whole && done >= (all[at - 1]?.done ?? 0));
  return { progress: (at) => all.push(at), all, runs };
}
