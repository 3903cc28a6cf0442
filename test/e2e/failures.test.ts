/** Everything that can be expected to go wrong: its own words, the next step, nothing sent twice, the selection kept. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { signIn } from './harness/grant.ts';
import { openPopupByAction } from './harness/popup.ts';
import { REQUESTS, type Scene, scene, test } from './scene.ts';

/** A page with two people ticked before anything goes wrong. */
async function withTwoTicked(stage: Scene): Promise<Page> {
  const page = await stage.visit(REQUESTS);
  const boxes = await stage.selectPeople(page);
  for (const at of [0, 2]) await boxes.nth(at).check();
  return page;
}

const isSelectionKept = async (popup: Page) => {
  await popup.getByRole('button', { name: 'Try again' }).click();
  await popup.getByRole('button', { name: 'Accept 2 requests' }).waitFor();
};

test('no token: the host, and Connect leads to the options with the address filled in', async () => {
  const stage = await scene({ as: null });
  const page = await stage.visit(REQUESTS);
  const popup = await stage.popup(page);
  await popup.getByText(/Rollcall is not connected to 127\.0\.0\.1/).waitFor();
  const opened = stage.chromium.context.waitForEvent('page');
  await popup.getByRole('button', { name: 'Connect' }).click();
  const options = await opened;
  await expect.poll(() => options.getByLabel('Site address').inputValue()).toBe(stage.lms.origin);
  expect(stage.posts()).toEqual([]);
});

test('the toolbar on a site that was never connected and never granted: the host is known by the gesture', async () => {
  const stage = await scene({ as: null, granted: false });
  const page = await stage.visit(REQUESTS);
  const popup = await openPopupByAction(stage.chromium, page);
  await popup.waitFor(async () => /not connected to 127\.0\.0\.1/.test(await popup.text()), 'the host');
  expect(stage.lms.requests(stage.lms.tokens.manager)).toEqual([]);
});

test('a token refused with 401: sign in again, and the selection is still there', async () => {
  const stage = await scene();
  const page = await withTwoTicked(stage);
  const { manager } = stage.lms.tokens;
  stage.lms.fault({ path: /./, token: manager, do: { status: 401 } });
  const popup = await stage.popup(page);
  await popup.getByText(/does not accept this access token/).waitFor();
  await popup.getByRole('button', { name: 'Open options' }).waitFor();
  await signIn(stage.chromium, stage.lms.origin, manager);
  const again = await stage.popup(page);
  await again.getByRole('button', { name: 'Accept 2 requests' }).waitFor();
});

test('not a manager of any course: 403', async () => {
  const stage = await scene({ as: 'member' });
  const popup = await stage.popup(await stage.visit(REQUESTS));
  await popup.getByRole('heading', { name: 'You do not manage this course' }).waitFor();
});

test('no such course: 404', async () => {
  const stage = await scene();
  const popup = await stage.popup(await stage.visit('/course/77/nowhere/edit/requests', '#root'));
  await popup.getByText('There is no course 77 here. Choose one of yours.').waitFor();
});

test('not a course page: a course is chosen', async () => {
  const stage = await scene();
  const popup = await stage.popup(await stage.visit('/', '#root'));
  await popup.getByText('This page is not about one course.').waitFor();
  await popup.getByRole('button', { name: /^Kelp Forest Ecology/ }).click();
  await popup.getByRole('heading', { name: 'Kelp Forest Ecology' }).waitFor();
});

test('a page of the browser itself', async () => {
  const stage = await scene();
  const page = await stage.chromium.context.newPage();
  await page.goto('chrome://version');
  const popup = await stage.popup(page);
  await popup.getByText('Rollcall cannot read this page').waitFor();
});

test('nobody selected: says so and offers Select people', async () => {
  const stage = await scene();
  const popup = await stage.popup(await stage.visit(REQUESTS));
  await popup.getByRole('heading', { name: 'Nobody is selected on this page' }).waitFor();
  await popup.getByRole('button', { name: 'Select people' }).waitFor();
});

test('the LMS cannot be reached', async () => {
  const stage = await scene();
  const page = await withTwoTicked(stage);
  stage.lms.fault({ path: /./, token: stage.lms.tokens.manager, times: 2, do: { reset: 'before' } });
  const popup = await stage.popup(page);
  await popup.getByText(/127\.0\.0\.1:\d+ cannot be reached/).waitFor();
  stage.lms.clearFaults();
  await isSelectionKept(popup);
});

