/** Which tab a job was started from: a number that holds as long as the browser runs, and the tab keeps it. */
import * as z from 'zod/mini';
import type { JobSummary, Place } from '../model/index.ts';
import { item } from './item.ts';
import { noteJob, unseenJobs } from './jobs.ts';
import { LOCKS, withLock } from './locks.ts';

/** In memory, so that it is gone when the browser was started anew, or Rollcall was. */
const session = item('tabs-known', z.literal(true));

/**
 * To be called before a job's tab is believed: a browser that was started anew gives the numbers of its tabs anew, and another
 * course's page may have the number by now. Jobs of before then belong to no tab any more, only to their site.
 */
export function forgetOldTabs(): Promise<void> {
  return withLock(LOCKS.tabs(), async () => {
    if ((await session.get()) !== null) return;
    await moveJobs((job) => ('tabId' in job.place ? { origin: job.origin } : job.place));
    await session.set(true);
  });
}

/** A tab goes on under another number: so do its jobs. */
export function moveJobsOf(tabId: number, to: number): Promise<void> {
  return moveJobs(({ place }) => ('tabId' in place && place.tabId === tabId ? { tabId: to } : place));
}

async function moveJobs(placeOf: (job: JobSummary) => Place): Promise<void> {
  for (const { summary } of await unseenJobs()) {
    const place = placeOf(summary);
    if (place !== summary.place) await noteJob(summary.id, { place });
  }
}
