/**
 * Every gesture on every layout in which the LMS's real front-end shows people, with real mouse and keyboard. Whom the
 * page then proposes is asked of the injected reader itself; that these become the right persons, pages.test.ts shows.
 * The right-click needs the browser's own menu and stands in right-click.test.ts.
 */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect } from 'vitest';
import { PageReading, type SeenPerson } from '../../lib/model/index.ts';
import { type PracticeLms, startLms } from '../lms/server.ts';
import type { ExpectedPerson } from '../pages/pages.ts';
import { inCards } from '../pages/states/cards.ts';
import { inFields, inLinks } from '../pages/states/links.ts';
import type { State } from '../pages/states/state.ts';
import { elsewhere, inTables } from '../pages/states/tables.ts';
import { barButton, boxOf, soon } from './boxes.ts';
import type { Chromium } from './harness/chromium.ts';
import { signIn } from './harness/grant.ts';
import { sharedChromium } from './harness/shared.ts';
import { test } from './scene.ts';

/** Layouts that differ from others in nothing but how many people they show, or in the address. */
const ALIKE = /^(?:requests-(?:more|without-pictures)|by-|in-query|followers-dialog)|loading/;
const layouts = [...inTables, ...elsewhere, ...inCards, ...inFields, ...inLinks].filter(
  ({ name }) => !ALIKE.test(name),
);
/** Where the page lets no text be selected: cards, options, chips and notifications (seen 2026-11). */
const UNSELECTABLE = /group|participants|event|followers|add-users|notifications/;

let lms: PracticeLms;
let chromium: Chromium;

beforeAll(async () => {
  lms = await startLms();
  ({ chromium } = await sharedChromium());
  await signIn(chromium, lms.origin, lms.tokens.manager);
});
afterAll(() => lms?.close());

/** A page in a state of the LMS, whom it shows and where their names stand. */
interface Shown {
  page: Page;
  people: ExpectedPerson[];
  nameOf(person: ExpectedPerson): Locator;
}

/** `before` is done when the page is there and its state is not reached yet. */
async function open(state: State, before: (page: Page) => Promise<void>): Promise<Shown> {
  const page = await chromium.context.newPage();
  await state.prepare?.({ page, lms });
  await page.goto(lms.url(state.path));
  await page.locator(state.ready).first().waitFor();
  await page.bringToFront();
  await before(page);
  await state.reach?.({ page, lms });
  const people = [...new Map((await state.people(lms)).map((one) => [keyOf(one), one])).values()];
  const at: Page | FrameLocator = state.frame ? page.frameLocator(state.frame) : page;
  const nameOf = ({ username }: ExpectedPerson) =>
    at
      .locator(state.each)
      .filter({ hasText: new RegExp(`^@?${username}(Admin|Staff)?$`) })
      .first();
  const [first] = people;
  if (first) await nameOf(first).waitFor();
  return { page, people, nameOf };
}

const keyOf = ({ userId, username }: SeenPerson) => `${userId} ${username}`;
const seen = ({ userId, username }: ExpectedPerson): SeenPerson => ({ userId, username });

/** Has the page's reader do something in its own world, as the background does. */
async function inReader<T>(page: Page, call: string): Promise<T> {
  const target = JSON.stringify({ tabId: await chromium.tabId(page) });
  return chromium.asExtension<T>(`(async () => {
    await chrome.scripting.executeScript({ target: ${target}, files: ['/page-reader.js', '/page-overlay.js'] });
    const [told] = await chrome.scripting.executeScript({ target: ${target}, func: () => globalThis.${call} });
    return told.result;
  })()`);
}

const chosen = async (page: Page): Promise<SeenPerson[]> =>
  PageReading.parse(await inReader(page, 'rollcall.read(null, null)')).chosen;

const WORDS = {
  group: 'Select people',
  person: 'Select {name}',
  count: '{count} selected',
  countAway: '{count} selected, {away} not in view',
  all: 'Select all {count}',
  clear: 'Clear',
  review: 'Review',
  cancel: 'Cancel',
};

/** The tick boxes, as Select people shows them. */
const select = (page: Page) =>
  inReader<void>(page, `rollcallOverlay.startSelecting(${JSON.stringify(WORDS)}, null)`);

