/** Sending at once: what the background makes sure of itself, whatever a popup says. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { Plan } from '../../../lib/model/index.ts';
import { startAutoSend } from '../../../lib/review/auto-send.ts';
import { disconnect } from '../../../lib/sites/sign-out.ts';
import { keepGesture } from '../../../lib/store/popup-state.ts';
import { autoSendAt } from '../../../lib/store/settings.ts';
import { ended, flowStage, kinds } from '../jobs/stage.ts';

const stage = flowStage();

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  await autoSendAt(stage.lms.origin).set(true);
});
afterEach(() => vi.useRealTimers());

/** What the popup of tab 1 opens with, asked for by the context menu or the shortcut. */
async function byGesture(): Promise<{ plan: Plan; autoSend: boolean }> {
  await keepGesture(1);
  const view = await stage.openTab(1);
  if (view.screen !== 'review') throw new Error(`${view.screen} instead of a review`);
  return view;
}
const pass = (seconds: number) => vi.setSystemTime(Date.now() + 1_000 * seconds);
const sendByItself = ({ place, id: planId }: Plan) => startAutoSend({ place, planId });

async function expectRefused(plan: Plan): Promise<void> {
  await expect(sendByItself(plan)).rejects.toThrow('review-again');
  expect(stage.posts()).toEqual([]);
}

test('opened by a gesture it is offered, and after five seconds it is sent, once', async () => {
  const { plan, autoSend } = await byGesture();
  expect(autoSend).toBe(true);
  pass(5);
  const { id } = await sendByItself(plan);
  expect(kinds(await ended(id))).toEqual(['accepted', 'accepted', 'accepted']);
  // The answer was lost, and it is asked again.
  expect((await sendByItself(plan)).id).toBe(id);
  expect(stage.posts()).toHaveLength(1);
});

describe('is not offered', () => {
  test('to a popup that no gesture opened, nor to a second one, nor later in the same one', async () => {
    expect(await stage.openTab(1)).toMatchObject({ screen: 'review', autoSend: false });
    expect((await byGesture()).autoSend).toBe(true);
    expect(await stage.openTab(1)).toMatchObject({ screen: 'review', autoSend: false });
  });

  test('in another tab than that of the gesture', async () => {
    await keepGesture(1);
    expect(await stage.openTab(2)).toMatchObject({ screen: 'review', autoSend: false });
  });

  test('after a gesture whose popup never asked', async () => {
    await keepGesture(1);
    pass(5);
    expect(await stage.openTab(1)).toMatchObject({ screen: 'review', autoSend: false });
  });

  test('where the site is not set to it; to disconnect a site sets it back', async () => {
    await disconnect(stage.lms.origin);
    await stage.signIn('manager');
    expect((await byGesture()).autoSend).toBe(false);
  });

  test('with somebody whom the site does not know', async () => {
    stage.choosePeople([{ userId: null, username: 'nobody_at_all' }, ...waiting(2)]);
    expect((await byGesture()).autoSend).toBe(false);
  });
});

describe('is refused', () => {
  test('before five seconds have passed', async () => {
    const { plan } = await byGesture();
    pass(4.9);
    await expectRefused(plan);
  });

  test('long after them, as when the computer slept', async () => {
    const { plan } = await byGesture();
    pass(60);
    await expectRefused(plan);
  });

  test('where it was not offered', async () => {
    await byGesture();
    const plan = await stage.review(1);
    pass(5);
    await expectRefused(plan);
  });

  test('where a newer review has taken its place', async () => {
    const { plan } = await byGesture();
    await stage.review(1);
    pass(5);
    await expectRefused(plan);
  });

  test('where it was turned off meanwhile', async () => {
    const { plan } = await byGesture();
    await autoSendAt(stage.lms.origin).set(false);
    pass(5);
    await expectRefused(plan);
  });

  test('where the page proposes others by now, or the same in another order', async () => {
    for (const others of [waiting(4), waiting(3).toReversed(), waiting(2)]) {
      stage.choose(3);
      const { plan, autoSend } = await byGesture();
      expect(autoSend).toBe(true);
      stage.choosePeople(others);
      pass(5);
      await expectRefused(plan);
    }
  });

  test('where the tab shows another site', async () => {
    const { plan } = await byGesture();
    Object.assign(fakeBrowser.tabs, { get: async () => ({ url: 'https://other.example.org/course/9/x/' }) });
    pass(5);
    await expectRefused(plan);
  });
});

test('the button sends all the same, whatever became of the countdown', async () => {
  const { plan } = await byGesture();
  pass(60);
  await expectRefused(plan);
  expect(kinds(await ended((await stage.start(plan)).id))).toEqual(['accepted', 'accepted', 'accepted']);
});

const waiting = (count: number) =>
  stage.lms
    .waitingUsers()
    .slice(0, count)
    .map(({ username }) => ({ userId: null, username }));
