/**
 * The whole way against the practice LMS over HTTP. The browser around it (tabs, scripting, permissions) is WXT's fake:
 * what is told apart here are races between windows and accounts, which a real browser cannot be made to lose on demand.
 */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { failureOf } from '../../lib/errors.ts';
import * as flow from '../../lib/flow.ts';
import type { Job, PageReading, Plan, SeenPerson, View } from '../../lib/model.ts';
import { open } from '../../lib/review.ts';
import { connect } from '../../lib/site.ts';
import { noteJob, readJob, withOutbox } from '../../lib/store/jobs.ts';
import { keepSite } from '../../lib/store/sites.ts';
import { type PracticeLms, startLms } from '../lms/server.ts';

let lms: PracticeLms;
/** What the page of every tab shows as chosen. */
let chosen: SeenPerson[];

beforeEach(async () => {
  lms = await startLms({ waiting: 12 });
  chosen = lms
    .waitingUsers()
    .slice(0, 3)
    .map(({ username }) => ({ userId: null, username }));
  const reading = (): PageReading => ({
    course: { id: 9, slug: null, linked: 9 },
    chosen,
    selectable: 6,
    hidden: 0,
    partial: false,
    pointed: null,
  });
  Object.assign(fakeBrowser.scripting, {
    executeScript: async () => [{ result: reading() }],
    getRegisteredContentScripts: async () => [],
    registerContentScripts: async () => {},
  });
  Object.assign(fakeBrowser.permissions, { contains: async () => true });
  Object.assign(fakeBrowser.tabs, {
    get: async (id: number) => ({ id, url: lms.url('/course/9/x/edit/requests') }),
  });
  await signIn('manager');
});
afterEach(() => lms.close());

async function signIn(as: 'manager' | 'admin'): Promise<void> {
  await connect({ origin: lms.origin, token: lms.tokens[as] });
}

/** The popup of a tab, as its own answer to being opened. */
const openTab = (tabId: number): Promise<View> => open({ place: { tabId }, courseId: null, click: null }, {});

async function review(tabId: number): Promise<Plan> {
  const view = await openTab(tabId);
  if (view.screen !== 'review') throw new Error(`${view.screen} instead of a review`);
  return view.plan;
}

const start = ({ place, id: planId }: Plan) => flow.start({ place, planId });
const ended = (id: string) =>
  vi.waitUntil(async () => {
    const job = await readJob(id);
    return job !== null && job.state !== 'running' ? job : null;
  });
const posts = () => lms.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/invite/'));
const kinds = (job: Job | null) => job?.outcomes.map(({ kind }) => kind);

describe('nobody is sent twice', () => {
  test('the same people reviewed in two tabs: the second has to review again, while the first runs and after', async () => {
    const [one, other] = [await review(1), await review(2)];
    const job = await start(one);
    await expect(start(other)).rejects.toThrow('review-again');
    expect(kinds(await ended(job.id))).toEqual(['accepted', 'accepted', 'accepted']);
    await expect(start(other)).rejects.toThrow('review-again');
    expect(posts()).toHaveLength(1);
  });

  test('the same plan started twice is one job', async () => {
    const plan = await review(1);
    const [one, other] = await Promise.all([start(plan), start(plan)]);
    expect(one.id).toBe(other.id);
    await ended(one.id);
    expect(posts()).toHaveLength(1);
  });

  test('a paused job that was given up cannot be gone on with from another window', async () => {
    lms.fault({ path: /invite/, method: 'POST', do: { status: 403 } });
    const paused = await start(await review(1));
    await ended(paused.id);
    await flow.leaveJob(paused.id);
    const job = await start(await review(1));
    expect(kinds(await ended(job.id))).toEqual(['accepted', 'accepted', 'accepted']);
    await expect(flow.resume(paused.id)).rejects.toThrow('review-again');
    expect(posts().map(({ status }) => status)).toEqual([403, 204]);
  });

  test('a running job is shown instead of a review, in any tab of its course, and cannot be given up', async () => {
    lms.fault({ path: /invite/, method: 'POST', do: { delayMs: 150 } });
    const job = await start(await review(1));
    await vi.waitUntil(() => posts().length === 1);
    const inOtherTab = await openTab(2);
    expect(inOtherTab).toMatchObject({ screen: 'job', job: { id: job.id, state: 'running' } });
    // Given up only waits for the job's end, and then there is nothing paused to give up.
    await flow.leaveJob(job.id);
    expect((await readJob(job.id))?.state).toBe('done');
    expect(posts()).toHaveLength(1);
  });

  test('paused, then Try again in two windows at once: those people go out once', async () => {
    lms.fault({ path: /invite/, method: 'POST', do: { status: 403 } });
    const { id } = await start(await review(1));
    await ended(id);
    await Promise.all([flow.resume(id), flow.resume(id)]);
    expect(kinds(await ended(id))).toEqual(['accepted', 'accepted', 'accepted']);
    expect(posts().map(({ status }) => status)).toEqual([403, 204]);
  });
});

