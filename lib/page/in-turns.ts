/** Long work on a page in turns, so that the page stays quick meanwhile. */

/** Longest turn in milliseconds: a task of more than 50 is one that a person feels (W3C Long Tasks). */
const TURN_MS = 30;

/** Not in TypeScript's own types yet. */
declare const scheduler: { postTask(task: () => void, how: { priority: 'user-blocking' }): Promise<void> };

/** Does all of the work at once. */
export function inOneGo<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
  }
}

/** Does the work in turns and lets the page go first in between. */
export async function inTurns<T>(work: Generator<void, T>): Promise<T> {
  let start = performance.now();
  for (;;) {
    const { done, value } = work.next();
    if (done) return value;
    if (performance.now() - start < TURN_MS) continue;
    // Not a timeout, which browsers hold back by 4 ms from the fifth on.
    await scheduler.postTask(() => {}, { priority: 'user-blocking' });
    start = performance.now();
  }
}
