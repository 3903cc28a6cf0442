/** Jobs and what happens to them: the worker dies, the browser ends, the LMS refuses. Nobody is lost, nobody sent twice. */
import { expect, inject, onTestFinished } from 'vitest';
import type { FaultAction } from '../lms/model.ts';
import { startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import { freshProfile, launchChromium } from './harness/chromium.ts';
import { signIn } from './harness/grant.ts';
import { acceptAll, HELD, repeated, result, toPost } from './job-steps.ts';
import { REQUESTS, scene, sentIds, test } from './scene.ts';

test.each<[string, FaultAction, number]>([
  ['which the LMS has done by then', HELD, 0],
  // Chromium itself sends a POST again whose connection breaks.
  ['which never reaches the LMS', { reset: 'before' }, 100],
])('the worker is killed with a POST in flight, %s', async (_which, fault, sentAgain) => {
  const stage = await scene({ waiting: 250 });
  const { lms, chromium, posts } = stage;
  lms.fault(toPost(HELD));
  const popup = await acceptAll(stage, 250);
  await until('the first POST', () => posts().length === 1);
  if ('reset' in fault) lms.fault(toPost({ delayMs: 1_500 }, 2));
  lms.fault(toPost(fault, 'reset' in fault ? 2 : 1));
  lms.release();
  await until('the second POST', () => posts().length === 2);
  // Resolves only when it has stopped; whatever is done after that another worker does.
  await chromium.stopWorker();
  lms.clearFaults();
  expect(await result(popup)).toBe('250 accepted');
  expect(repeated(sentIds(posts()))).toBe(sentAgain);
  expect(lms.waitingUsers()).toEqual([]);
});

test('the browser ends in mid-job: after signing in again it goes on by itself, and nobody is sent twice', async () => {
  const lms = await startLms({ waiting: 250 });
  onTestFinished(() => lms.close());
  const extension = inject('extension');
  const profile = freshProfile(inject('grantedProfile'));
  const posts = () => lms.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/invite/'));

  const first = await launchChromium({ extension, profile, keepProfile: true });
  try {
    await signIn(first, lms.origin, lms.tokens.manager);
    const page = await first.context.newPage();
    await page.goto(lms.url(REQUESTS));
    lms.fault(toPost(HELD, 2));
    const tab = await first.tabId(page);
    await acceptAll({ visit: async () => page, popup: () => first.page(`popup.html?tab=${tab}`) }, 250);
    await until('the first POST', () => posts().length === 1);
    lms.release();
    await until('the second POST', () => posts().length === 2);
  } finally {
    await first.close();
  }
  lms.clearFaults();

  const second = await launchChromium({ extension, profile });
  try {
    await signIn(second, lms.origin, lms.tokens.manager);
    await until('everyone to be in', () => lms.waitingUsers().length === 0, { timeout: 30_000 });
    const page = await second.context.newPage();
    await page.goto(lms.url(REQUESTS));
    const popup = await second.page(`popup.html?tab=${await second.tabId(page)}`);
    expect(await result(popup)).toBe('250 accepted');
    expect(repeated(sentIds(posts()))).toBe(0);
  } finally {
    await second.close();
  }
});

test('one of a hundred is refused: the others are in, that one is named with the words of the server', async () => {
  const stage = await scene({ waiting: 100 });
  const { lms } = stage;
  const [, , bad] = lms.waitingUsers();
  if (!bad) throw new Error('nobody waits');
  lms.refuse(bad.id);
  const popup = await acceptAll(stage, 100);
  expect(await result(popup)).toBe('99 accepted, 1 refused');
  expect(lms.waitingUsers().map(({ id }) => id)).toEqual([bad.id]);
  const first = popup.getByRole('list', { name: 'People' }).getByRole('listitem').first();
  expect(await first.innerText()).toContain(bad.username);
  expect(await first.innerText()).toContain(`User ${bad.id} cannot be invited.`);
  expect(stage.posts().length).toBeLessThanOrEqual(2 * 7 + 1);
});

test('Cancel: the batch that is under way ends, the others are not sent, and everyone is told of', async () => {
  const stage = await scene({ waiting: 250 });
  const { lms, posts } = stage;
  lms.fault(toPost(HELD));
  const popup = await acceptAll(stage, 250);
  await until('the first POST', () => posts().length === 1);
  const cancel = popup.getByRole('button', { name: 'Cancel' });
  await cancel.click();
  await cancel.waitFor({ state: 'detached' });
  lms.release();
  expect(await result(popup)).toBe('100 accepted, 150 not sent');
  expect(posts()).toHaveLength(1);
  expect(lms.waitingUsers()).toHaveLength(150);
});

test('10,000 people, and every tenth POST is told to wait: all get through, nobody is sent twice', async () => {
  const stage = await scene({ waiting: 10_000 });
  const { lms, posts } = stage;
  lms.fault({
    ...toPost({ status: 429, headers: { 'retry-after': '1' } }, Number.POSITIVE_INFINITY),
    every: 10,
  });
  const popup = await acceptAll(stage, 10_000);
  expect(await popup.getByRole('status').innerText({ timeout: 150_000 })).toMatch(/^10,?000 accepted$/);
  const statuses = posts().map(({ status }) => status);
  expect(statuses.filter((status) => status === 204)).toHaveLength(100);
  expect(statuses.filter((status) => status === 429)).toHaveLength(11);
  expect(repeated(sentIds(posts().filter(({ status }) => status === 204)))).toBe(0);
  // Never early.
  const waits = posts().flatMap(({ status, at }, index) =>
    status === 429 ? [(posts()[index + 1]?.at ?? 0) - at] : [],
  );
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(1_000);
  expect(lms.waitingUsers()).toEqual([]);
}, 240_000);
