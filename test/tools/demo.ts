/**
 * `npm run demo`: the practice LMS with 340 waiting requests, and a Chromium with Rollcall connected to it. Without a
 * display, or with `-- --headless`, the demo does the main job itself on a screen of its own and takes pictures.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Page } from 'playwright-core';
import { type Chromium, freshProfile, launchChromium } from '../e2e/harness/chromium.ts';
import { grantHost, signIn } from '../e2e/harness/grant.ts';
import { pressShortcut } from '../e2e/harness/native.ts';
import { waitForPopup } from '../e2e/harness/popup.ts';
import { ensureFrontEnd } from '../lms/build.ts';
import type { PracticeLms } from '../lms/server.ts';
import { buildExtension, root } from './build.ts';
import { type Display, startDisplay } from './display.ts';
import { ensureBrowser, ensureDisplayTools } from './machine.ts';
import { until } from './run.ts';

const REQUESTS = '/course/9/intro-to-marine-biology/edit/requests';
const say = (words: string) => console.log(words);

const { values } = parseArgs({
  options: {
    headless: { type: 'boolean', default: false },
    pictures: { type: 'string', default: '.pictures' },
  },
});
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

say('Preparing the practice LMS and the extension …');
await ensureBrowser();
await ensureFrontEnd();
// Only now are the packages there that the practice LMS itself runs on.
const { startLms } = await import('../lms/server.ts');
const extension = await buildExtension('chrome');
const lms = await startLms({ waiting: 340 });
try {
  if (values.headless || !hasDisplay) await showItself(lms, extension, resolve(root, values.pictures));
  else await showPerson(lms, extension);
} finally {
  await lms.close();
}

/** A person's own screen: connected up to the browser's prompt, which is theirs to answer. */
async function showPerson(on: PracticeLms, build: string): Promise<void> {
  const window = { env: { DISPLAY: process.env.DISPLAY ?? '' }, width: 1280, height: 900 };
  const chromium = await launchChromium({ extension: build, profile: freshProfile(), display: window });
  const closed = new Promise((resolve) => chromium.context.once('close', resolve));
  const options = await chromium.page('options.html');
  await options.getByLabel('Site address').fill(on.origin);
  await options.getByLabel('Access token').fill(on.tokens.manager);
  await options.getByRole('button', { name: 'Connect' }).click();
  say('The browser asks whether Rollcall may talk to the practice LMS: press Allow.');
  await Promise.race([
    options
      .getByText('Connected as')
      .waitFor({ timeout: 0 })
      .catch(() => {}),
    closed,
  ]);
  if (options.isClosed()) return;
  const page = await openRequests(chromium, on);
  await page.bringToFront();
  say(`Connected. The Requests tab of course 9 is open (${page.url()}), with 340 people waiting.`);
  say('Press Alt+Shift+J or the toolbar icon, Select people, tick some, then Alt+Shift+U and Enter.');
  say('Close the browser to end.');
  await closed;
}

/** The main job by keyboard on a screen of our own, as a person does it, with pictures of each step. */
async function showItself(on: PracticeLms, build: string, pictures: string): Promise<void> {
  await ensureDisplayTools();
  mkdirSync(pictures, { recursive: true });
  const display = await startDisplay('1280x860');
  try {
    const { origin, tokens } = on;
    const profile = await grantHost({ extension: build, site: origin, token: tokens.manager, display });
    const chromium = await launchChromium({ extension: build, profile, display });
    try {
      await signIn(chromium, origin, tokens.manager);
      on.log.length = 0;
      await doTheMainJob(chromium, on, display, pictures);
    } finally {
      await chromium.close();
    }
  } finally {
    await display.stop();
  }
}

async function doTheMainJob(
  chromium: Chromium,
  on: PracticeLms,
  display: Display,
  pictures: string,
): Promise<void> {
  const take = async (name: string) => {
    await display.settle();
    await display.screenshot(join(pictures, `${name}.png`));
  };
  const page = await openRequests(chromium, on);
  await page.bringToFront();
  for (const blank of chromium.context.pages()) if (blank !== page) await blank.close();

  await pressShortcut(display, 'alt+shift+j');
  const course = await waitForPopup(chromium);
  const select = 'Select people';
  await course.waitFor(async () => (await course.focused())?.name === select, `the focus on ${select}`);
  say(`Course: ${await course.heading()} (${on.origin}), ${on.waitingUsers().length} people waiting`);
  await display.key('Return');
  await page
    .getByRole('checkbox', { name: /^Select / })
    .first()
    .waitFor();
  await until('the popup to close', () => course.closed());
  await display.key('space', 'Down', 'space', 'Down', 'Down', 'space');
  await page.getByText('3 selected').waitFor();
  await take('page');

  await pressShortcut(display, 'alt+shift+u');
  const review = await waitForPopup(chromium);
  await review.waitFor(async () => /^Accept/.test((await review.focused())?.name ?? ''), 'the review');
  await take('review');
  await display.key('Return');
  await review.waitFor(() => review.status(), 'the result');
  await take('result');

  const sent = on.requests(on.tokens.manager).filter(({ method }) => method === 'POST');
  for (const { method, path, body, headers, status } of sent) {
    say(`Sent: ${method} ${path} ${body} (${headers['content-type']}), answered ${status}`);
  }
  say(`Requests in all: ${on.requests(on.tokens.manager).length}`);
  say(`Result: ${await review.status()}`);
  say(`In the LMS now: ${on.waitingUsers().length} people waiting`);
  say(`Pictures: ${['page', 'review', 'result'].map((name) => join(pictures, `${name}.png`)).join(', ')}`);
}

async function openRequests(chromium: Chromium, on: PracticeLms): Promise<Page> {
  const page = await chromium.context.newPage();
  await page.goto(on.url(REQUESTS));
  await page.locator('.SCCourseUsersTable-root tbody > tr p').first().waitFor();
  return page;
}
