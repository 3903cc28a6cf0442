/** How a job shows outside of the popup: in the page it was started from, on the toolbar icon, as a notification. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import type { FaultAction } from '../lms/model.ts';
import { startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import { soon } from './boxes.ts';
import { grantBy } from './harness/grant.ts';
import { waitForPopup } from './harness/popup.ts';
import { HELD } from './job-steps.ts';
import { ownScreen, REQUESTS, type Scene, scene, test } from './scene.ts';

const invite = (fault: FaultAction, times = 1) => ({ path: /\/invite\/$/, method: 'POST', times, do: fault });

/** Starts to accept all who wait, from a page that shows them, and comes back to that page. */
async function acceptAll(stage: Scene, count: number): Promise<{ page: Page; popup: Page }> {
  const page = await stage.visit(REQUESTS);
  const popup = await stage.popup(page);
  await popup.getByRole('button', { name: `Accept all ${count} requests` }).click();
  await popup.getByRole('button', { name: `Accept ${count} requests` }).click();
  await popup.getByRole('progressbar').waitFor();
  await page.bringToFront();
  return { page, popup };
}

const barIn = (page: Page): Locator => page.locator('rollcall-job .bar');
const wordsIn = (page: Page) => barIn(page).locator('.count');
const press = (page: Page, name: string) => barIn(page).getByRole('button', { name, exact: true }).click();

/** The text of the toolbar badge, and the title of the icon. */
const icon = ({ chromium }: Pick<Scene, 'chromium'>) =>
  chromium.asExtension<string[]>('Promise.all([chrome.action.getBadgeText({}), chrome.action.getTitle({})])');

describe('while a job runs', () => {
  test('page and icon say how far it is, then what came of it, until that was seen', async () => {
    const stage = await scene({ waiting: 250 });
    stage.lms.fault(invite(HELD, 2));
    const { page, popup } = await acceptAll(stage, 250);
    await popup.close();
    await wordsIn(page).getByText('Rollcall: 0 of 250 sent').waitFor();
    stage.lms.release();
    await wordsIn(page).getByText('Rollcall: 100 of 250 sent').waitFor();
    expect(
      await barIn(page)
        .getByRole('progressbar')
        .evaluate((bar: HTMLProgressElement) => bar.position),
    ).toBe(0.4);
    await soon(() => icon(stage)).toEqual(['150', 'Rollcall: 100 of 250 sent']);
    stage.lms.release();
    await wordsIn(page).getByText('Rollcall: 250 accepted').waitFor();
    expect(await barIn(page).getByRole('progressbar').count()).toBe(0);
    await soon(() => icon(stage)).toEqual(['✓', 'Rollcall: there is a result to see']);

    expect(await (await stage.popup(page)).getByRole('status').innerText()).toBe('250 accepted');
    await soon(() => icon(stage)).toEqual(['', 'Rollcall']);
    await soon(() => page.locator('rollcall-job').count()).toBe(0);
  });

  test('a page that is loaded anew shows it again', async () => {
    const stage = await scene({ waiting: 250 });
    stage.lms.fault(invite(HELD, 2));
    const { page } = await acceptAll(stage, 250);
    await barIn(page).waitFor();
    await page.reload();
    expect(await page.locator('rollcall-job').count()).toBe(0);
    stage.lms.release();
    await wordsIn(page).getByText('Rollcall: 100 of 250 sent', { exact: true }).waitFor();
  });

  test('a page of another site in the tab learns nothing, and the job goes on', async () => {
    const stage = await scene({ waiting: 250 });
    // On the same host, to all ports of which Rollcall may talk.
    const elsewhere = await startLms({ waiting: 1 });
    onTestFinished(() => elsewhere.close());
    stage.lms.fault(invite(HELD));
    const { page, popup } = await acceptAll(stage, 250);
    await barIn(page).waitFor();
    await page.goto(elsewhere.url(REQUESTS));
    await page.evaluate(() => {
      const seen = globalThis as { seen?: string[] };
      seen.seen = [];
      new MutationObserver((all) => {
        for (const { addedNodes } of all) for (const node of addedNodes) seen.seen?.push(node.nodeName);
      }).observe(document.documentElement, { childList: true });
    });
    stage.lms.release();
    expect(await popup.getByRole('status').innerText({ timeout: 20_000 })).toBe('250 accepted');
    expect(await page.evaluate(() => (globalThis as { seen?: string[] }).seen)).toEqual([]);
  });

  test('Show opens the popup, Close takes the bar away for good: for a person, not for a script', async () => {
    const stage = await scene({ waiting: 250 });
    stage.lms.fault(invite(HELD, 2));
    const { page, popup } = await acceptAll(stage, 250);
    await popup.close();
    await barIn(page).waitFor();
    await page.evaluate(() => {
      const inside = document.querySelector('rollcall-job')?.shadowRoot;
      for (const button of inside?.querySelectorAll('button') ?? []) button.click();
    });
    stage.lms.release();
    await wordsIn(page).getByText('Rollcall: 100 of 250 sent').waitFor();
    expect(stage.chromium.context.pages().filter((one) => one.url().includes('popup.html'))).toEqual([]);

    await press(page, 'Show');
    const shown = await waitForPopup(stage.chromium);
    await shown.waitFor(async () => (await shown.text()).includes('of 250 sent'), 'the running job');
    await shown.close();
    await press(page, 'Close');
    expect(await page.locator('rollcall-job').count()).toBe(0);
    stage.lms.release();
    await soon(() => icon(stage)).toEqual(['✓', 'Rollcall: there is a result to see']);
    expect(await page.locator('rollcall-job').count()).toBe(0);
  });

  test('the bar of the tick boxes makes way for it, and comes back when that is closed', async () => {
    const stage = await scene({ waiting: 340 });
    stage.lms.fault(invite(HELD));
    const page = await stage.visit(REQUESTS);
    await (await stage.selectPeople(page)).first().check();
    const popup = await stage.popup(page);
    await popup.getByRole('button', { name: 'Accept 1 request' }).click();
    await barIn(page).waitFor();
    const review = page.locator('rollcall-selection').getByRole('button', { name: 'Review' });
    expect(await review.count()).toBe(0);
    await page.bringToFront();
    await press(page, 'Close');
    expect(await review.count()).toBe(1);
  });

  test('Select people takes the bar away', async () => {
    const stage = await scene({ waiting: 250 });
    stage.lms.fault(invite(HELD, 3));
    const { page, popup } = await acceptAll(stage, 250);
    await barIn(page).waitFor();
    // The popup shows the job now; another window of it may still show the course.
    const asked = { type: 'selectPeople', body: { tabId: await stage.chromium.tabId(page) } };
    await popup.evaluate(`chrome.runtime.sendMessage(${JSON.stringify(asked)})`);
    expect(await page.locator('rollcall-selection').count()).toBe(1);
    expect(await page.locator('rollcall-job').count()).toBe(0);
    for (let sent = 0; sent < 200; sent += 100) stage.lms.release();
    await soon(() => icon(stage)).toEqual(['50', 'Rollcall: 200 of 250 sent']);
    expect(await page.locator('rollcall-job').count()).toBe(0);
  });

  test('paused: it says so until the person goes on or gives it up', async () => {
    const stage = await scene({ waiting: 3 });
    stage.lms.fault(invite({ status: 403 }));
    const { page, popup } = await acceptAll(stage, 3);
    await wordsIn(page).getByText('Rollcall has paused: 0 of 3 sent').waitFor();
    await soon(() => icon(stage)).toEqual(['!', 'Rollcall: paused, and waits for you']);
    await popup.getByRole('button', { name: 'Start over' }).click();
    await soon(() => page.locator('rollcall-job').count()).toBe(0);
    await soon(() => icon(stage)).toEqual(['', 'Rollcall']);
  });

  test('a worker that starts anew looks at what is kept: the badge is right', async () => {
    const stage = await scene({ waiting: 3 });
    const { popup } = await acceptAll(stage, 3);
    await popup.close();
    await soon(() => icon(stage)).toEqual(['✓', 'Rollcall: there is a result to see']);
    await stage.chromium.stopWorker();
    await stage.chromium.asExtension(`chrome.action.setBadgeText({ text: '7' })`);
    await stage.chromium.page('options.html');
    await soon(() => icon(stage)).toEqual(['✓', 'Rollcall: there is a result to see']);
  });
});

