/**
 * Highlighted text and whom it means, with the real mouse and keyboard. What the page then proposes is asked of the injected
 * reader itself, as the background asks it.
 */
import { readFileSync } from 'node:fs';
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject } from 'vitest';
import { PageReading } from '../../lib/model/index.ts';
import { type PracticeLms, startLms } from '../lms/server.ts';
import { boxOf } from './boxes.ts';
import type { Chromium } from './harness/chromium.ts';
import { signIn } from './harness/grant.ts';
import { sharedChromium } from './harness/shared.ts';
import { REQUESTS, test, USERS } from './scene.ts';

const NAME = '.SCCourseUsersTable-avatar-wrapper > p';

let lms: PracticeLms;
let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  lms = await startLms();
  ({ chromium } = await sharedChromium());
  await signIn(chromium, lms.origin, lms.tokens.manager);
});
afterAll(() => lms?.close());
afterEach(() => page?.close());

/** A page with its table of people, in a frame where one is named: the names, and their words. */
async function open(path: string, frame?: string) {
  page = await chromium.context.newPage();
  await page.goto(lms.url(path));
  await page.bringToFront();
  const at: Page | FrameLocator = frame ? page.frameLocator(frame) : page;
  const name = at.locator(NAME);
  await name.nth(5).waitFor();
  return { name, names: (await name.allInnerTexts()).map((text) => text.trim()) };
}

/** The usernames, or ids where there is no name, that the page proposes. */
async function chosen(): Promise<(string | number | null)[]> {
  const target = JSON.stringify({ tabId: await chromium.tabId(page) });
  const told = await chromium.asExtension(`(async () => {
    await chrome.scripting.executeScript({ target: ${target}, files: ['/page-reader.js'] });
    const func = () => globalThis.rollcall.read(null, null);
    const [told] = await chrome.scripting.executeScript({ target: ${target}, func });
    return told.result;
  })()`);
  return PageReading.parse(told).chosen.map(({ userId, username }) => username ?? userId);
}

type Side = 'start' | 'within' | 'end' | 'before' | 'after';

/** A point at the height of an element's middle: just inside either end of it, some letters in, or just outside. */
async function pointAt(element: Locator, side: Side) {
  const box = await element.boundingBox();
  if (!box) throw new Error('the element is not shown');
  const across = { start: 1, within: 20, end: box.width - 1, before: -2, after: box.width + 4 }[side];
  return { x: box.x + across, y: box.y + box.height / 2 };
}

async function drag(from: [Locator, Side], to: [Locator, Side]): Promise<void> {
  const [start, finish] = [await pointAt(...from), await pointAt(...to)];
  // A drag that begins on highlighted text would carry that text away.
  await page.evaluate(() => getSelection()?.removeAllRanges());
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(finish.x, finish.y, { steps: 8 });
  await page.mouse.up();
}

const highlighted = () => page.evaluate(() => String(getSelection()).trim());

describe('on the Requests page', () => {
  const drags: [string, [number, Side], [number, Side], [number, number]][] = [
    ['across rows', [0, 'start'], [2, 'end'], [0, 3]],
    ['backwards, from the middle of a name to the middle of another', [2, 'within'], [0, 'within'], [0, 3]],
    ['ending in the middle of a name', [0, 'start'], [1, 'within'], [0, 2]],
    [
      'ending just before the first letter of the next row, not that row',
      [0, 'start'],
      [1, 'before'],
      [0, 1],
    ],
    ['beginning just after the last letter of a row, not that row', [0, 'after'], [1, 'end'], [1, 2]],
    ['within one cell', [3, 'start'], [3, 'within'], [3, 4]],
  ];
  test.each(drags)('%s', async (_how, [from, start], [to, end], [first, past]) => {
    const { name, names } = await open(REQUESTS);
    await drag([name.nth(from), start], [name.nth(to), end]);
    expect(await highlighted()).not.toBe('');
    expect(await chosen()).toEqual(names.slice(first, past));
  });

  test('three clicks on a name', async () => {
    const { name, names } = await open(REQUESTS);
    await name.nth(3).click({ clickCount: 3 });
    expect(await highlighted()).not.toBe('');
    expect(await chosen()).toEqual([names[3]]);
  });

  test('from another column of a row, the rows after it; in that column alone, nobody', async () => {
    const { name, names } = await open(REQUESTS);
    const date = (row: number) =>
      page.locator('.SCCourseUsersTable-root tbody > tr').nth(row).locator('td p').nth(1);
    await drag([date(1), 'start'], [name.nth(3), 'within']);
    expect(await chosen()).toEqual(names.slice(2, 4));
    await drag([date(4), 'start'], [date(4), 'end']);
    expect(await highlighted()).not.toBe('');
    expect(await chosen()).toEqual([]);
  });

  test('everything, by Ctrl+A', async () => {
    const { names } = await open(REQUESTS);
    await page.keyboard.press('Control+a');
    expect(await chosen()).toEqual(names);
  });

  test('inside a text field, nobody', async () => {
    const { name, names } = await open(REQUESTS);
    const field = page.getByPlaceholder('Search users');
    await field.fill(names[0] ?? '');
    await name.nth(5).waitFor();
    await field.press('Control+a');
    expect(await highlighted()).toBe(names[0]);
    expect(await chosen()).toEqual([]);
    await drag([field, 'start'], [field, 'within']);
    expect(await chosen()).toEqual([]);
  });

  test("ticks, highlighted text and the page's own check boxes are one set, each person once", async () => {
    const { name, names } = await open(REQUESTS);
    const popup = await chromium.page(`popup.html?tab=${await chromium.tabId(page)}`);
    const closed = popup.waitForEvent('close');
    await popup.getByRole('button', { name: 'Select people' }).click();
    await closed;
    await page.bringToFront();
    for (const at of [0, 3]) await boxOf(page, names[at] ?? '').check();
    await page.locator('.SCCourseUsersTable-root tbody > tr td:first-child').evaluateAll((cells) => {
      for (const [at, cell] of cells.entries()) {
        const checked = at === 1 || at === 3;
        cell.append(Object.assign(document.createElement('input'), { type: 'checkbox', checked }));
      }
    });
    await drag([name.nth(3), 'start'], [name.nth(4), 'within']);
    expect((await chosen()).toSorted()).toEqual([0, 1, 3, 4].map((at) => names[at]).toSorted());
  });
});

