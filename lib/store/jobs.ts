/** The reviewed plan of a tab, until it is started; and the jobs. */

import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Job, Plan } from '../model.ts';
import { kept } from './kept.ts';

const PREFIX = 'job:';

/** The plan last reviewed for a tab. */
export const planOf = (tabId: number) => kept(`plan:${tabId}`, Plan);

/** A job by its id. */
export const jobById = (id: string) => kept(`${PREFIX}${id}`, Job);

/** The id of the last job of a tab that its manager has not seen the end of. */
export const openJobOf = (tabId: number) => kept(`tab:${tabId}`, z.uuid());

/** Jobs that were running when last written: with a worker just started, those that it has to go on with. */
export async function runningJobs(): Promise<Job[]> {
  const everything = await browser.storage.session.get(null);
  const ids = Object.keys(everything).filter((key) => key.startsWith(PREFIX));
  const jobs = await Promise.all(ids.map((key) => jobById(key.slice(PREFIX.length)).get()));
  return jobs.flatMap((job) => (job?.state === 'running' ? [job] : []));
}
