/** Questions to the browser and to pages may never be answered: each has a deadline. */
import { Failed } from '../model/errors.ts';
import type { Failure } from '../model/index.ts';

/** Many times what an answer takes, also on a slow computer with a large page. Milliseconds. */
const ANSWER_WITHIN_MS = 10_000;

/**
 * What a question is answered with. Throws `Failed` with `failure` where there is no answer after `ANSWER_WITHIN_MS`; one
 * that comes later is nobody's.
 */
export async function inTime<T>(answer: Promise<T>, failure: Failure): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Failed(failure)), ANSWER_WITHIN_MS);
  try {
    return await Promise.race([answer, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