test('250 people go out in three POSTs of at most a hundred, one after the other', async () => {
  await lms.close();
  lms = await startLms({ waiting: 250, latencyMs: 5 });
  await signIn('manager');
  chosen = lms.waitingUsers().map(({ username }) => ({ userId: null, username }));
  const { id } = await start(await review(1));
  const job = await ended(id);
  expect(job?.outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(250);
  expect(posts().map(({ body }) => JSON.parse(body).users.length)).toEqual([100, 100, 50]);
  const ours = lms.requests(lms.tokens.manager);
  // The next request is never made before the last one was answered.
  for (const [at, { at: asked }] of ours.slice(1).entries())
    expect(asked - (ours[at]?.at ?? 0)).toBeGreaterThanOrEqual(4);
  // me, course, 3 pages of requests; 3 POSTs; 3 pages of members.
  expect(ours).toHaveLength(11);
});

describe('whose sign-in', () => {
  test('a job confirmed by one account is not sent by another', async () => {
    lms.fault({ path: /invite/, method: 'POST', do: { status: 401 } });
    const { id } = await start(await review(1));
    expect((await ended(id))?.failure).toEqual({ kind: 'token-rejected', origin: lms.origin });
    await signIn('admin');
    await flow.resume(id);
    expect((await ended(id))?.failure).toMatchObject({ kind: 'other-account', username: 'cora_manager' });
    expect(posts()).toHaveLength(1);
    await signIn('manager');
    await flow.resume(id);
    expect(kinds(await ended(id))).toEqual(['accepted', 'accepted', 'accepted']);
  });

  test('a site that is no SelfCommunity, and a token that is not accepted, are told apart', async () => {
    const failure = (token: string) => connect({ origin: lms.origin, token }).catch(failureOf);
    expect(await failure('made-up')).toEqual({ kind: 'token-rejected', origin: lms.origin });
    lms.fault({ path: /user\/me/, do: { status: 404 } });
    expect(await failure(lms.tokens.manager)).toEqual({ kind: 'not-a-community', origin: lms.origin });
  });
});

describe('which screen', () => {
  test('an unseen result comes once, then the review of what is still chosen', async () => {
    const [skipped] = lms.waitingUsers();
    lms.fault({ path: /invite/, method: 'POST', do: { skip: [skipped?.id ?? 0] } });
    const { id } = await start(await review(1));
    await ended(id);
    expect(await openTab(1)).toMatchObject({ screen: 'job', job: { id, state: 'done' } });
    expect((await review(1)).people.map(({ action }) => action).toSorted()).toEqual([
      'accept',
      'none',
      'none',
    ]);
  });

  test('people chosen since the job come before its result', async () => {
    const { id } = await start(await review(1));
    await ended(id);
    chosen = lms
      .waitingUsers()
      .slice(0, 1)
      .map(({ username }) => ({ userId: null, username }));
    expect((await review(1)).people).toHaveLength(1);
  });

  test('more people than one job may hold are refused before anything is asked of the LMS', async () => {
    chosen = Array.from({ length: 10_001 }, (_, at) => ({ userId: at + 1, username: null }));
    lms.log.length = 0;
    await expect(openTab(1)).rejects.toThrow('too-many-people');
    expect(lms.log).toEqual([]);
  });

  test('a tab that is closed meanwhile', async () => {
    Object.assign(fakeBrowser.tabs, { get: () => Promise.reject(new Error('No tab with id: 1')) });
    await expect(openTab(1)).rejects.toThrow('page-not-readable');
  });
});

test('a worker that starts anew goes on with what was running, and only reads back what was being sent', async () => {
  const plan = await review(1);
  lms.fault({ path: /invite/, method: 'POST', do: { delayMs: 100 } });
  const { id } = await start(plan);
  const done = await ended(id);
  if (done === null) throw new Error('no job');
  const [batch] = done.batches;
  if (batch === undefined) throw new Error('no batch');
  await withOutbox(id, (outbox) => outbox.replace(batch, [{ ...batch, state: 'sending' }]));
  await noteJob(id, { state: 'running', outcomes: [], endedAt: null });
  await flow.resumeAll();
  expect(kinds(await ended(id))).toEqual(['accepted', 'accepted', 'accepted']);
  expect(posts()).toHaveLength(1);
});

test('a token is used at its own origin only', async () => {
  const elsewhere = await startLms({ waiting: 1 });
  Object.assign(fakeBrowser.tabs, { get: async () => ({ url: elsewhere.url('/course/9/x/edit/requests') }) });
  await expect(openTab(1)).rejects.toThrow('not-connected');
  await keepSite({ origin: elsewhere.origin, user: { id: 1, username: 'x', realName: '' } }, 'other');
  await expect(openTab(1)).rejects.toThrow('token-rejected');
  expect(elsewhere.log.map(({ headers }) => headers.authorization)).toEqual(['Bearer other']);
  await elsewhere.close();
});
