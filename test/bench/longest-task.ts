/** The longest time for which Rollcall holds up a page. */
import type { Page } from 'playwright-core';

/**
 * Milliseconds of the longest task from the beginning of `work` until the page has drawn what came of it; 0 where none
 * took 50 ms, which is what browsers call long.
 * @param work an expression for the page; a promise is awaited, and its value would be handed out in a task of its own
 */
export async function longestTask(page: Page, work: string): Promise<number> {
  const watch = await page.evaluateHandle(() => {
    const tasks: number[] = [];
    const note = (entries: PerformanceEntryList) => {
      for (const { duration } of entries) tasks.push(duration);
    };
    const observer = new PerformanceObserver((list) => note(list.getEntries()));
    observer.observe({ type: 'longtask' });
    return { tasks, note, observer };
  });
  // In a task of the page's own: what the debugger evaluates is no task to the observer (Chromium 156, seen 2026-11).
  await page.evaluate(`new Promise((next) => { setTimeout(next); }).then(() => ${work})`);
  return watch.evaluate(async ({ tasks, note, observer }) => {
    // A task is told of after its end, and what it changed is drawn in the frames after it.
    for (let frames = 0; frames < 3; frames += 1) await new Promise(requestAnimationFrame);
    note(observer.takeRecords());
    observer.disconnect();
    return Math.max(0, ...tasks);
  });
}
