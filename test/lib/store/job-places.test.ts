/** The tab that a job was started from, and its number, which is not the tab's for good. */
import { beforeEach, expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { jobFrom } from '../../../lib/review/job-to-show.ts';
import { forgetOldTabs, moveJobsOf } from '../../../lib/store/job-places.ts';
import { beginJob, readJob } from '../../../lib/store/jobs.ts';
import { job, ORIGIN, standing } from '../../people.ts';

const running = job(standing(null, 2));
const from = async (tabId: number) => (await jobFrom(tabId, ORIGIN, { chosen: [], aside: [] }))?.id;

/** The browser was started anew: what stood in its memory is gone. */
const restart = () => fakeBrowser.storage.session.clear();

beforeEach(async () => {
  await forgetOldTabs();
  await beginJob(running);
  expect(await from(1)).toBe(running.id);
});

test('F14: once the browser was started anew, the tab that has the number by now shows nothing of the job', async () => {
  await restart();
  expect(await from(1)).toBeUndefined();
  expect(await readJob(running.id)).toMatchObject({ state: 'running', place: { origin: ORIGIN } });
});

test('F14: a job that is started after that belongs to its tab, as long as the browser runs', async () => {
  await restart();
  await Promise.all([forgetOldTabs(), from(2)]);
  const later = { ...running, id: crypto.randomUUID(), place: { tabId: 2 } };
  await beginJob(later);
  await forgetOldTabs();
  expect(await from(2)).toBe(later.id);
});

test('F9: the job of a discarded tab is found under the number with which the tab comes back', async () => {
  await moveJobsOf(1, 900);
  expect([await from(1), await from(900)]).toEqual([undefined, running.id]);
  expect((await readJob(running.id))?.place).toEqual({ tabId: 900 });
});
