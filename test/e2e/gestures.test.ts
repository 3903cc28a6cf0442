/**
 * Every gesture on every layout in which the LMS's real front-end shows people, with real mouse and keyboard. Whom the
 * page then proposes is asked of the injected reader itself; that these become the right persons, pages.test.ts shows.
 * The right-click needs the browser's own menu and stands in right-click.test.ts.
 */
import type { FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { PageReading, type SeenPerson } from '../../lib/model.ts';
import { type PracticeLms, startLms } from '../lms/server.ts';
import type { ExpectedPerson } from '../pages/pages.ts';
import { inCards } from '../pages/states/cards.ts';
import { inFields, inLinks } from '../pages/states/links.ts';
import type { State } from '../pages/states/state.ts';
import { elsewhere, inTables } from '../pages/states/tables.ts';
import { barButton, boxOf, soon } from './boxes.ts';
import { type Chromium, freshProfile, launchChromium } from './harness/chromium.ts';
import { signIn } from './harness/grant.ts';

/** Layouts of the table in lms.md, each once; a skeleton has nobody to point at yet. */
const layouts = [...inTables, ...elsewhere, ...inCards, ...inFields, ...inLinks].filter(
  ({ name }) =>
    !['requests-more', 'requests-loading', 'by-slug', 'by-slug-without-links', 'in-query'].includes(name),
);
/** Where the page lets no text be selected: cards, options and chips (lms.md; seen 2026-11). */
const UNSELECTABLE = /group|participants|event|followers|add-users/;

let lms: PracticeLms;
let chromium: Chromium;
let page: Page;

beforeAll(async () => {
  lms = await startLms();
  chromium = await launchChromium({
    extension: inject('extension'),
    profile: freshProfile(inject('grantedProfile')),
  });
  await signIn(chromium, lms.origin, lms.tokens.manager);
});
afterAll(async () => {
  await chromium?.close();
  await lms?.close();
});
afterEach(() => page?.close());

/** The page in its state, the people whom it shows and where their names stand. */
async function open(state: State, before: () => Promise<void> = async () => {}) {
  page = await chromium.context.newPage();
  await state.prepare?.({ page, lms });
  await page.goto(lms.url(state.path));
  const at: Page | FrameLocator = state.frame ? page.frameLocator(state.frame) : page;
  await page.locator(state.ready).first().waitFor();
  await page.bringToFront();
  await before();
  await state.reach?.({ page, lms });
  const people = [...new Map((await state.people(lms)).map((one) => [keyOf(one), one])).values()];
  const nameOf = ({ username }: ExpectedPerson): Locator =>
    at
      .locator(state.each)
      .filter({ hasText: new RegExp(`^@?${username}(Admin|Staff)?$`) })
      .first();
  const [first] = people;
  if (first) await nameOf(first).waitFor();
  return { people, nameOf };
}

const keyOf = ({ userId, username }: SeenPerson) => `${userId} ${username}`;
const seen = ({ userId, username }: ExpectedPerson): SeenPerson => ({ userId, username });

/** Has the page's reader do something in its own world, as the background does. */
async function inReader<T>(call: string): Promise<T> {
  const target = JSON.stringify({ tabId: await chromium.tabId(page) });
  return chromium.asExtension<T>(`(async () => {
    await chrome.scripting.executeScript({ target: ${target}, files: ['/page-reader.js'] });
    const [told] = await chrome.scripting.executeScript({ target: ${target}, func: () => globalThis.rollcall.${call} });
    return told.result;
  })()`);
}

async function chosen(): Promise<SeenPerson[]> {
  return PageReading.parse(await inReader('read(null, null)')).chosen;
}

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
const select = () => inReader<void>(`startSelecting(${JSON.stringify(WORDS)}, null)`);

/** The layout with its tick boxes; a list of suggestions closes when the page loses the focus, so it is opened after. */
async function selecting(state: State) {
  const late = state.name.startsWith('add-users');
  const shown = await open(state, late ? select : undefined);
  if (!late) await select();
  const [first] = shown.people;
  if (first) await boxOf(page, first.username ?? '').waitFor();
  return shown;
}

describe.each(layouts)('$name', (state) => {
  test('a click on the box of one person', async () => {
    const { people } = await selecting(state);
    const one = people.at(1) ?? people[0];
    if (!one) throw new Error('nobody is shown');
    await boxOf(page, one.username ?? '').click();
    expect(await chosen()).toEqual([seen(one)]);
  });

  test('Shift and a click from the first to the third', async () => {
    const { people } = await selecting(state);
    const some = people.slice(0, 3);
    await boxOf(page, some[0]?.username ?? '').click();
    if (some.length > 1) await boxOf(page, some.at(-1)?.username ?? '').click({ modifiers: ['Shift'] });
    expect(await chosen()).toEqual(some.map(seen));
  });

  test('Select all: everyone whom the page shows, once', async () => {
    const { people } = await selecting(state);
    await barButton(page, `Select all ${people.length}`).click();
    const all = await chosen();
    expect(all.map(keyOf).toSorted()).toEqual(people.map(keyOf).toSorted());
  });

  test('by keyboard: Space, down, Shift and down', async () => {
    const { people } = await selecting(state);
    await boxOf(page, people[0]?.username ?? '').focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowDown');
    // The anchor of Shift is the second, which is not ticked: it spreads that.
    await soon(chosen).toEqual(people.slice(0, 1).map(seen));
    await page.keyboard.press('Control+a');
    await soon(async () => (await chosen()).length).toBe(people.length);
    await page.keyboard.press('Escape');
    await soon(chosen).toEqual([]);
  });

  test(`text dragged over a name${UNSELECTABLE.test(state.name) ? ', which the page does not let be' : ''}`, async () => {
    const { people, nameOf } = await open(state);
    const one = people[0];
    if (!one) throw new Error('nobody is shown');
    const box = await nameOf(one).boundingBox();
    if (!box) throw new Error('the name is not shown');
    const y = box.y + box.height / 2;
    // A drag that begins on a link would drag the link.
    const isLink = await nameOf(one).evaluate((name) => name.closest('a[href]') !== null);
    await page.mouse.move(isLink ? box.x - 3 : box.x + 1, y);
    await page.mouse.down();
    await page.mouse.move(box.x + Math.min(box.width, 60), y, { steps: 6 });
    await page.mouse.up();
    expect(await chosen()).toEqual(UNSELECTABLE.test(state.name) ? [] : [seen(one)]);
  });

  test("the page's own mark, and its own check box", async () => {
    const { people, nameOf } = await open(state);
    const [one, other] = people;
    if (!one) throw new Error('nobody is shown');
    await nameOf(one).evaluate((name) => {
      (name.closest('tr, li, [role=option], .MuiChip-root') ?? name).setAttribute('aria-selected', 'true');
    });
    if (other) {
      await nameOf(other).evaluate((name) => {
        const box = Object.assign(document.createElement('input'), { type: 'checkbox', checked: true });
        (name.closest('tr td, li, [role=option], .MuiChip-root') ?? name).append(box);
      });
    }
    expect(await chosen()).toEqual(people.slice(0, 2).map(seen));
  });
});
