/** Where the tick boxes stand: in dialogs, lists that pop up, frames, shadow roots, and on pages without end. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import {
  areaOf,
  barButton,
  boxOf,
  CARD,
  COURSE,
  count,
  expectBeside,
  focusedBox,
  participants,
  press,
  shownAmong,
  soon,
  tickedAmong,
} from './boxes.ts';
import { REQUESTS, scene, shownNames, test, USERS } from './scene.ts';

const isInDialog = (page: Page) =>
  page.evaluate(
    () => document.querySelector('rollcall-selection')?.closest('.MuiModal-root, dialog') !== null,
  );

describe('in the dialogs of the LMS', () => {
  test('beside the cards of the participants, whose links hold the id', async () => {
    const stage = await scene();
    const page = await participants(stage);
    const boxes = await stage.selectPeople(page);
    for (const at of [1, 2]) await press(page, boxes.nth(at));
    const review = await stage.popup(page);
    expect(await review.getByRole('status').innerText()).toContain('2 already members');
  });

  test('a card whose link is somebody else is flagged and left out', async () => {
    const stage = await scene();
    const page = await participants(stage);
    await page
      .locator(`${CARD} a.SCBaseItemButton-content`)
      .nth(1)
      .evaluate((a) => a.setAttribute('href', '/user/2001/'));
    const boxes = await stage.selectPeople(page);
    await boxes.nth(1).check();
    const review = await stage.popup(page);
    const row = review.getByRole('list', { name: 'People' }).getByRole('listitem');
    expect(await row.innerText()).toMatch(/belongs to somebody with another name[\s\S]*not identified/);
    expect(stage.posts()).toEqual([]);
  });

  test('by keyboard: the dialog lets the focus be, the rows are scrolled into it, Tab goes on to the bar', async () => {
    const stage = await scene();
    const page = await participants(stage);
    const boxes = await stage.selectPeople(page);
    const last = (await boxes.count()) - 1;
    for (let step = 0; step < 12; step++) await page.keyboard.press('ArrowDown');
    const twelfth = await page.locator(`${CARD} .SCBaseItemButton-primary`).nth(12).innerText();
    expect(await focusedBox(page)).toBe(twelfth);
    await page.keyboard.press('Space');
    expect(await tickedAmong(boxes)).toEqual([12]);
    expect(await shownAmong(boxes)).toContain(twelfth);
    await page.keyboard.press('Home');
    await page.keyboard.press('Shift+ArrowDown');
    expect(await tickedAmong(boxes)).toEqual([12]);
    await page.keyboard.press('Control+a');
    expect((await tickedAmong(boxes)).length).toBeGreaterThan(last);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await tickedAmong(boxes)).toEqual([]);
    // Escape is ours while the focus is with us: the dialog stays.
    await page.keyboard.press('Escape');
    expect(await page.locator('rollcall-selection').count()).toBe(0);
    expect(await page.locator(CARD).first().isVisible()).toBe(true);
  });

  test('only where their name can be seen: not beside rows that the dialog clips', async () => {
    const stage = await scene();
    const page = await participants(stage);
    const boxes = await stage.selectPeople(page);
    const dialog = await areaOf(page.getByRole('dialog'));
    const shown = await shownAmong(boxes);
    expect(shown.length).toBeGreaterThan(2);
    expect(shown.length).toBeLessThan(await boxes.count());
    for (const username of shown) {
      const { y, height } = await areaOf(boxOf(page, username));
      expect(y + height / 2).toBeGreaterThan(dialog.y);
      expect(y + height / 2).toBeLessThan(dialog.y + dialog.height);
    }
  });

  test('opened while selecting: only its people get boxes; it closes, and all is as before', async () => {
    const stage = await scene();
    const page = await stage.visit('/group/5/tide-pool-watchers/members/', '.SCUser-root');
    // Selecting begins on pages of a course; who stands on this one is what the test needs.
    await page.evaluate((path) => history.replaceState(null, '', path), COURSE);
    const boxes = await stage.selectPeople(page);
    const here = await shownAmong(boxes);
    await press(page, boxes.nth(1));
    await page.getByRole('button', { name: 'Show more' }).click();
    const cards = page.locator(CARD);
    await soon(() => cards.count()).toBeGreaterThan(here.length);
    await soon(async () => boxes.count()).toBe(await cards.count());
    expect(await isInDialog(page)).toBe(true);
    // The same person stands in the dialog too.
    expect(await tickedAmong(boxes)).toEqual([1]);
    await press(page, boxes.nth(3));
    await press(page, boxes.nth(5));
    await page.getByRole('dialog').getByRole('button', { name: 'close' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await soon(() => shownAmong(boxes)).toEqual(here);
    expect(await isInDialog(page)).toBe(false);
    expect(await tickedAmong(boxes)).toEqual([1, 3]);
    await soon(() => count(page).innerText()).toBe('3 selected, 1 not in view');
    await press(page, boxes.nth(1));
    await page.keyboard.press('ArrowDown');
    expect(await focusedBox(page)).toBe(here[2]);
  });

  test('Add users: a click on the box beside an option leaves the list open; chips keep text and delete free', async () => {
    const stage = await scene();
    const page = await stage.visit(USERS);
    await stage.selectPeople(page);
    await page.getByRole('button', { name: 'Add users' }).click();
    const field = page.getByRole('dialog').getByRole('combobox');
    await field.click();
    const options = page.locator('li[role=option]');
    await options.nth(2).waitFor();
    const names = (await options.allInnerTexts()).map((name) => name.split('\n').at(-1)?.trim() ?? '');
    for (const at of [1, 2]) {
      await expectBeside(page, names[at] ?? '', options.nth(at).locator('p'));
      await press(page, boxOf(page, names[at] ?? ''));
      expect(await boxOf(page, names[at] ?? '').isChecked()).toBe(true);
    }
    await soon(() => count(page).innerText()).toBe('2 selected');
    expect(await options.nth(2).isVisible()).toBe(true);
    for (const _ of [0, 1, 2]) {
      await options.locator('p', { hasText: new RegExp(`^${names[_]}$`) }).click();
      await field.click();
    }
    await field.press('Escape');
    const chips = page.locator('[role=dialog] .MuiChip-root');
    await soon(() => chips.count()).toBe(3);
    await soon(() => page.getByRole('checkbox', { name: /^Select / }).count()).toBe(3);
    for (let at = 0; at < 3; at++) {
      const chip = chips.nth(at);
      const box = await areaOf(boxOf(page, (await chip.innerText()).trim()));
      const text = await chip.locator('.MuiChip-label').evaluate((label) => {
        const range = document.createRange();
        range.selectNodeContents(label);
        return range.getBoundingClientRect().x;
      });
      expect(box.x + box.width).toBeLessThanOrEqual(text + 1);
      expect(box.x).toBeGreaterThan((await areaOf(chip)).x - 2);
    }
    expect(await boxOf(page, names[1] ?? '').isChecked()).toBe(true);
    // The chips' own delete is pressed where it stands.
    await press(page, chips.nth(0).locator('.MuiChip-deleteIcon'));
    await soon(() => chips.count()).toBe(2);
  });

  test('the bar leaves the place to a button of a dialog that nothing else could reach', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    await stage.selectPeople(page);
    const before = await areaOf(barButton(page, 'Review'));
    await page.evaluate(() => {
      const foot = document.createElement('div');
      foot.style.cssText = 'position: fixed; inset: auto 0 0; text-align: center; background: white';
      const save = document.createElement('button');
      save.textContent = 'Save the page';
      save.style.cssText = 'width: 200px; height: 60px; margin: 20px';
      save.addEventListener('click', () => save.setAttribute('data-pressed', ''));
      foot.append(save);
      document.body.append(foot);
    });
    await soon(async () => (await areaOf(barButton(page, 'Review'))).y).not.toBe(before.y);
    await press(page, page.getByRole('button', { name: 'Save the page' }));
    expect(await page.locator('[data-pressed]').count()).toBe(1);
    await press(page, barButton(page, /^Select all/));
    await soon(() => count(page).innerText()).toBe('6 selected');
  });
});

test('in a native modal dialog, where all else is inert: mouse, keyboard, and back when it closes', async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  const boxes = await stage.selectPeople(page);
  await press(page, boxes.nth(0));
  await page.evaluate(() => {
    const dialog = document.createElement('dialog');
    // Whatever the page does to it: a transform makes it the frame of reference for what is fixed inside.
    dialog.style.cssText =
      'transform: translate(40px, 10px) scale(1); overflow: hidden; padding: 40px; margin: auto';
    const table = document.querySelector('.SCCourseUsersTable-root')?.cloneNode(true) as HTMLElement;
    for (const [at, name] of table.querySelectorAll('.SCCourseUsersTable-avatar-wrapper > p').entries()) {
      name.textContent = `in-dialog-${at}`;
    }
    dialog.append(table);
    document.body.append(dialog);
    dialog.showModal();
  });
  await soon(() => boxOf(page, 'in-dialog-0').count()).toBe(1);
  expect(await boxes.count()).toBe(6);
  expect(await isInDialog(page)).toBe(true);
  for (const at of [0, 1]) {
    await expectBeside(page, `in-dialog-${at}`, page.getByText(`in-dialog-${at}`));
    await press(page, boxes.nth(at));
  }
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  expect(await tickedAmong(boxes)).toEqual([0, 1, 2]);
  expect(await focusedBox(page)).toBe('in-dialog-2');
  await press(page, barButton(page, 'Select all 6'));
  // The one behind the dialog, which lies over that row.
  await soon(() => count(page).innerText()).toBe('7 selected, 1 not in view');
  const names = await shownNames(page);
  await page.evaluate(() => document.querySelector('dialog')?.remove());
  await soon(() => boxOf(page, names[0] ?? '').count()).toBe(1);
  expect(await tickedAmong(boxes)).toEqual([0]);
  await soon(() => count(page).innerText()).toBe('7 selected, 6 not in view');
  await press(page, boxes.nth(2));
  expect(await tickedAmong(boxes)).toEqual([0, 2]);
});

test('in a frame of the same origin and in an open shadow root, both made while selecting', async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  await stage.selectPeople(page);
  await page.evaluate(() => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const style = `<style>${rules.map((rule) => rule.cssText).join('')}</style>`;
    const copy = (prefix: string) => {
      const table = document.querySelector('.SCCourseUsersTable-root')?.cloneNode(true) as HTMLElement;
      const names = table.querySelectorAll('.SCCourseUsersTable-avatar-wrapper > p');
      for (const [at, name] of names.entries()) name.textContent = `${prefix}-${at}`;
      return style + table.outerHTML;
    };
    const frame = document.createElement('iframe');
    frame.style.cssText = 'display: block; width: 600px; height: 250px; margin-left: 80px; border: 7px solid';
    frame.srcdoc = `<body style="padding: 20px 40px">${copy('in-frame')}</body>`;
    const island = document.createElement('div');
    island.attachShadow({ mode: 'open' }).innerHTML = copy('in-shadow');
    document.querySelector('main, .MuiContainer-root, #root')?.prepend(frame, island);
  });
  const frame = page.frameLocator('iframe');
  await frame.getByText('in-frame-0').waitFor();
  await expectBeside(page, 'in-frame-0', frame.getByText('in-frame-0'));
  await expectBeside(page, 'in-shadow-2', page.getByText('in-shadow-2'));
  await press(page, boxOf(page, 'in-frame-0'));
  await press(page, boxOf(page, 'in-shadow-2'));
  const boxes = page.getByRole('checkbox', { name: /^Select in-/ });
  const shown = await shownAmong(boxes);
  expect(shown).not.toContain('in-frame-5');
  // Scrolled inside the frame, the boxes go with the rows; by keyboard the frame is scrolled.
  await frame.locator('body').evaluate((body) => body.ownerDocument.defaultView?.scrollBy(0, 120));
  await expectBeside(page, 'in-frame-2', frame.getByText('in-frame-2'));
  await boxOf(page, 'in-frame-0').focus();
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowDown');
  expect(await focusedBox(page)).toBe('in-frame-5');
  await expectBeside(page, 'in-frame-5', frame.getByText('in-frame-5'));
  expect(await shownAmong(boxes)).toContain('in-frame-5');
  await soon(() => count(page).innerText()).toBe('2 selected');
  await frame.locator('tbody').evaluate((body) => body.remove());
  await soon(() => count(page).innerText()).toBe('2 selected, 1 not in view');
});

test('on a page of 50,000 rows: arrows, End, scrolling and Select all, and the page does not stand still', async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  await page.evaluate((rows) => {
    const body = document.querySelector('.SCCourseUsersTable-root tbody');
    // The other cells would make the browser's own layout the slowest part.
    for (const cell of body?.querySelectorAll('td:not(:first-child)') ?? []) cell.remove();
    const html = body?.querySelector('tr')?.outerHTML.replace(/<img[^>]*>/g, '') ?? '';
    const name = body?.querySelector('p')?.textContent ?? '';
    if (!body) return;
    body.innerHTML = Array.from({ length: rows }, (_, at) => html.replaceAll(name, `person-${at}`)).join('');
  }, 50_000);
  await stage.selectPeople(page);
  await page.evaluate(() => {
    const tasks: PerformanceEntry[] = [];
    const observer = new PerformanceObserver((list) => tasks.push(...list.getEntries()));
    observer.observe({ type: 'longtask' });
    const take = () =>
      [...tasks.splice(0), ...observer.takeRecords()].map(({ duration }) => Math.round(duration));
    Object.assign(window, { take });
  });
  const longest = async (what: string) => {
    const tasks: number[] = await page.evaluate(() => Reflect.get(window, 'take')());
    const most = Math.max(0, ...tasks);
    console.info(`50,000 rows, ${what}: longest task ${most} ms of ${tasks.length}`);
    expect(most, what).toBeLessThan(10_000);
  };
  expect(await focusedBox(page)).toBe('person-0');
  for (let step = 0; step < 5; step++) await page.keyboard.press('ArrowDown');
  expect(await focusedBox(page)).toBe('person-5');
  await longest('arrows');
  await page.keyboard.press('End');
  expect(await focusedBox(page)).toBe('person-49999');
  await page.keyboard.press('Space');
  await longest('End');
  await page.mouse.move(640, 400);
  for (let turn = 0; turn < 10; turn++) await page.mouse.wheel(0, -3_000);
  await soon(() => page.evaluate(() => document.documentElement.scrollHeight - scrollY)).toBeGreaterThan(
    20_000,
  );
  // Asked inside the page: looking for one of 50,000 by its text takes the test longer than Rollcall.
  await soon(() =>
    page.evaluate(() => {
      const name = document.elementFromPoint(150, 400)?.closest('tr')?.querySelector('p');
      const boxes = document.querySelector('rollcall-selection')?.shadowRoot?.querySelectorAll('input') ?? [];
      const box = [...boxes].find(({ ariaLabel }) => ariaLabel === `Select ${name?.textContent}`);
      if (!name || !box) return null;
      const [one, other] = [name.getBoundingClientRect(), box.getBoundingClientRect()];
      return Math.abs(one.y + one.height / 2 - (other.y + other.height / 2)) < 3 && other.right <= one.left;
    }),
  ).toBe(true);
  await longest('scrolling');
  await press(page, barButton(page, 'Select all 50000'));
  await soon(() => count(page).innerText()).toBe('50000 selected');
  await longest('Select all');
  await page.evaluate(() => document.querySelector('.SCCourseUsersTable-root tbody tr')?.remove());
  await soon(() => count(page).innerText()).toBe('50000 selected, 1 not in view');
  expect(await page.locator('rollcall-selection input').count()).toBeLessThanOrEqual(401);
}, 180_000);
