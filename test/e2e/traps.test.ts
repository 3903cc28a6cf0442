/** What the browser does to a page, a tab or a window behind everybody's back: nobody is lost by it, and it is said. */
import { expect, onTestFinished } from 'vitest';
import { soon } from './boxes.ts';
import { developerMode } from './harness/extensions-page.ts';
import { signIn } from './harness/grant.ts';
import { pressShortcut } from './harness/native.ts';
import { anotherWorker, workerStart } from './harness/worker.ts';
import { REQUESTS, scene, screen, shownNames, test } from './scene.ts';

test('F4: the page is signed in as somebody else than Rollcall: the review names both', async () => {
  const { lms, visit, popup } = await scene({ waiting: 3 });
  const page = await visit(REQUESTS);
  const [other] = lms.strangers();
  await page.evaluate(
    ([href = '', alt = '']) => {
      const link = document.createElement('a');
      link.className = 'MuiIconButton-root SCNavigationToolbar-profile';
      link.href = href;
      link.append(Object.assign(new Image(), { alt }));
      document.querySelector('header')?.append(link);
    },
    [`/user/${other?.id}/`, other?.username ?? ''],
  );
  const review = await popup(page);
  await review.getByRole('button', { name: 'Accept all 3 requests' }).click();
  await review
    .getByText(`This page is signed in as ${other?.username}, and Rollcall as cora_manager.`)
    .waitFor();
  expect(await review.getByRole('banner').innerText()).toMatch(/ · as cora_manager$/);
});

test('F5: Rollcall is updated while boxes stand in a page: that is said, and people can be selected there again', async () => {
  const stage = await scene({ waiting: 6 });
  const { chromium, lms, visit, selectPeople } = stage;
  const page = await visit(REQUESTS);
  const old = await selectPeople(page);
  for (const at of [0, 1]) await old.nth(at).check();
  await developerMode(chromium);
  const before = await workerStart(chromium);
  if (before === null) throw new Error('no worker is running');
  await chromium.asExtension('void setTimeout(() => chrome.runtime.reload())');
  await anotherWorker(chromium, before);
  const bar = page.locator('rollcall-selection .bar');
  await bar.getByText('Rollcall was updated').waitFor();
  expect(await bar.getByRole('button').allInnerTexts()).toEqual(['Close']);
  expect(await page.getByRole('checkbox', { name: /^Select / }).count()).toBe(0);

  await signIn(chromium, lms.origin, lms.tokens.manager);
  const boxes = await selectPeople(page);
  await boxes.nth(2).check();
  await bar.getByText('1 selected').waitFor();
  // The script of before, which lives on, follows the page too.
  await page.evaluate(() => document.body.append('changed'));
  await soon(() => bar.count()).toBe(1);
  expect(await page.getByText('Rollcall was updated').count()).toBe(0);
  await page.bringToFront();
  await bar.getByRole('button', { name: 'Cancel' }).click();
  expect(await bar.count()).toBe(0);
});

test('F9: a list that was begun is still there when its tab was discarded and comes back', async () => {
  const { chromium, visit, popup, paste } = await scene({ waiting: 3 });
  const page = await visit(REQUESTS);
  const tabId = await chromium.tabId(page);
  const first = await popup(page);
  await first.getByRole('button', { name: 'Paste a list' }).click();
  await first.getByRole('textbox').focus();
  await paste(first, 'ada_lovelace\ngrace_hopper');
  await first.getByRole('button', { name: 'Review 2 lines' }).waitFor();
  await first.close();
  // Its new number; the automation does not let the browser load it again.
  const { id } = await chromium.asExtension<{ id: number }>(`chrome.tabs.discard(${tabId})`);
  // Nor does it know of the tab any more, which nobody else would close.
  onTestFinished(() => chromium.asExtension(`chrome.tabs.remove(${id})`));
  const asked = JSON.stringify({ type: 'draft', body: { place: { tabId: id } } });
  const draft = () => chromium.inHiddenPage('options.html', `chrome.runtime.sendMessage(${asked})`);
  await soon(draft).toEqual({ value: 'ada_lovelace\ngrace_hopper' });
});

test('F17: in a window without a toolbar the shortcut for the review opens Rollcall in a tab', async () => {
  const display = await screen();
  const { chromium, lms, visit } = await scene({ waiting: 6, display });
  const opener = await visit(REQUESTS);
  const opened = opener.waitForEvent('popup');
  await opener.evaluate((url) => void open(url, '', 'popup,width=900,height=700'), lms.url(REQUESTS));
  const page = await opened;
  await page.locator('.SCCourseUsersTable-root tbody > tr p').first().waitFor();
  const [name] = await shownNames(page);
  await page.bringToFront();
  await page.locator('.SCCourseUsersTable-avatar-wrapper > p').first().click({ clickCount: 3 });
  const tab = chromium.context.waitForEvent('page');
  await pressShortcut(display, 'alt+shift+u');
  const review = await tab;
  expect(review.url()).toContain(`popup.html?tab=${await chromium.tabId(page)}`);
  await review.getByRole('button', { name: 'Accept 1 request' }).waitFor();
  expect(await review.getByRole('list', { name: 'People' }).locator('.username').allInnerTexts()).toEqual([
    name,
  ]);
});
