/**
 * Who single people are, by the LMS's answers of the last minutes: opening the same review again does not ask for each of
 * them anew. Never how they stand to a course.
 */
import * as z from 'zod/mini';
import { Person } from '../model/index.ts';
import { item } from './item.ts';

/** A username changes rarely, and a review is over in minutes. */
const KEPT_MS = 10 * 60_000;

const Answers = z.strictObject({
  at: z.number(),
  people: z.array(z.tuple([z.string(), z.array(Person)])),
});

const answersOf = (origin: string) => item(`known:${origin}`, Answers);

/** Does `work` with what is known of a site's people, and keeps what was learnt, also where it fails or is cancelled. */
export async function withKnown<T>(
  origin: string,
  now: number,
  work: (known: Map<string, Person[]>) => Promise<T>,
): Promise<T> {
  const kept = await answersOf(origin).get();
  const fresh = kept !== null && now - kept.at < KEPT_MS;
  const known = new Map(fresh ? kept.people : []);
  const before = known.size;
  try {
    return await work(known);
  } finally {
    if (known.size > before) {
      const answers = { at: fresh ? kept.at : now, people: [...known] };
      // Where there is no room for them they are asked for again: what was asked for is answered all the same.
      await answersOf(origin)
        .set(answers)
        .catch(() => answersOf(origin).remove());
    }
  }
}
