/** From the installation to the first accepted request, with what an administrator has sent: each click is counted. */
import { expect, inject } from 'vitest';
import { until } from '../tools/run.ts';
import { Clicks, textFrom } from './first-run-clicks.ts';
import { grantBy } from './harness/grant.ts';
import { pressShortcut } from './harness/native.ts';
import { waitForPopup } from './harness/popup.ts';
import { extensionIdOf } from './harness/profile.ts';
import { ownScreen, scene, test } from './scene.ts';

test('in Chromium: installed, set up by a text, signed in, and one request accepted', async () => {
  const clicks = new Clicks();
  const display = await ownScreen();
  const stage = await scene({ waiting: 1, as: null, granted: false, display, firstSteps: true });
  const { chromium, lms } = stage;
  const { context } = chromium;
  lms.oauth.register(`https://${extensionIdOf(inject('extension'))}.chromiumapp.org/`);
  const steps = await until('the first steps', () =>
    context.pages().find((page) => page.url().includes('options.html')),
  );
  await steps.getByRole('heading', { name: 'Welcome to Rollcall' }).waitFor();

  await stage.paste(steps, textFrom(lms));
  await steps.getByText(/^Filled in for 127\.0\.0\.1/).waitFor();
  const opened = context.waitForEvent('page');
  const origins = ['http://127.0.0.1/*'];
  await grantBy(display, {
    ask: () => {
      clicks.add('Sign in').add('Allow');
      return steps.getByRole('button', { name: 'Sign in', exact: true }).click();
    },
    granted: () => chromium.asExtension(`chrome.permissions.contains(${JSON.stringify({ origins })})`),
    what: origins.join(),
    deadline: Date.now() + 40_000,
  });
  const community = await opened;
  await community.getByLabel('Username').fill('cora_manager');
  await community.getByLabel('Password').fill(lms.password);
  for (const name of ['Log in', 'Authorize']) {
    clicks.add(name);
    await community.getByRole('button', { name }).click();
  }
  await steps.getByText('Connected as cora_manager').waitFor();

  const tab = context.waitForEvent('page');
  clicks.add('the course');
  await steps.getByRole('link', { name: 'Intro to Marine Biology' }).click();
  const course = await tab;
  await course.locator('.SCCourseUsersTable-root tbody > tr p').first().waitFor();
  clicks.add('Alt+Shift+J');
  await pressShortcut(display, 'alt+shift+j');
  const popup = await waitForPopup(chromium);
  for (const name of ['Accept the 1 request', 'Accept 1 request']) {
    clicks.add(name);
    await popup.button(new RegExp(`^${name}$`)).click();
  }
  await popup.waitFor(async () => (await popup.status()) === '1 accepted', '1 accepted');
  expect(lms.waitingUsers()).toEqual([]);
  clicks.tell('Chromium');
});
