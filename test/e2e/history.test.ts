/** The history in a real browser: what was done is found again, exported, followed, taken back and deleted. */
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import type { Locator, Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import { startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import { type Chromium, freshProfile, launchChromium } from './harness/chromium.ts';
import { signIn } from './harness/grant.ts';
import { openPopupByAction } from './harness/popup.ts';
import { HELD } from './job-steps.ts';
import { REQUESTS, type Scene, scene, test } from './scene.ts';

const OTHER_REQUESTS = '/course/10/coastal-field-methods/edit/requests';

/** Accepts all who wait for the course of a page. */
async function acceptAll({ visit, popup }: Pick<Scene, 'visit' | 'popup'>, path: string): Promise<Page> {
  const open = await popup(await visit(path));
  await open.getByRole('button', { name: /^Accept all/ }).click();
  await open.getByRole('button', { name: /^Accept \d+ requests$/ }).click();
  return open;
}

const rows = (page: Page) => page.getByRole('list', { name: 'Jobs' }).getByRole('button');
const courses = (page: Page) => rows(page).locator('.username').allInnerTexts();
const heading = (page: Page) => page.getByRole('heading', { level: 3 });
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);

async function download(page: Page, name: string): Promise<{ name: string; text: string }> {
  const [saved] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') };
}

test('two jobs: found by a person, exported, deleted one by one and all at once', async () => {
  const stage = await scene({ waiting: 12 });
  const { lms, chromium } = stage;
  const accepted = lms.waitingUsers();
  const elsewhere = await chromium.page('options.html#history');
  await elsewhere.getByText('No jobs yet.').waitFor();
  await (await acceptAll(stage, REQUESTS)).getByRole('status').getByText('12 accepted').waitFor();
  await (await acceptAll(stage, OTHER_REQUESTS)).getByRole('status').getByText('3 accepted').waitFor();

  const page = await chromium.page('options.html#history');
  await page.getByText('2 jobs', { exact: true }).waitFor();
  expect(await courses(page)).toEqual(['Coastal Field Methods', 'Intro to Marine Biology']);
  expect(await rows(page).last().innerText()).toMatch(/12 accepted/);

  const [someone] = accepted;
  if (!someone) throw new Error('nobody waits');
  const search = page.getByRole('searchbox');
  await search.fill(someone.real_name.toUpperCase());
  await page.getByText('1 job matches').waitFor();
  expect(await courses(page)).toEqual(['Intro to Marine Biology']);
  await search.fill(`#${someone.id}`);
  await search.press('Tab');
  await page.getByText('1 job matches').waitFor();
  await rows(page).click();
  expect(await heading(page).innerText()).toBe('Intro to Marine Biology');
  expect(await page.getByRole('status').getByText('12 accepted').count()).toBe(1);
  const people = page.getByRole('list', { name: 'People' }).getByRole('listitem');
  expect(await people.count()).toBe(12);
  expect(await people.first().getAttribute('aria-setsize')).toBe('12');

  const csv = await download(page, 'Export CSV');
  expect(csv.name).toMatch(/^rollcall-intro-to-marine-biology-\d{4}-\d\d-\d\d\.csv$/);
  expect(csv.text.startsWith('\ufeff')).toBe(true);
  const table = Papa.parse<Record<string, string>>(csv.text.slice(1), { header: true, skipEmptyLines: true });
  const told = table.data.map((row) => [Number(row['user id']), row.username, row['asked for'], row.outcome]);
  const expected = accepted.map(({ id, username }) => [id, username, 'accept', 'accepted'] as const);
  expect(new Map(told.map((one) => [one[0], one]))).toEqual(new Map(expected.map((one) => [one[0], one])));
  expect(new Set(table.data.map((row) => row['signed in as']))).toEqual(new Set(['cora_manager']));
  const json = await download(page, 'Export JSON');
  expect(json.name).toMatch(/\.json$/);
  expect(JSON.parse(json.text)).toMatchObject({ version: 1, site: lms.origin, course: { id: 9 } });
  for (const { text } of [csv, json]) expect(text).not.toContain(lms.tokens.manager);

  // Asks once more; Escape, and nothing is deleted. Nothing else moves.
  const y = async (of: Locator) => (await of.boundingBox())?.y ?? 0;
  const where = async () => (await y(button(page, 'Export CSV'))) - (await y(heading(page)));
  const before = await where();
  await button(page, 'Delete').click();
  expect(await focused(page)).toBe('Keep');
  expect(await where()).toEqual(before);
  await page.keyboard.press('Escape');
  expect(await focused(page)).toBe('Delete');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Delete for good');
  await page.keyboard.press('Enter');
  await page.getByText(/^Deleted\. No job matches/).waitFor();
  await search.fill('');
  await page.getByText('1 job', { exact: true }).waitFor();
  expect(await courses(page)).toEqual(['Coastal Field Methods']);

  await button(page, 'Delete all').click();
  await button(page, 'Delete for good').click();
  await page.getByText(/^Deleted\. No jobs yet\./).waitFor();
  await page.reload();
  await page.getByText('No jobs yet.').waitFor();
  // Nothing of them is left on the disk.
  expect(await rowsKept(page)).toEqual([0, 0, 0, 0]);
});

/** How many rows each store of the extension's database holds. */
function rowsKept(page: Page): Promise<number[]> {
  return page.evaluate(async () => {
    const answer = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await answer(indexedDB.open('rollcall'));
    const stores = ['plans', 'summaries', 'batches', 'outcomes'];
    const reading = database.transaction(stores);
    const counts = await Promise.all(stores.map((store) => answer(reading.objectStore(store).count())));
    database.close();
    return counts;
  });
}

test('still there when the browser was ended, also without a sign-in; opened by its address', async () => {
  const lms = await startLms({ waiting: 3 });
  onTestFinished(() => lms.close());
  const extension = inject('extension');
  const profile = freshProfile(inject('grantedProfile'));
  const within = async (work: (chromium: Chromium) => Promise<void>, keepProfile: boolean) => {
    const chromium = await launchChromium({ extension, profile, keepProfile });
    try {
      await work(chromium);
    } finally {
      await chromium.close();
    }
  };
  let id = '';

  await within(async (chromium) => {
    await signIn(chromium, lms.origin, lms.tokens.manager);
    const page = await chromium.context.newPage();
    await page.goto(lms.url(REQUESTS));
    const tab = await chromium.tabId(page);
    const stage = { visit: async () => page, popup: () => chromium.page(`popup.html?tab=${tab}`) };
    await (await acceptAll(stage, REQUESTS)).getByRole('status').getByText('3 accepted').waitFor();
    const options = await chromium.page('options.html#history');
    id = (await rows(options).getAttribute('data-job')) ?? '';
  }, true);

  await within(async (chromium) => {
    const page = await chromium.page(`options.html?job=${id}`);
    await heading(page).waitFor();
    expect(await focused(page)).toBe('Intro to Marine Biology');
    // Whatever else the page shows by then, the job is in sight.
    await page.getByRole('link', { name: 'Pages and behaviour' }).waitFor();
    const { y = -1, height = 0 } = (await heading(page).boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(await page.evaluate(() => innerHeight));
    expect(await page.getByRole('status').getByText('3 accepted').count()).toBe(1);
    expect((await download(page, 'Export CSV')).text.split('\r\n')).toHaveLength(5);
    await button(page, 'Undo').click();
    await button(page, 'Remove 3 people').click();
    expect(await page.getByRole('alert').innerText()).toMatch(/^You are signed out of 127\.0\.0\.1/);
    expect(lms.waitingUsers()).toEqual([]);
  }, false);
});

test('a job that runs is followed to its end, taken back from here, and what took it back is a job too', async () => {
  const stage = await scene({ waiting: 150 });
  const { lms, chromium, posts } = stage;
  lms.fault({ path: /\/invite\/$/, method: 'POST', times: 1, do: HELD });
  await acceptAll(stage, REQUESTS);
  await until('the first POST', () => posts().length === 1);
  const page = await chromium.page('options.html#history');
  await rows(page).getByText('running: 150 people').waitFor();
  await rows(page).click();
  expect(await button(page, 'Delete').count()).toBe(0);
  lms.release();
  await page.getByRole('status').getByText('150 accepted').waitFor();
  await button(page, 'Undo').click();
  await button(page, 'Remove 150 people').click();
  await page.getByRole('status').getByText('150 removed').waitFor({ timeout: 20_000 });
  await page.getByText(/^Undo of the job of /).waitFor();
  await button(page, 'All jobs').click();
  await page.getByText('2 jobs', { exact: true }).waitFor();
  expect(await rows(page).first().innerText()).toMatch(/Undo of the job of .* · 150 removed$/);
  expect(await rows(page).last().innerText()).toMatch(/undone · 150 accepted$/);
});

test('from the popup itself, under its content policy: Export CSV is a download', async () => {
  const { chromium, visit } = await scene({ waiting: 2 });
  const popup = await openPopupByAction(chromium, await visit(REQUESTS));
  await popup.button(/^Accept all 2 requests$/).click();
  await popup.button(/^Accept 2 requests$/).click();
  await popup.waitFor(async () => (await popup.status()) === '2 accepted', 'the result');
  const names: string[] = [];
  chromium.cdp.on('Browser.downloadWillBegin', ({ suggestedFilename }) => void names.push(suggestedFilename));
  await chromium.cdp.send('Browser.setDownloadBehavior', { behavior: 'deny', eventsEnabled: true });
  await popup.button(/^Export CSV$/).click();
  await until('the download', () => names.length === 1);
  expect(names[0]).toMatch(/^rollcall-intro-to-marine-biology-.*\.csv$/);
  expect(popup.closed()).toBe(false);
});

test('with the keyboard alone, and as assistive technology hears it', async () => {
  const stage = await scene({ waiting: 2 });
  await (await acceptAll(stage, REQUESTS)).getByRole('status').getByText('2 accepted').waitFor();
  const page = await stage.chromium.page('options.html#history');
  await page.getByText('1 job', { exact: true }).waitFor();
  await page.getByRole('searchbox', { name: 'Search by course, site or person' }).focus();
  for (const name of ['Delete all', 'Intro to Marine Biology']) {
    await page.keyboard.press('Tab');
    expect(await focused(page)).toMatch(new RegExp(`^${name}`));
  }
  expect(await rows(page).ariaSnapshot()).toMatch(/button "Intro to Marine Biology .*20\d\d.* 2 accepted"/);
  await page.keyboard.press('Enter');
  await heading(page).waitFor();
  expect(await focused(page)).toBe('Intro to Marine Biology');
  await page.keyboard.press('Shift+Tab');
  expect(await focused(page)).toBe('All jobs');
  await page.keyboard.press('Enter');
  await rows(page).waitFor();
  expect(await focused(page)).toMatch(/^Intro to Marine Biology/);
});
