/** Pages that do not answer: they hold up neither a job nor the person who asks for a review. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { until } from '../tools/run.ts';
import { HELD, result, toPost } from './job-steps.ts';
import { REQUESTS, type Scene, scene, test } from './scene.ts';

/** A page at `path` whose reading never comes to its end: the script that it waits for is never answered. */
async function visitEndless(page: Page, { lms }: Scene, path: string, body: string): Promise<void> {
  await page.route('**/never.js', () => {});
  await page.route(lms.url(path), (route) =>
    route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><h1>Still loading</h1>${body}<script src="/never.js"></script>`,
    }),
  );
  await page.goto(lms.url(path), { waitUntil: 'commit' });
  await page.getByText('Still loading').waitFor();
}

test('a page that never ends its loading does not keep the next job of its site from starting', async () => {
  const stage = await scene({ waiting: 6 });
  const { lms, visit, popup, posts } = stage;
  lms.fault(toPost(HELD));
  const page = await visit(REQUESTS);
  const first = await popup(page);
  await first.getByRole('button', { name: 'Accept all 6 requests' }).click();
  await first.getByRole('button', { name: 'Accept 6 requests' }).click();
  await until('the POST', () => posts().length === 1);
  await visitEndless(page, stage, '/endless', '');
  lms.release();
  expect(await result(first)).toBe('6 accepted');

  const [stranger] = lms.strangers();
  if (!stranger) throw new Error('there are too few people');
  const second = await popup(await visit('/course/9/intro-to-marine-biology/edit/users'));
  await second.getByRole('button', { name: 'Paste a list' }).click();
  await second.getByRole('textbox').fill(stranger.username);
  await second.getByRole('button', { name: 'Review 1 line' }).click();
  await second.getByRole('button', { name: 'Invite 1 person' }).click();
  expect(await result(second)).toBe('1 invited');
});

test('F6: a page that is still loading is read as it is, and that it is so is said', async () => {
  const stage = await scene({ waiting: 6 });
  const [one, other] = stage.lms.waitingUsers();
  const item = (user: typeof one, marked: boolean) =>
    `<li aria-selected="${marked}"><a href="/user/${user?.id}/">${user?.username}</a></li>`;
  const page = await stage.chromium.context.newPage();
  await visitEndless(page, stage, REQUESTS, `<ul>${item(one, true)}${item(other, false)}</ul>`);
  const review = await stage.popup(page);
  await expect.poll(() => review.innerText('body'), { timeout: 15_000 }).toContain('Accept 1 request');
  expect(await review.getByRole('list', { name: 'People' }).locator('.username').allInnerTexts()).toEqual([
    one?.username,
  ]);
  expect(await review.innerText('body')).toContain('The page is still loading.');
});

test('a page that stands still: that is said in the end, and once it goes on so does the person', async () => {
  const { chromium, visit } = await scene({ waiting: 6 });
  const page = await visit(REQUESTS);
  const tabId = await chromium.tabId(page);
  const opened = page.waitForEvent('dialog');
  // With a listener Playwright leaves a message of the page open, and all of its scripts wait for that.
  await page.evaluate(() => void setTimeout(() => alert('Your changes were saved'), 0));
  const dialog = await opened;
  const problem = await chromium.page(`popup.html?tab=${tabId}`);
  await problem.getByText('This page does not answer').waitFor({ timeout: 20_000 });
  await dialog.accept();
  await problem.getByRole('button', { name: 'Try again' }).click();
  await problem.getByRole('button', { name: 'Accept all 6 requests' }).waitFor();
});