describe.each(layouts)('$name', (state) => {
  /** A list of suggestions closes when the page loses the focus: it is opened with the boxes there. */
  const closes = state.name === 'add-users-options';
  /** A press on these names does something in the page: each test has a page of its own. */
  const reacts = closes || state.name === 'group-invite';
  let shown: Shown | undefined;

  /** The page as it was when it was opened: nobody ticked, nothing highlighted. */
  async function fresh(): Promise<Shown> {
    if (reacts) {
      await shown?.page.close();
      shown = undefined;
    }
    shown ??= await open(state, async (page) => (closes ? select(page) : undefined));
    await inReader(shown.page, `rollcall.untick(${JSON.stringify(await chosen(shown.page))})`);
    await shown.page.evaluate(() => getSelection()?.removeAllRanges());
    return shown;
  }

  async function selecting(): Promise<Shown> {
    const { page, people, nameOf } = await fresh();
    await select(page);
    await boxOf(page, people[0]?.username ?? '').waitFor();
    return { page, people, nameOf };
  }

  beforeEach(() => shown?.page.bringToFront());
  afterAll(() => shown?.page.close());

  test('a click on the box of one person', async () => {
    const { page, people, nameOf } = await selecting();
    const one = people[1] ?? people[0];
    if (!one) throw new Error('nobody is shown');
    await nameOf(one).scrollIntoViewIfNeeded();
    await boxOf(page, one.username ?? '').click();
    expect(await chosen(page)).toEqual([seen(one)]);
  });

  test('Shift and a click from the first to the third', async () => {
    const { page, people, nameOf } = await selecting();
    const some = people.slice(0, 3);
    if (some[0]) await nameOf(some[0]).scrollIntoViewIfNeeded();
    await boxOf(page, some[0]?.username ?? '').click();
    const last = boxOf(page, some.at(-1)?.username ?? '');
    if (some.length > 1) await last.click({ modifiers: ['Shift'] });
    expect(await chosen(page)).toEqual(some.map(seen));
  });

  test('Select all: everyone whom the page shows, once', async () => {
    const { page, people } = await selecting();
    await barButton(page, `Select all ${people.length}`).click();
    const all = await chosen(page);
    expect(all.map(keyOf).toSorted()).toEqual(people.map(keyOf).toSorted());
  });

  // Suggestions are gone as soon as their field loses the focus; the page itself has keys for them.
  const byKeyboard = async () => {
    const { page, people } = await selecting();
    await boxOf(page, people[0]?.username ?? '').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    // The anchor of Shift is the second, which is not ticked: it spreads that.
    await soon(() => chosen(page)).toEqual(people.slice(0, 1).map(seen));
    await page.keyboard.press('Control+a');
    await soon(async () => (await chosen(page)).length).toBe(people.length);
    await page.keyboard.press('Escape');
    await soon(() => chosen(page)).toEqual([]);
  };
  if (!closes) test('by keyboard: Space, down, Shift and down, Ctrl and A, Escape', byKeyboard);

  test(`text dragged over a name${UNSELECTABLE.test(state.name) ? ', which the page does not let be' : ''}`, async () => {
    const { page, people, nameOf } = await fresh();
    const one = people[0];
    if (!one) throw new Error('nobody is shown');
    await nameOf(one).scrollIntoViewIfNeeded();
    const box = await nameOf(one).boundingBox();
    if (!box) throw new Error('the name is not shown');
    const y = box.y + box.height / 2;
    // A drag that begins on a link would drag the link.
    const isLink = await nameOf(one).evaluate((name) => name.closest('a[href]') !== null);
    await page.mouse.move(isLink ? box.x - 3 : box.x + 1, y);
    await page.mouse.down();
    await page.mouse.move(box.x + Math.min(box.width, 60), y, { steps: 6 });
    await page.mouse.up();
    expect(await chosen(page)).toEqual(UNSELECTABLE.test(state.name) ? [] : [seen(one)]);
  });

  test("the page's own mark, and its own check box", async () => {
    const { page, people, nameOf } = await fresh();
    const [one, other] = people;
    if (!one) throw new Error('nobody is shown');
    const item = (name: Element) => name.closest('tr, li, [role=option], .MuiChip-root') ?? name;
    const marked = await nameOf(one).evaluateHandle(item);
    await marked.evaluate((of) => of.setAttribute('aria-selected', 'true'));
    const ticked = other && (await nameOf(other).evaluateHandle(item));
    await ticked?.evaluate((of) => {
      const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: true });
      (of.querySelector('td') ?? of).append(box);
    });
    expect(await chosen(page)).toEqual(people.slice(0, 2).map(seen));
    await marked.evaluate((of) => of.removeAttribute('aria-selected'));
    await ticked?.evaluate((of) => of.querySelector('input[type=checkbox]')?.remove());
  });
});
