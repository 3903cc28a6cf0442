/** A day of use, with all that goes wrong on it, as a person does it; looked at after each step. */
import type { Page } from 'playwright-core';
import type { FaultAction, PracticeUser } from '../lms/model.ts';
import type { PracticeLms } from '../lms/server.ts';
import type { Display } from '../tools/display.ts';
import { until } from '../tools/run.ts';
import type { Stage } from './canary-ways.ts';
import { chooseFromContextMenu, middleOf } from './harness/native.ts';
import { waitForPopup } from './harness/popup.ts';
import { acceptAll, HELD, result, toPost } from './job-steps.ts';
import { REQUESTS } from './scene.ts';

/** What a day needs besides its stage. */
export interface Day extends Stage {
  display: Display;
  /** Where redirects and links of the site lead. */
  other: PracticeLms;
  /** A page of the site that stays open: so does the process that has read the scripts of its pages. */
  home: Page;
  /** Who is accepted, again and again. */
  people: PracticeUser[];
  /** The Authorization header as it is sent now, which an answer of the site may repeat. */
  echo(): string;
}

/** From the first look at a course to the last at the history. */
export async function useAllDay(day: Day): Promise<void> {
  await select(day);
  await meetFailures(day);
  await meetStrangeAddresses(day);
  await undo(day);
  await beNotified(day);
  await lookBack(day);
  await tryRules(day);
}

async function select(day: Day): Promise<void> {
  const { chromium, display, recorder } = day;
  const page = await day.visit(REQUESTS);
  const boxes = await day.selectPeople(page);
  await boxes.first().check();
  await recorder.look('the tick boxes');
  await page.locator('rollcall-selection').getByRole('button', { name: 'Review' }).click();
  const review = await waitForPopup(chromium);
  await review.button(/^Accept 1 request$/).exists();
  await recorder.look('the review of those ticked');
  await review.close();
  const name = page.locator('.SCCourseUsersTable-avatar-wrapper > p').nth(1);
  const clicked = await chooseFromContextMenu(chromium, display, page, await middleOf(name));
  await clicked.waitFor(async () => (await clicked.list('People')).length > 0, 'the people');
  await recorder.look('the review after a right-click');
  await clicked.close();
  await leave(day);
}

/** The answers that a site gives to a request it cannot or will not serve; all repeat the request's header. */
async function meetFailures(day: Day): Promise<void> {
  const { lms, recorder, echo, people } = day;
  const repeating = (status: number, headers = {}): FaultAction => ({
    status,
    body: { detail: `It was asked with ${echo()}`, errors: [{ code: 'refused', message: echo() }] },
    headers: { 'x-echo': echo(), ...headers },
  });

  lms.fault(toPost(repeating(500)));
  const afterError = await accept(day);
  await result(afterError);
  await recorder.look('a 500');
  await leave(day);

  lms.fault(toPost(repeating(400), Infinity));
  const refused = await accept(day);
  await refused.getByRole('button', { name: `Retry ${people.length}` }).waitFor();
  await Promise.all([
    refused.waitForEvent('download'),
    refused.getByRole('button', { name: 'Export CSV' }).click(),
  ]);
  await recorder.look('a 400');
  lms.clearFaults();
  await leave(day);

  lms.fault(toPost(repeating(401), Infinity));
  const rejected = await accept(day);
  await rejected.getByText('does not accept this access token').waitFor();
  const [page] = pagesOf(day);
  await page?.locator('rollcall-job').getByText('Rollcall has paused').waitFor();
  await recorder.look('a 401');
  lms.clearFaults();
  await goOn(rejected);
  await leave(day);

  lms.fault(toPost(repeating(429, { 'retry-after': '2' })));
  const limited = await accept(day);
  await limited.getByText(/Rollcall goes on by itself at \d/).waitFor();
  await recorder.look('a 429');
  await result(limited);
  await leave(day);
}

