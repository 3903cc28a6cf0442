/** An access token that runs out while it is needed. */
import { expect } from 'vitest';
import { until } from '../tools/run.ts';
import { acceptAll, HELD, repeated, result, toPost } from './job-steps.ts';
import { REQUESTS, type Scene, scene, sentIds, test } from './scene.ts';
import { openWindow, signInByOAuth, signInTo } from './sign-in-steps.ts';

const TOKEN = '/oauth/token/';

const refreshes = ({ lms }: Scene) =>
  lms.oauthLog.filter(({ path, body }) => path === TOKEN && body.includes('grant_type=refresh_token'));
/** The POSTs that the LMS did not turn away. */
const taken = (stage: Scene) => stage.posts().filter(({ status }) => status !== 401);

/** A job of three batches, by OAuth, whose token runs out while the first POST is under way. */
async function inMidJob() {
  const stage = await scene({ waiting: 250, as: null });
  const options = await signInByOAuth(stage);
  stage.lms.fault(toPost(HELD));
  const popup = await acceptAll(stage, 250);
  await until('the first POST', () => stage.posts().length === 1);
  stage.lms.oauth.expire();
  stage.lms.release();
  return { stage, options, popup };
}

test('trust 9: the token expires in mid-job: one refresh, and the job goes on', async () => {
  const { stage, popup } = await inMidJob();
  expect(await result(popup)).toBe('250 accepted');
  expect(refreshes(stage)).toHaveLength(1);
  expect(taken(stage)).toHaveLength(3);
  expect(repeated(sentIds(taken(stage)))).toBe(0);
});

test('trust 9: several windows that need a token at once make one refresh', async () => {
  const stage = await scene({ waiting: 6, as: null });
  await signInByOAuth(stage);
  const pages = [await stage.visit(REQUESTS), await stage.visit(REQUESTS), await stage.visit(REQUESTS)];
  stage.lms.oauth.expire();
  stage.lms.fault({ path: TOKEN, do: HELD });
  const popups = await Promise.all(pages.map((page) => stage.popup(page)));
  await until('the refresh', () => refreshes(stage).length > 0);
  stage.lms.release();
  for (const popup of popups) await popup.getByRole('button', { name: 'Accept all 6 requests' }).waitFor();
  expect(refreshes(stage)).toHaveLength(1);
});

test('trust 9: the refresh answer is lost: paused with Sign in again, and nothing is lost', async () => {
  const stage = await scene({ waiting: 250, as: null });
  const options = await signInByOAuth(stage);
  stage.lms.fault(toPost(HELD));
  stage.lms.fault({ path: TOKEN, do: { reset: 'after' } });
  const page = await stage.visit(REQUESTS);
  const popup = await acceptAll({ ...stage, visit: async () => page }, 250);
  await until('the first POST', () => stage.posts().length === 1);
  stage.lms.oauth.expire();
  stage.lms.release();
  await popup.getByRole('heading', { name: /^You are signed out of/ }).waitFor({ timeout: 20_000 });
  await popup.getByText(/^Sign in again/).waitFor();
  expect(stage.lms.waitingUsers()).toHaveLength(150);
  await options.reload();
  const window = await openWindow(stage.chromium, options, signInTo(options));
  await window.getByRole('button', { name: 'Authorize' }).click();
  await options.getByText('Connected as cora_manager').waitFor();
  await until('everyone to be in', () => stage.lms.waitingUsers().length === 0, { timeout: 20_000 });
  expect(await result(await stage.popup(page))).toBe('250 accepted');
  expect(repeated(sentIds(taken(stage)))).toBe(0);
});

test('a refresh token that the community has ended: signed out, with the way back', async () => {
  const stage = await scene({ waiting: 3, as: null });
  await signInByOAuth(stage);
  const page = await stage.visit(REQUESTS);
  stage.lms.oauth.revokeAll();
  const popup = await stage.popup(page);
  await popup.getByRole('heading', { name: /^You are signed out of/ }).waitFor();
  const { context } = stage.chromium;
  const [options] = await Promise.all([
    context.waitForEvent('page'),
    popup.getByRole('button', { name: 'Sign in' }).click(),
  ]);
  const window = await openWindow(stage.chromium, options, signInTo(options));
  await window.getByRole('button', { name: 'Authorize' }).click();
  await options.getByText('Connected as cora_manager').waitFor();
  expect(refreshes(stage)).toHaveLength(1);
});
