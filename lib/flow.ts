/** The one place where the rooms meet: page, LMS, plan, job and store. Only the background calls it. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Failed, failureOf } from './errors.ts';
import { jobOf } from './invite/job.ts';
import { isComplete } from './invite/outcomes.ts';
import { planFor } from './invite/plan.ts';
import { runJob } from './invite/run.ts';
import { type Client, connectClient } from './lms/client.ts';
import { BATCH, inviteOrAccept, managedCourse, waitingCount } from './lms/course.ts';
import { identify, readBack } from './lms/identify.ts';
import { cleanToken, hostPattern, whoAmI } from './lms/sign-in.ts';
import type { View } from './messages.ts';
import { type Job, MAX_PEOPLE, PageReading, type Plan, type Site } from './model.ts';
import type { SelectionLabels } from './page/selection-bar.ts';
import { jobById, openJobOf, planOf, runningJobs } from './store/jobs.ts';
import { keepSite, tokenFor } from './store/sites.ts';

/** Verifies a token at the origin it was entered for and keeps it, bound to that origin. */
export async function connect({ origin, token: pasted }: { origin: string; token: string }): Promise<Site> {
  const token = cleanToken(pasted);
  await requireAccess(origin);
  const site: Site = { origin, user: await whoAmI(connectClient({ origin, token })) };
  await keepSite(site, token);
  return site;
}

/** What the popup of a tab shows: the job it has under way or just ended, else a review, else the course. */
export async function openTab(tabId: number): Promise<View> {
  const jobId = await openJobOf(tabId).get();
  const job = jobId === null ? null : await jobById(jobId).get();
  return job === null ? review(tabId) : { screen: 'job', job: await showJob(job.id) };
}

/** Reads the page, asks the LMS who the chosen people are, and keeps the plan that the manager may confirm. */
async function review(tabId: number): Promise<View> {
  const origin = await originOf(tabId);
  const client = await clientFor(origin);
  const reading = await readTab(tabId);
  if (reading.courseId === null) throw new Failed({ kind: 'not-a-course-page' });
  if (reading.chosen.length > MAX_PEOPLE) throw new Failed({ kind: 'too-many-people', most: MAX_PEOPLE });

  const course = await managedCourse(client, reading.courseId);
  if (reading.chosen.length === 0) {
    const waiting = await waitingCount(client, course.id);
    return { screen: 'course', origin, course, waiting, selectable: reading.selectable };
  }
  const { people, unidentified } = await identify(client, course.id, reading.chosen);
  const plan: Plan = {
    id: crypto.randomUUID(),
    tabId,
    origin,
    course,
    people: people.map(planFor),
    unidentified,
  };
  await planOf(tabId).set(plan);
  return { screen: 'review', plan };
}

/** Shows the tick boxes in the page of a tab. */
export async function selectPeople(tabId: number, labels: SelectionLabels): Promise<null> {
  await readTab(tabId);
  await browser.scripting.executeScript({
    target: { tabId },
    func: (words: SelectionLabels) => globalThis.rollcall?.startSelecting(words),
    args: [labels],
  });
  return null;
}

/**
 * Starts the plan that was reviewed, and no other: the id names what the background itself kept. Asked twice, the
 * same job is answered. Throws `Failed` `review-again` where the plan is gone or was replaced by a newer review.
 */
export async function start({ tabId, planId }: { tabId: number; planId: string }): Promise<Job> {
  const job = await navigator.locks.request('rollcall:start', async () => {
    const started = await jobById(planId).get();
    if (started !== null) return started;
    const plan = await planOf(tabId).get();
    if (plan?.id !== planId) throw new Failed({ kind: 'review-again' });
    const fresh = jobOf(plan, BATCH);
    await jobById(fresh.id).set(fresh);
    await openJobOf(tabId).set(fresh.id);
    await planOf(tabId).remove();
    return fresh;
  });
  goOn(job);
  return job;
}

/** A job as it stands. Asked for again and again while it runs, which also wakes a worker that had ended. */
export async function showJob(jobId: string): Promise<Job> {
  const job = await jobById(jobId).get();
  if (job === null) throw new Failed({ kind: 'review-again' });
  if (job.state === 'running') goOn(job);
  if (job.state === 'done') await leaveJob(job.tabId);
  return job;
}

/** Goes on with a paused job. */
export async function resume(jobId: string): Promise<Job> {
  const job = await showJob(jobId);
  if (job.state !== 'paused') return job;
  const running: Job = { ...job, state: 'running', failure: null };
  await jobById(jobId).set(running);
  goOn(running);
  return running;
}

/** The next time the popup of this tab opens, it reviews anew. */
export async function leaveJob(tabId: number): Promise<null> {
  await openJobOf(tabId).remove();
  return null;
}

/** At worker start: whatever was running goes on. */
export async function resumeAll(): Promise<void> {
  for (const job of await runningJobs()) goOn(job);
}

/** Runs a job unless it is being run already; one job at a time to a community. Its failures end in the job. */
function goOn({ id, origin }: Job): void {
  navigator.locks
    .request(`rollcall:job:${id}`, { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      await navigator.locks.request(`rollcall:site:${origin}`, () => drive(id));
    })
    .catch((thrown: unknown) => console.error('Rollcall: a job stopped:', failureOf(thrown).kind));
}

async function drive(id: string): Promise<void> {
  const job = await jobById(id).get();
  if (job?.state !== 'running') return;
  const { origin, course, tabId } = job;
  const ended = await runJob(job, {
    send: async (users) => inviteOrAccept(await clientFor(origin), course.id, users),
    readBack: async (people) => readBack(await clientFor(origin), course.id, people),
    save: (now) => jobById(id).set(now),
  });
  if (ended.state === 'done' && isComplete(ended.outcomes)) await stopSelecting(tabId);
}

async function stopSelecting(tabId: number): Promise<void> {
  try {
    await browser.scripting.executeScript({
      target: { tabId },
      func: () => globalThis.rollcall?.stopSelecting(),
    });
  } catch {
    // The tab is closed or shows another page: its tick boxes are gone with it.
  }
}

/** The origin of a tab's page, from the browser and not from the page. */
async function originOf(tabId: number): Promise<string> {
  const url = URL.parse((await browser.tabs.get(tabId)).url ?? '');
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Failed({ kind: 'page-not-readable' });
  return url.origin;
}

async function clientFor(origin: string): Promise<Client> {
  const token = await tokenFor(origin);
  if (token === null) throw new Failed({ kind: 'not-connected', origin });
  await requireAccess(origin);
  return connectClient({ origin, token });
}

async function requireAccess(origin: string): Promise<void> {
  if (!(await browser.permissions.contains({ origins: [hostPattern(origin)] }))) {
    throw new Failed({ kind: 'access-not-granted', origin });
  }
}

async function readTab(tabId: number): Promise<PageReading> {
  let results: { result?: unknown }[];
  try {
    results = await browser.scripting.executeScript({ target: { tabId }, files: ['/page-reader.js'] });
  } catch {
    // The browser keeps extensions out of its own pages, its store, and error pages.
    throw new Failed({ kind: 'page-not-readable' });
  }
  const reading = z.safeParse(PageReading, results[0]?.result);
  if (!reading.success) throw new Failed({ kind: 'page-not-readable' });
  return reading.data;
}
