/** The one place where the rooms meet: page, LMS, plan, job and store. Only the background calls it. */
import { browser } from 'wxt/browser';
import { Failed, failureOf } from './errors.ts';
import { everyoneOf, isAbout, jobOf } from './invite/job.ts';
import { isComplete } from './invite/outcomes.ts';
import { planFor } from './invite/plan.ts';
import { runJob } from './invite/run.ts';
import { type Client, connectClient } from './lms/client.ts';
import { BATCH, inviteOrAccept, managedCourse, waitingCount } from './lms/course.ts';
import { identify, readBack } from './lms/identify.ts';
import { cleanToken, hostPattern, whoAmI } from './lms/sign-in.ts';
import {
  type Job,
  MAX_PEOPLE,
  type Person,
  type Plan,
  type SeenPerson,
  type Site,
  type View,
} from './model.ts';
import { beginJob, jobById, lastJobOf, planOf, runningJobs } from './store/jobs.ts';
import { keepSite, signInAt } from './store/sites.ts';
import { originOf, readTab, untick } from './tab.ts';

/** Verifies a token at the origin it was entered for and keeps it, bound to that origin. */
export async function connect({ origin, token: pasted }: { origin: string; token: string }): Promise<Site> {
  const token = cleanToken(pasted);
  await requireAccess(origin);
  const site: Site = { origin, user: await whoAmI(connectClient({ origin, token }), origin) };
  await keepSite(site, token);
  return site;
}

/** What the popup of a tab shows: the course's job that the manager has not seen the end of, a review, or the course. */
export async function openTab(tabId: number): Promise<View> {
  const origin = await originOf(tabId);
  const { client, user } = await signedIn(origin);
  const { courseId, chosen, selectable } = await readTab(tabId);
  if (courseId === null) throw new Failed({ kind: 'not-a-course-page' });
  const last = await lastJobOf({ origin, course: { id: courseId } });
  if (last !== null && isToBeShown(last, chosen)) return { screen: 'job', job: await showJob(last.id) };

  if (chosen.length > MAX_PEOPLE) throw new Failed({ kind: 'too-many-people', most: MAX_PEOPLE });
  const madeAt = Date.now();
  const course = await managedCourse(client, courseId);
  if (chosen.length === 0) {
    return { screen: 'course', origin, course, waiting: await waitingCount(client, courseId), selectable };
  }
  const { people, unidentified } = await identify(client, courseId, chosen);
  const id = crypto.randomUUID();
  const plan: Plan = {
    id,
    tabId,
    origin,
    by: user,
    madeAt,
    course,
    people: people.map(planFor),
    unidentified,
  };
  await planOf(tabId).set(plan);
  return { screen: 'review', plan };
}

/** A job under way or paused comes first; a result until it was seen, unless others are chosen by now. */
function isToBeShown(job: Job, chosen: readonly SeenPerson[]): boolean {
  if (job.state === 'running' || job.state === 'paused') return true;
  return job.state === 'done' && !job.seen && chosen.every((seen) => isAbout(job, seen));
}

/**
 * Starts the plan that was reviewed, and no other: the id names what the background itself kept. Asked twice, the
 * same job is answered. Throws `Failed` `review-again` where the plan is gone or replaced by a newer review, and where
 * a job for the same course has sent, or may yet send, after the plan was made: what it says of people may be untrue now.
 */
export async function start({ tabId, planId }: { tabId: number; planId: string }): Promise<Job> {
  const job = await navigator.locks.request('rollcall:start', async () => {
    const started = await jobById(planId).get();
    if (started !== null) return started;
    const plan = await planOf(tabId).get();
    if (plan?.id !== planId) throw new Failed({ kind: 'review-again' });
    const last = await lastJobOf(plan);
    if (last !== null && (last.endedAt === null || last.endedAt > plan.madeAt)) {
      throw new Failed({ kind: 'review-again' });
    }
    const fresh = jobOf(plan, BATCH);
    await beginJob(fresh);
    await planOf(tabId).remove();
    return fresh;
  });
  goOn(job);
  return job;
}

/** A job as it stands. Asked for again and again while it runs, which also wakes a worker that had ended. */
export async function showJob(jobId: string): Promise<Job> {
  const job = await jobById(jobId).get();
  if (job === null || job.state === 'left') throw new Failed({ kind: 'review-again' });
  if (job.state === 'running') goOn(job);
  if (job.state === 'done' && !job.seen) await jobById(jobId).set({ ...job, seen: true });
  return job;
}

/** Goes on with a paused job. */
export async function resume(jobId: string): Promise<Job> {
  await changePaused(jobId, (job) => ({ ...job, state: 'running', failure: null }));
  return showJob(jobId);
}

/** Gives a paused job up, so that the next review of its course starts from what the LMS says then. */
export async function leaveJob(jobId: string): Promise<null> {
  await changePaused(jobId, (job) => ({ ...job, state: 'left', endedAt: Date.now() }));
  return null;
}

/** Changes a job that is paused, and no other: under the lock under which it runs, and read anew. */
async function changePaused(jobId: string, change: (job: Job) => Job): Promise<void> {
  await navigator.locks.request(jobLock(jobId), async () => {
    const job = await jobById(jobId).get();
    if (job?.state === 'paused') await jobById(jobId).set(change(job));
  });
}

const jobLock = (jobId: string) => `rollcall:job:${jobId}`;

/** At worker start: whatever was running goes on. */
export async function resumeAll(): Promise<void> {
  for (const job of await runningJobs()) goOn(job);
}

/** Runs a job unless it is being run already; one job at a time to a community. Its failures end in the job. */
function goOn({ id, origin }: Job): void {
  navigator.locks
    .request(jobLock(id), { ifAvailable: true }, async (lock) => {
      if (lock === null) return;
      await navigator.locks.request(`rollcall:site:${origin}`, () => drive(id));
    })
    .catch((thrown: unknown) => console.error('Rollcall: a job stopped:', failureOf(thrown).kind));
}

async function drive(id: string): Promise<void> {
  const job = await jobById(id).get();
  if (job?.state !== 'running') return;
  const { origin, course, by } = job;
  const ended = await runJob(job, {
    send: async (users) => inviteOrAccept((await signedIn(origin, by)).client, course.id, users),
    readBack: async (people) => readBack((await signedIn(origin, by)).client, course.id, people),
    save: (now) => jobById(id).set(now),
    now: Date.now,
  });
  if (ended.state === 'done' && isComplete(ended.outcomes)) await untick(ended.tabId, everyoneOf(ended));
}

/** The client of a site, and whose sign-in it uses; with `by`, only if that is the same person. */
async function signedIn(origin: string, by?: Person): Promise<{ client: Client; user: Person }> {
  const signIn = await signInAt(origin);
  if (signIn === null) throw new Failed({ kind: 'not-connected', origin });
  const { site, token } = signIn;
  if (by !== undefined && by.id !== site.user.id) {
    throw new Failed({ kind: 'other-account', origin, username: by.username });
  }
  await requireAccess(origin);
  return { client: connectClient({ origin, token }), user: site.user };
}

async function requireAccess(origin: string): Promise<void> {
  if (!(await browser.permissions.contains({ origins: [hostPattern(origin)] }))) {
    throw new Failed({ kind: 'access-not-granted', origin });
  }
}