describe('in trees of their own', () => {
  test('a frame of the same site', async () => {
    const { name, names } = await open('/portal/course/9', 'iframe');
    await drag([name.nth(1), 'start'], [name.nth(2), 'within']);
    expect(await chosen()).toEqual(names.slice(1, 3));
  });

  test('an open shadow root: inside it, into it from the page, and out of it', async () => {
    const { name, names } = await open('/widget/course/9/requests');
    const heading = page.getByRole('heading', { name: 'intranet' });
    await drag([name.nth(1), 'start'], [name.nth(2), 'within']);
    expect(await chosen()).toEqual(names.slice(1, 3));
    await drag([heading, 'start'], [name.nth(1), 'within']);
    expect(await chosen()).toEqual(names.slice(0, 2));
    await drag([name.nth(2), 'within'], [heading, 'start']);
    expect(await chosen()).toEqual(names.slice(0, 3));
    await drag([heading, 'start'], [heading, 'within']);
    expect(await highlighted()).not.toBe('');
    expect(await chosen()).toEqual([]);
    await heading.click();
    expect(await chosen()).toEqual([]);
  });
});

describe('where the page lets nothing be highlighted, nobody', () => {
  test('cards: dragged over, and with everything around them by Ctrl+A', async () => {
    page = await chromium.context.newPage();
    await page.goto(lms.url('/group/5/tide-pool-watchers/members/'));
    await page.bringToFront();
    const card = page.locator('.SCUser-root');
    await card.nth(4).waitFor();
    const [heading, more] = [
      page.getByText('Group Members'),
      page.getByRole('button', { name: 'Show more' }),
    ];
    await drag([heading, 'start'], [more, 'after']);
    expect(await highlighted()).not.toBe('');
    expect(await chosen()).toEqual([]);
    await page.keyboard.press('Control+a');
    expect(await highlighted()).toContain('Group Members');
    expect(await chosen()).toEqual([]);
  });

  test('suggestions and chips of the Add users field', async () => {
    await open(USERS);
    await page.getByRole('button', { name: 'Add users to the course' }).click();
    await page.getByRole('combobox').click();
    const option = page.getByRole('option').locator('p');
    await option.nth(3).waitFor();
    await drag([option.nth(0), 'start'], [option.nth(2), 'end']);
    expect(await chosen()).toEqual([]);
    await page.getByRole('option').first().click();
    const chip = page.locator('[role=dialog] .MuiChip-label');
    await drag([chip, 'start'], [chip, 'end']);
    expect(await chosen()).toEqual([]);
  });
});

test('several ranges, as Firefox has them (a stand-in for its Selection: Chromium keeps one): the rows of each', async () => {
  const { names } = await open(REQUESTS);
  await page.evaluate(readFileSync(`${inject('extension')}/page-reader.js`, 'utf8'));
  await page.evaluate((selector) => {
    const ranges = [...document.querySelectorAll(selector)].flatMap((name, at) => {
      const range = document.createRange();
      range.selectNodeContents(name);
      return at % 2 === 0 ? [range] : [];
    });
    document.getSelection = () =>
      Object.create(Selection.prototype, {
        isCollapsed: { value: false },
        rangeCount: { value: ranges.length },
        getRangeAt: { value: (at: number) => ranges[at] },
      });
  }, NAME);
  const reading = PageReading.parse(await page.evaluate('globalThis.rollcall.read(null, null)'));
  expect(reading.chosen.map(({ username }) => username)).toEqual([names[0], names[2], names[4]]);
});
