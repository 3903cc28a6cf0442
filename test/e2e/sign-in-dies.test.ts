/** The worker is killed in the middle of signing in, refreshing and signing out: nobody has to begin anew who need not. */
import { expect } from 'vitest';
import { until } from '../tools/run.ts';
import { killWorker, workerStart } from './harness/worker.ts';
import { acceptAll, HELD, result, toPost } from './job-steps.ts';
import { REQUESTS, type Scene, scene, test } from './scene.ts';
import { filledIn, logIn, openWindow, signInByOAuth } from './sign-in-steps.ts';

const TOKEN = '/oauth/token/';
const exchanges = ({ lms }: Scene) => lms.oauthLog.filter(({ path }) => path === TOKEN);

test('trust 10: while the person is at the community: the window is asked for once more', async () => {
  const stage = await scene({ as: null });
  const { chromium } = stage;
  const options = await filledIn(stage);
  const lost = await openWindow(chromium, options);
  await killWorker(chromium);
  const opened = chromium.context.waitForEvent('page');
  await logIn(stage, lost);
  await lost.getByRole('button', { name: 'Authorize' }).click();
  await (await opened).getByRole('button', { name: 'Authorize' }).click();
  await options.getByText('Connected as cora_manager').waitFor();
  expect(exchanges(stage)).toHaveLength(1);
});

test.each([
  ['before the code is exchanged', { path: TOKEN, do: { delayMs: 4_000 } }],
  ['before it is known whose the tokens are', { path: /user\/me\/$/, do: { delayMs: 4_000 } }],
] as const)('trust 10: %s: it goes on by itself', async (_when, fault) => {
  const stage = await scene({ as: null });
  const { chromium, lms } = stage;
  const options = await filledIn(stage);
  const window = await openWindow(chromium, options);
  await logIn(stage, window);
  lms.fault(fault);
  await window.getByRole('button', { name: 'Authorize' }).click();
  const isUnderWay = () =>
    [...lms.oauthLog, ...lms.log].some(
      ({ path }) => path.search(fault.path) >= 0 && path !== '/oauth/authorize/',
    );
  await until('the request', () => isUnderWay());
  await killWorker(chromium);
  await options.getByText('Connected as cora_manager').waitFor({ timeout: 15_000 });
  expect(lms.oauth.tokens().filter(({ accessLives }) => accessLives).length).toBeGreaterThan(0);
});

test('trust 10: in the middle of a refresh: the job is paused with Sign in again, or goes on; nobody is lost', async () => {
  const stage = await scene({ waiting: 250, as: null });
  const { chromium, lms } = stage;
  await signInByOAuth(stage);
  lms.fault(toPost(HELD));
  lms.fault({ path: TOKEN, do: { delayMs: 3_000 } });
  const popup = await acceptAll(stage, 250);
  await until('the first POST', () => stage.posts().length === 1);
  lms.oauth.expire();
  lms.release();
  await until('the refresh', () => exchanges(stage).length === 2, { timeout: 10_000 });
  await killWorker(chromium);
  // The community has used the refresh token up, or it has not: both are an end that says what to do.
  const signedOut = popup.getByRole('heading', { name: /^You are signed out of/ });
  await until('an end', async () => lms.waitingUsers().length === 0 || (await signedOut.isVisible()), {
    timeout: 30_000,
  });
  if (lms.waitingUsers().length === 0) expect(await result(popup)).toBe('250 accepted');
  else expect(lms.waitingUsers()).toHaveLength(150);
});

test('trust 6: in the middle of signing out: what is forgotten stays so', async () => {
  const stage = await scene({ as: null });
  const { chromium, lms } = stage;
  const options = await signInByOAuth(stage);
  lms.fault({ path: '/oauth/revoke_token/', do: { delayMs: 4_000 } });
  await options.getByRole('button', { name: 'Sign out' }).click();
  await until('the revocation', () => lms.oauthLog.some(({ path }) => path === '/oauth/revoke_token/'));
  await chromium.stopWorker();
  const popup = await stage.popup(await stage.visit(REQUESTS));
  await popup.getByRole('heading', { name: /^You are signed out of/ }).waitFor();
  expect(await workerStart(chromium)).not.toBeNull();
});
