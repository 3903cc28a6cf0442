/** The fault table's rows about what Rollcall is allowed: the token, the host, and an update take it away in mid-job. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { until } from '../tools/run.ts';
import { changeHost, developerMode } from './harness/extensions-page.ts';
import { signIn } from './harness/grant.ts';
import { anotherWorker, workerStart } from './harness/worker.ts';
import { acceptAll, HELD, repeated, result, toPost } from './job-steps.ts';
import { REQUESTS, type Scene, scene, sentIds, test } from './scene.ts';

/** What connecting asked the browser for, once. */
const HOST = 'http://127.0.0.1/*';

/** A job of three batches whose first POST is under way, and stays so until the LMS releases it. */
async function inMidJob(): Promise<{ stage: Scene; page: Page; popup: Page }> {
  const stage = await scene({ waiting: 250 });
  stage.lms.fault(toPost(HELD));
  const page = await stage.visit(REQUESTS);
  const popup = await acceptAll({ ...stage, visit: async () => page }, 250);
  await until('the first POST', () => stage.posts().length === 1);
  return { stage, page, popup };
}

/** Goes to the options by the button of the paused job, and connects there; what was entered before stands. */
async function connectAgain({ chromium }: Scene, popup: Page, token: string): Promise<void> {
  const opened = chromium.context.waitForEvent('page');
  await popup.getByRole('button', { name: 'Open options' }).click();
  const options = await opened;
  await options.getByLabel('Access token').fill(token);
  await options.getByRole('button', { name: 'Connect', exact: true }).click();
  await options.getByText(/Connected as/).waitFor();
}

/** Everyone is in by itself, the popup says so, and nobody was sent twice whom the LMS had. */
async function expectAllIn({ lms, popup }: Scene, page: Page): Promise<void> {
  await until('everyone to be in', () => lms.waitingUsers().length === 0, { timeout: 20_000 });
  expect(await result(await popup(page))).toBe('250 accepted');
  const applied = lms.log.filter(
    ({ method, path, status }) => method === 'POST' && path.endsWith('/invite/') && status !== 401,
  );
  expect(applied).toHaveLength(3);
  expect(repeated(sentIds(applied))).toBe(0);
}

test('the token expires in mid-job: paused, and after signing in again it goes on by itself', async () => {
  const { stage, page, popup } = await inMidJob();
  const { lms } = stage;
  lms.fault({
    path: /./,
    token: lms.tokens.manager,
    times: Number.POSITIVE_INFINITY,
    do: { status: 401 },
  });
  lms.release();
  await popup.getByText(/does not accept this access token/).waitFor();
  await popup.getByText(/nobody is sent twice/).waitFor();
  expect(lms.waitingUsers()).toHaveLength(150);
  // Another token of the same account: the old one stays expired.
  await connectAgain(stage, popup, lms.tokens.page);
  await expectAllIn(stage, page);
});

test('the host permission is revoked in mid-job: paused, and it goes on once it is granted and connected again', async () => {
  const { stage, page, popup } = await inMidJob();
  const { chromium, lms } = stage;
  await changeHost(chromium, 'remove', HOST);
  expect(stage.posts()[0]?.status).toBe(0);
  lms.release();
  await popup.getByText(/Rollcall may not talk to 127\.0\.0\.1:\d+ yet/).waitFor();
  await popup.getByText(/nobody is sent twice/).waitFor();
  expect(stage.posts()).toHaveLength(1);
  await changeHost(chromium, 'add', HOST);
  await connectAgain(stage, popup, lms.tokens.manager);
  await expectAllIn(stage, page);
});

test('the extension is updated in mid-job: nothing is lost, and after connecting again it goes on by itself', async () => {
  const { stage, page, popup } = await inMidJob();
  const { chromium, lms } = stage;
  await developerMode(chromium);
  const before = await workerStart(chromium);
  if (before === null) throw new Error('no worker is running');
  const closed = popup.waitForEvent('close');
  // Once it has answered: it ends the window that asks for it.
  await popup.evaluate('void setTimeout(() => chrome.runtime.reload())');
  await closed;
  await anotherWorker(chromium, before);
  await (await stage.popup(page)).getByText(/You are signed out of 127\.0\.0\.1/).waitFor();
  expect(stage.posts()).toHaveLength(1);
  await signIn(chromium, lms.origin, lms.tokens.manager);
  await expectAllIn(stage, page);
});