describe('notifications', () => {
  test('allowed while a job runs; then its end and a pause are told, and a click leads to the job', async () => {
    const display = await ownScreen();
    // What was allowed once is not asked for again, in this browser.
    const stage = await scene({ waiting: 2, display, own: true });
    const { chromium, lms } = stage;
    const everyone = lms.waitingUsers();
    const told = () => chromium.asExtension<object>('chrome.notifications.getAll()').then(Object.keys);

    lms.fault(invite(HELD));
    const { page, popup } = await acceptAll(stage, 2);
    await popup.bringToFront();
    const allow = popup.getByRole('button', { name: 'Notify me when this ends' });
    await grantBy(display, {
      ask: () => allow.click(),
      granted: () => chromium.asExtension(`chrome.permissions.contains({ permissions: ['notifications'] })`),
      what: 'notifications',
      deadline: Date.now() + 30_000,
    });
    await soon(() => allow.count()).toBe(0);
    await popup.close();
    expect(await told()).toEqual([]);
    lms.release();
    await expect.poll(told).toEqual([expect.stringMatching(/^job:[0-9a-f-]{36}$/)]);
    const seen = await stage.popup(page);
    expect(await seen.getByRole('status').innerText()).toBe('2 accepted');
    await soon(told).toEqual([]);
    await seen.close();
    await page.close();

    for (const { id } of everyone) lms.setRelation(9, id, 'requested');
    lms.fault(invite(HELD));
    lms.fault(invite({ status: 403 }));
    await acceptAll(stage, 2);
    lms.release();
    const [id = ''] = await until('the notification', async () => {
      const now = await told();
      return now.length > 0 && now;
    });
    const worker = chromium.context.serviceWorkers()[0];
    await worker?.evaluate(`chrome.notifications.onClicked.dispatch(${JSON.stringify(id)})`);
    await soon(async () => chromium.context.pages().map((one) => one.url())).toContain(
      `chrome-extension://${chromium.extensionId}/options.html?${id.replace(':', '=')}`,
    );
    expect(await told()).toEqual([]);
  }, 120_000);
});