/** Answers that lead to another site. */
async function meetStrangeAddresses(day: Day): Promise<void> {
  const { lms, other, recorder, chromium } = day;
  const path = '/api/v2/course/9/invite/';
  for (const status of [302, 307]) {
    lms.fault(toPost({ status, headers: { location: other.url(path) } }));
    const popup = await accept(day);
    await popup.getByText(/in a way Rollcall does not know/).waitFor();
    await recorder.look(`a ${status}`);
    // What the worker was told is gone with it.
    await chromium.stopWorker();
    await goOn(popup);
    await leave(day);
  }
  const next = other.url('/api/v2/course/9/request_join/?offset=1');
  const alter = (list: object) => ({ ...list, next });
  everyoneWaits(day);
  const page = await day.visit(REQUESTS);
  lms.fault({ path: /\/request_join\/$/, times: Infinity, do: { alter } });
  const popup = await day.popup(page);
  await popup.getByRole('button', { name: /^Accept all \d+ requests$/ }).click();
  await popup.getByText(/in a way Rollcall does not know/).waitFor();
  await recorder.look('a link to another site');
  lms.clearFaults();
  await leave(day);
}

async function undo(day: Day): Promise<void> {
  const { recorder, people } = day;
  const popup = await accept(day);
  await result(popup);
  await popup.getByRole('button', { name: 'Undo' }).click();
  await popup.getByRole('button', { name: `Remove ${people.length} people` }).click();
  await popup.getByText(`${people.length} removed`).waitFor();
  await recorder.look('an undo');
  await leave(day);
}

async function beNotified(day: Day): Promise<void> {
  const { lms, chromium, recorder } = day;
  lms.fault(toPost(HELD));
  const popup = await accept(day);
  await popup.getByRole('progressbar').waitFor();
  await popup.close();
  lms.release();
  await until('the notification', async () => {
    const told = await chromium.asExtension<object>('chrome.notifications.getAll()');
    return Object.keys(told).length > 0;
  });
  await recorder.look('a notification');
  const [page] = pagesOf(day);
  if (page) await (await day.popup(page)).getByRole('status').waitFor();
  await leave(day);
}

async function lookBack({ options, recorder }: Day): Promise<void> {
  await options.bringToFront();
  await options.reload();
  await options.getByRole('link', { name: 'History' }).click();
  const jobs = options.getByRole('list', { name: 'Jobs' }).getByRole('button');
  await jobs.first().waitFor();
  await recorder.look('the history');
  for (const job of [jobs.first(), jobs.last()]) {
    await job.click();
    for (const name of ['Export CSV', 'Export JSON']) {
      const button = options.getByRole('button', { name });
      await Promise.all([options.waitForEvent('download'), button.click()]);
    }
    await recorder.look('a job of the history');
    await options.getByRole('button', { name: 'All jobs' }).click();
    await jobs.first().waitFor();
  }
}

async function tryRules(day: Day): Promise<void> {
  const { lms, options, recorder } = day;
  everyoneWaits(day);
  await day.visit(REQUESTS);
  await options.bringToFront();
  const host = new URL(lms.origin).host;
  await options.getByRole('link', { name: 'Pages and behaviour' }).click();
  await options.getByText(`Pages of ${host}`).click();
  const form = options.getByRole('form', { name: `Pages of ${host}` });
  await form.getByLabel('Row').fill('tbody > tr');
  await form.getByLabel('Name', { exact: true }).fill('p');
  await form.getByRole('button', { name: 'Try on the open page' }).click();
  await options.getByText(/found, outlined on the page/).waitFor();
  await form.getByRole('button', { name: 'Save' }).click();
  await form.getByText('Saved').waitFor();
  await recorder.look('rules for the pages');
  await options.getByRole('link', { name: 'Sites' }).click();
}

/** Everyone waits again, and starts to be accepted. */
function accept(day: Day): Promise<Page> {
  everyoneWaits(day);
  return acceptAll(day, day.people.length);
}

function everyoneWaits({ lms, people }: Day): void {
  for (const { id } of people) lms.setRelation(9, id, 'requested');
}

async function goOn(popup: Page): Promise<void> {
  await popup.getByRole('button', { name: 'Try again' }).click();
  await result(popup);
}

/** All pages but those that are open all day. */
const pagesOf = ({ chromium, options, home }: Day) =>
  chromium.context.pages().filter((page) => page !== options && page !== home);

async function leave(day: Day): Promise<void> {
  for (const page of pagesOf(day)) await page.close();
}
