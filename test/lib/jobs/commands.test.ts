/** Races between windows, accounts and workers: what would be lost, or sent twice, if a part of the way were left out. */
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as flow from '../../../lib/jobs/commands.ts';
import { resumeAll } from '../../../lib/jobs/queue.ts';
import { failureOf } from '../../../lib/model/errors.ts';
import { reviewElsewhere } from '../../../lib/review/review.ts';
import { connect } from '../../../lib/sites/sign-in.ts';
import { noteJob, outboxOf, readJob } from '../../../lib/store/jobs.ts';
import { keepSignIn } from '../../../lib/store/sign-ins.ts';
import { siteOf } from '../../../lib/store/sites.ts';
import { startLms } from '../../lms/server.ts';
import { ended, flowStage, kinds } from './stage.ts';

const stage = flowStage();

describe('nobody is sent twice', () => {
  test('the same people reviewed in three tabs and started while the first job runs, and after: they go out once', async () => {
    const [one, other, third] = [await stage.review(1), await stage.review(2), await stage.review(3)];
    const job = await stage.start(one);
    const queued = await stage.start(other);
    expect(kinds(await ended(job.id))).toEqual(['accepted', 'accepted', 'accepted']);
    const members = ['already-member', 'already-member', 'already-member'];
    expect(kinds(await ended(queued.id))).toEqual(members);
    expect(kinds(await ended((await stage.start(third)).id))).toEqual(members);
    expect(stage.posts()).toHaveLength(1);
  });

  test('a second job waits for the first, whatever it waits for, and says so', async () => {
    stage.lms.fault({ path: /invite/, method: 'POST', do: { status: 429, headers: { 'retry-after': '1' } } });
    const first = await stage.start(await stage.review(1));
    stage.choose(1);
    const second = await stage.start(await stage.review(2, first.id));
    await vi.waitUntil(async () => (await readJob(first.id))?.failure?.kind === 'rate-limited');
    expect((await flow.jobProgress(second.id)).ahead).toBe(1);
    expect((await flow.jobProgress(first.id)).ahead).toBe(0);
    expect(kinds(await ended(first.id))).toEqual(['accepted', 'accepted', 'accepted']);
    expect(kinds(await ended(second.id))).toEqual(['already-member']);
    expect(stage.posts().map(({ status }) => status)).toEqual([429, 204]);
  });

  test('the same plan started twice is one job', async () => {
    const plan = await stage.review(1);
    const [one, other] = await Promise.all([stage.start(plan), stage.start(plan)]);
    expect(one.id).toBe(other.id);
    await ended(one.id);
    expect(stage.posts()).toHaveLength(1);
  });

  test('a paused job that was given up cannot be gone on with from another window', async () => {
    stage.lms.fault({ path: /invite/, method: 'POST', do: { status: 403 } });
    const paused = await stage.start(await stage.review(1));
    await ended(paused.id);
    await flow.leaveJob(paused.id);
    const job = await stage.start(await stage.review(1));
    expect(kinds(await ended(job.id))).toEqual(['accepted', 'accepted', 'accepted']);
    await expect(flow.resumeJob(paused.id)).rejects.toThrow('no-such-job');
    expect(stage.posts().map(({ status }) => status)).toEqual([403, 204]);
  });

  test('a running job is shown instead of a review, in any tab of its course, and cannot be given up', async () => {
    stage.lms.fault({ path: /invite/, method: 'POST', do: { holdMs: Number.POSITIVE_INFINITY } });
    const job = await stage.start(await stage.review(1));
    await vi.waitUntil(() => stage.posts().length === 1);
    const inOtherTab = await stage.openTab(2);
    expect(inOtherTab).toMatchObject({ screen: 'job', job: { id: job.id, state: 'running' } });
    // Given up only waits for the job's end, and then there is nothing paused to give up.
    const leaving = flow.leaveJob(job.id);
    stage.lms.release();
    await leaving;
    expect((await readJob(job.id))?.state).toBe('done');
    expect(stage.posts()).toHaveLength(1);
  });

  test('paused, then Try again in two windows at once: those people go out once', async () => {
    stage.lms.fault({ path: /invite/, method: 'POST', do: { status: 403 } });
    const { id } = await stage.start(await stage.review(1));
    await ended(id);
    await Promise.all([flow.resumeJob(id), flow.resumeJob(id)]);
    expect(kinds(await ended(id))).toEqual(['accepted', 'accepted', 'accepted']);
    expect(stage.posts().map(({ status }) => status)).toEqual([403, 204]);
  });
});

test('250 people go out in three POSTs of at most a hundred, one after the other', async () => {
  await stage.restart({ waiting: 250, latencyMs: 5 });
  stage.choose(250);
  const { id } = await stage.start(await stage.review(1));
  const job = await ended(id);
  expect(job?.outcomes.filter(({ kind }) => kind === 'accepted')).toHaveLength(250);
  expect(stage.posts().map(({ body }) => JSON.parse(body).users.length)).toEqual([100, 100, 50]);
  const ours = stage.lms.requests(stage.lms.tokens.manager);
  // The next request is never made before the last one was answered.
  for (const [at, { at: asked }] of ours.slice(1).entries())
    expect(asked - (ours[at]?.at ?? 0)).toBeGreaterThanOrEqual(4);
  // me, course, 3 pages of requests; 3 POSTs; 3 pages of members.
  expect(ours).toHaveLength(11);
});