test('429 while reading: says until when', async () => {
  const stage = await scene();
  const page = await withTwoTicked(stage);
  stage.lms.fault({
    path: /request_join/,
    token: stage.lms.tokens.manager,
    do: { status: 429, headers: { 'retry-after': '60' } },
  });
  const popup = await stage.popup(page);
  await popup.getByText(/Try again after \d/).waitFor();
  await isSelectionKept(popup);
});

test('429 to the POST: says so, waits, and sends those people once by itself', async () => {
  const stage = await scene();
  const page = await withTwoTicked(stage);
  const headers = { 'retry-after': '2' };
  stage.lms.fault({ path: /\/invite\/$/, method: 'POST', do: { status: 429, headers } });
  const popup = await stage.popup(page);
  await popup.getByRole('button', { name: 'Accept 2 requests' }).click();
  await popup.getByText(/The site asks to wait. Rollcall goes on by itself at \d/).waitFor();
  expect(await popup.getByRole('status').innerText()).toBe('2 accepted');
  const [first, second] = stage.posts();
  expect([first?.status, second?.status, stage.posts().length]).toEqual([429, 204, 2]);
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(1_900);
});

test('429 for a year: a pause that says until when, and is not cut short', async () => {
  const stage = await scene();
  const page = await withTwoTicked(stage);
  const headers = { 'retry-after': '31536000' };
  stage.lms.fault({ path: /\/invite\/$/, method: 'POST', do: { status: 429, headers } });
  const popup = await stage.popup(page);
  await popup.getByRole('button', { name: 'Accept 2 requests' }).click();
  await popup.getByText(/Try again after .*20\d\d/).waitFor();
  await popup.getByText(/nobody is sent twice/).waitFor();
  await popup.getByRole('button', { name: 'Try again' }).click();
  await popup.getByText(/goes on by itself at .*20\d\d/).waitFor();
  expect(stage.posts()).toHaveLength(1);
});

test('an answer that is not what the docs say', async () => {
  const stage = await scene();
  const page = await withTwoTicked(stage);
  stage.lms.fault({
    path: /request_join/,
    token: stage.lms.tokens.manager,
    do: { status: 200, body: '<h1>Welcome</h1>' },
  });
  const popup = await stage.popup(page);
  await popup.getByText(/in a way Rollcall does not know/).waitFor();
  await isSelectionKept(popup);
});

test('a redirect of the POST is not success: not followed, paused, and looked up before it is sent again', async () => {
  const stage = await scene();
  const page = await withTwoTicked(stage);
  stage.lms.fault({ path: /\/invite\/$/, method: 'POST', do: { status: 302, headers: { location: '/' } } });
  const popup = await stage.popup(page);
  await popup.getByRole('button', { name: 'Accept 2 requests' }).click();
  await popup.getByText(/in a way Rollcall does not know/).waitFor();
  await popup.getByText(/nobody is sent twice/).waitFor();
  expect(stage.posts()).toHaveLength(1);
  await popup.getByRole('button', { name: 'Try again' }).click();
  expect(await popup.getByRole('status').innerText()).toBe('2 accepted');
  expect(stage.posts().map(({ status }) => status)).toEqual([302, 204]);
});

test('applied, but the connection breaks before the answer: read back as accepted', async () => {
  const stage = await scene();
  const page = await withTwoTicked(stage);
  stage.lms.fault({ path: /\/invite\/$/, method: 'POST', times: 2, do: { reset: 'after' } });
  const popup = await stage.popup(page);
  await popup.getByRole('button', { name: 'Accept 2 requests' }).click();
  expect(await popup.getByRole('status').innerText()).toBe('2 accepted');
});

test("400: the server's words stand with each person", async () => {
  const stage = await scene();
  const page = await withTwoTicked(stage);
  const body = { errors: [{ code: 'invalid', message: 'The course is full.' }] };
  stage.lms.fault({ path: /\/invite\/$/, method: 'POST', times: 3, do: { status: 400, body } });
  const popup = await stage.popup(page);
  await popup.getByRole('button', { name: 'Accept 2 requests' }).click();
  expect(await popup.getByRole('status').innerText()).toBe('2 refused');
  expect(await popup.getByText('The course is full.').count()).toBe(2);
});

test('a review made in one window cannot be started after a newer one', async () => {
  const stage = await scene();
  const page = await withTwoTicked(stage);
  const older = await stage.popup(page);
  await older.getByRole('button', { name: 'Accept 2 requests' }).waitFor();
  const newer = await stage.popup(page);
  await newer.getByRole('button', { name: 'Accept 2 requests' }).waitFor();
  await older.bringToFront();
  await older.getByRole('button', { name: 'Accept 2 requests' }).click();
  await older.getByText('This review is out of date').waitFor();
  expect(stage.posts()).toEqual([]);
});
