/** Sending a review without the button, five seconds after it was shown: the one way to start a job that nobody pressed. */

import { originOf, readTab } from '../browser/tab.ts';
import { start } from '../jobs/commands.ts';
import { Failed } from '../model/errors.ts';
import {
  type Click,
  type Job,
  type PageReading,
  type Place,
  type Plan,
  SECONDS_TO_STOP,
} from '../model/index.ts';
import { organisation } from '../sites/sites.ts';
import { readJob } from '../store/jobs.ts';
import { offerIn, planOf } from '../store/popup-state.ts';
import { autoSendAt, rulesOf } from '../store/settings.ts';
import { mayAutoSend, proposalOf } from './auto-send-rules.ts';

/** Later than this after the time to stop it, it was not the popup's countdown that ended: the computer slept. Milliseconds. */
const LATE_MS = 10_000;

/** How a popup came to its review: the page as it was read, and whether the context menu or the shortcut opened it. */
interface Opened {
  reading: PageReading;
  click: Click | null;
  byGesture: boolean;
}

/** Whether a review that a popup has opened with is to be sent at once; if so, that is kept for `startAutoSend`. */
export async function offerAutoSend(plan: Plan, { reading, click, byGesture }: Opened): Promise<boolean> {
  if (!('tabId' in plan.place) || !(await isAllowed(plan, reading, byGesture))) return false;
  const proposal = proposalOf(reading);
  await offerIn(plan.place.tabId).set({ planId: plan.id, at: Date.now(), proposal, click });
  return true;
}

/**
 * Starts a plan that was offered so and not stopped. Throws `Failed` `review-again` where it was not, where the time to
 * stop it has not passed or has long passed, where the settings or the page are no longer as they were, or as `start` does.
 */
export async function startAutoSend(asked: { place: Place; planId: string }): Promise<Job> {
  if ((await readJob(asked.planId)) === null && !(await isStillSo(asked))) {
    throw new Failed({ kind: 'review-again' });
  }
  return start(asked);
}

async function isStillSo({ place, planId }: { place: Place; planId: string }): Promise<boolean> {
  if (!('tabId' in place)) return false;
  const { tabId } = place;
  const [plan, offer] = await Promise.all([planOf(place).get(), offerIn(tabId).get()]);
  if (plan?.id !== planId || offer?.planId !== planId) return false;
  const over = Date.now() - offer.at - SECONDS_TO_STOP * 1000;
  if (over < 0 || over > LATE_MS || (await originOf(tabId)) !== plan.origin) return false;
  const reading = await readTab(tabId, await rulesOf(plan.origin).get(), offer.click);
  return proposalOf(reading) === offer.proposal && isAllowed(plan, reading, true);
}

async function isAllowed(plan: Plan, reading: PageReading, byGesture: boolean): Promise<boolean> {
  const [on, set] = await Promise.all([autoSendAt(plan.origin).get(), organisation()]);
  return mayAutoSend(plan, reading, { byGesture, on: on ?? false, limit: set.autoSend });
}