describe('whose sign-in', () => {
  test('a job confirmed by one account is not sent by another', async () => {
    stage.lms.fault({ path: /invite/, method: 'POST', do: { status: 401 } });
    const { id } = await stage.start(await stage.review(1));
    expect((await ended(id))?.failure).toEqual({ kind: 'token-rejected', origin: stage.lms.origin });
    await stage.signIn('admin');
    await flow.resumeJob(id);
    expect((await ended(id))?.failure).toMatchObject({ kind: 'other-account', username: 'cora_manager' });
    expect(stage.posts()).toHaveLength(1);
    await stage.signIn('manager');
    await flow.resumeJob(id);
    expect(kinds(await ended(id))).toEqual(['accepted', 'accepted', 'accepted']);
  });

  test('a site that is no SelfCommunity, and a token that is not accepted, are told apart', async () => {
    const failure = (token: string) =>
      connect({ origin: stage.lms.origin, api: stage.lms.origin, keep: false, token }).catch(failureOf);
    expect(await failure('made-up')).toEqual({ kind: 'token-rejected', origin: stage.lms.origin });
    stage.lms.fault({ path: /user\/me/, do: { status: 404 } });
    expect(await failure(stage.lms.tokens.manager)).toEqual({
      kind: 'not-a-community',
      origin: stage.lms.origin,
    });
  });
});

describe('which screen', () => {
  test('an unseen result comes once, then the review of what is still chosen', async () => {
    const [skipped] = stage.lms.waitingUsers();
    stage.lms.fault({ path: /invite/, method: 'POST', do: { skip: [skipped?.id ?? 0] } });
    const { id } = await stage.start(await stage.review(1));
    await ended(id);
    expect(await stage.openTab(1)).toMatchObject({ screen: 'job', job: { id, state: 'done' } });
    expect((await stage.review(1)).people.map(({ action }) => action).toSorted()).toEqual([
      'accept',
      'none',
      'none',
    ]);
  });

  test('people chosen since the job come before its result', async () => {
    const { id } = await stage.start(await stage.review(1));
    await ended(id);
    stage.choose(1);
    expect((await stage.review(1)).people).toHaveLength(1);
  });

  test('a job for another course is shown in the tab it was started from, before any review there', async () => {
    const plan = await stage.review(1);
    const elsewhere = await reviewElsewhere({ place: plan.place, planId: plan.id, courseId: 10 }, {});
    if (elsewhere.screen !== 'review') throw new Error(elsewhere.screen);
    stage.lms.fault({ path: /invite/, method: 'POST', do: { status: 403 } });
    const { id } = await stage.start(elsewhere.plan);
    await ended(id);
    expect(await stage.openTab(1)).toMatchObject({ screen: 'job', job: { id, course: { id: 10 } } });
    expect(await stage.openTab(2)).toMatchObject({ screen: 'review', plan: { course: { id: 9 } } });
    expect(await stage.openTab(1, id)).toMatchObject({ screen: 'review', plan: { course: { id: 9 } } });
  });

  test('of several jobs all can be put aside', async () => {
    stage.lms.fault({
      path: /invite/,
      method: 'POST',
      do: { status: 429, headers: { 'retry-after': '60' } },
    });
    const one = await stage.start(await stage.review(1));
    const other = await stage.start(await stage.review(1, one.id));
    expect(await stage.openTab(1, one.id)).toMatchObject({ screen: 'job', job: { id: other.id } });
    expect(await stage.openTab(1, one.id, other.id)).toMatchObject({ screen: 'review' });
  });

  test('more people than one job may hold are refused before anything is asked of the LMS', async () => {
    stage.choosePeople(Array.from({ length: 10_001 }, (_, at) => ({ userId: at + 1, username: null })));
    stage.lms.log.length = 0;
    await expect(stage.openTab(1)).rejects.toThrow('too-many-people');
    expect(stage.lms.log).toEqual([]);
  });

  test('a tab that is closed meanwhile', async () => {
    Object.assign(fakeBrowser.tabs, { get: () => Promise.reject(new Error('No tab with id: 1')) });
    await expect(stage.openTab(1)).rejects.toThrow('page-not-readable');
  });
});

test('a worker that starts anew goes on with what was running, and only reads back what was being sent', async () => {
  const plan = await stage.review(1);
  const { id } = await stage.start(plan);
  const done = await ended(id);
  if (done === null) throw new Error('no job');
  const [batch] = done.batches;
  if (batch === undefined) throw new Error('no batch');
  await outboxOf(id).replace([batch], [{ ...batch, state: 'sending' }]);
  await noteJob(id, { state: 'running', outcomes: [], endedAt: null });
  await resumeAll();
  expect(kinds(await ended(id))).toEqual(['accepted', 'accepted', 'accepted']);
  expect(stage.posts()).toHaveLength(1);
});

test('a token is used at its own origin only', async () => {
  const elsewhere = await startLms({ waiting: 1 });
  Object.assign(fakeBrowser.tabs, { get: async () => ({ url: elsewhere.url('/course/9/x/edit/requests') }) });
  await expect(stage.openTab(1)).rejects.toThrow('not-connected');
  const { origin } = elsewhere;
  const site = { origin, api: origin, clientId: null, keep: false };
  await siteOf(origin).set(site);
  await expect(stage.openTab(1)).rejects.toThrow('signed-out');
  const user = { id: 1, username: 'x', realName: '' };
  await keepSignIn(origin, {
    api: origin,
    clientId: null,
    user,
    keep: false,
    token: 'other',
    until: null,
    refreshToken: null,
  });
  await expect(stage.openTab(1)).rejects.toThrow('token-rejected');
  expect(elsewhere.log.map(({ headers }) => headers.authorization)).toEqual(['Bearer other']);
  await elsewhere.close();
});
