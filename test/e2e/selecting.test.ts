/** Every way in which a page tells whom the manager chose, read from the LMS's real front-end. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { REQUESTS, type Scene, scene, shownNames, USERS } from './scene.ts';

const DASHBOARD = '/course/9/intro-to-marine-biology/dashboard';
const NAME = '.SCCourseUsersTable-avatar-wrapper > p';

/** The usernames in the review of a page. */
async function reviewed({ popup }: Scene, page: Page): Promise<string[]> {
  const review = await popup(page);
  const names = review.getByRole('list', { name: 'People' }).locator('.username');
  await names.first().waitFor();
  return names.allInnerTexts();
}

async function nameBox(page: Page, row: number) {
  const box = await page.locator(NAME).nth(row).boundingBox();
  if (!box) throw new Error(`row ${row} is not shown`);
  return { left: box.x, right: box.x + box.width, middle: box.y + box.height / 2 };
}

async function drag(page: Page, from: { x: number; y: number }, to: { x: number; y: number }): Promise<void> {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  await page.mouse.move(to.x, to.y, { steps: 8 });
  await page.mouse.up();
}

describe('text dragged over rows', () => {
  test('takes the rows whose names it touches', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    const [first, third] = [await nameBox(page, 0), await nameBox(page, 2)];
    await drag(page, { x: first.left + 1, y: first.middle }, { x: third.right - 1, y: third.middle });
    expect(await reviewed(stage, page)).toEqual((await shownNames(page)).slice(0, 3));
  });

  test('backwards and ending in the middle of a name, the same', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    const [first, second] = [await nameBox(page, 0), await nameBox(page, 1)];
    await drag(page, { x: second.left + 20, y: second.middle }, { x: first.left + 20, y: first.middle });
    expect(await reviewed(stage, page)).toEqual((await shownNames(page)).slice(0, 2));
  });

  test('ending just before the first letter of the next row does not take that row', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    const [first, second] = [await nameBox(page, 0), await nameBox(page, 1)];
    await drag(page, { x: first.left + 1, y: first.middle }, { x: second.left - 2, y: second.middle });
    expect(await reviewed(stage, page)).toEqual((await shownNames(page)).slice(0, 1));
  });
});

describe("the page's own marks", () => {
  // The LMS has no such boxes and marks today; sites that add them do so on these rows.
  test('native check boxes that are ticked', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    await page.locator('.SCCourseUsersTable-root tbody > tr td:first-child').evaluateAll((cells) => {
      for (const [at, cell] of cells.entries()) {
        const box = document.createElement('input');
        box.type = 'checkbox';
        box.checked = at === 1 || at === 4;
        cell.prepend(box);
      }
    });
    const names = await shownNames(page);
    expect(await reviewed(stage, page)).toEqual([names[1], names[4]]);
  });

  test('rows marked aria-selected, but for one that nobody can see', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    await page.locator('.SCCourseUsersTable-root tbody > tr').evaluateAll((rows) => {
      for (const at of [0, 2, 3]) rows[at]?.setAttribute('aria-selected', 'true');
      rows[2]?.setAttribute('style', 'opacity: 0');
    });
    const names = await shownNames(page);
    expect(await reviewed(stage, page)).toEqual([names[0], names[3]]);
  });
});

describe('tick boxes', () => {
  test.each([
    ['the Requests tab', REQUESTS, NAME],
    ['the Users tab', USERS, NAME],
    ['the dashboard', DASHBOARD, NAME],
  ])('stand beside every person of %s', async (_where, path, name) => {
    const stage = await scene();
    const page = await stage.visit(path);
    await stage.selectPeople(page);
    for (const username of await shownNames(page)) {
      const box = page.getByRole('checkbox', { name: `Select ${username}`, exact: true });
      const row = page.locator('tr', { has: page.locator(name, { hasText: username }) }).first();
      const [boxAt, rowAt] = [await box.boundingBox(), await row.boundingBox()];
      if (!boxAt || !rowAt) throw new Error(`no box or row for ${username}`);
      expect(Math.abs(boxAt.y + boxAt.height / 2 - (rowAt.y + rowAt.height / 2))).toBeLessThan(2);
    }
  });

  test('stand beside the cards of the participants dialog, whose links hold the id', async () => {
    const stage = await scene();
    const page = await stage.visit('/course/9/intro-to-marine-biology/', 'button:has-text("articipant")');
    await page.getByRole('button', { name: /participant/i }).click();
    await page.locator('li .SCUser-root a.SCBaseItemButton-content').first().waitFor();
    const boxes = await stage.selectPeople(page);
    for (const at of [1, 2]) await boxes.nth(at).check();
    const review = await stage.popup(page);
    expect(await review.getByRole('status').innerText()).toContain('2 already members');
  });

  test('a card whose link is somebody else is flagged and left out', async () => {
    const stage = await scene();
    const page = await stage.visit('/course/9/intro-to-marine-biology/', 'button:has-text("articipant")');
    await page.getByRole('button', { name: /participant/i }).click();
    const link = page.locator('li .SCUser-root a.SCBaseItemButton-content').nth(1);
    await link.waitFor();
    await link.evaluate((a) => a.setAttribute('href', '/user/2001/'));
    const boxes = await stage.selectPeople(page);
    await boxes.nth(1).check();
    const review = await stage.popup(page);
    const row = review.getByRole('list', { name: 'People' }).getByRole('listitem');
    expect(await row.innerText()).toMatch(/belongs to somebody with another name[\s\S]*not identified/);
    expect(stage.posts()).toEqual([]);
  });

  test('follow See more, keep their ticks, and Escape leaves nothing behind', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    const boxes = await stage.selectPeople(page);
    await boxes.nth(1).check();
    await page.getByRole('button', { name: 'See more' }).click();
    await expect.poll(() => boxes.count()).toBe(12);
    await boxes.nth(10).check();
    expect(await boxes.nth(1).isChecked()).toBe(true);
    const names = await shownNames(page);
    expect(await reviewed(stage, page)).toEqual([names[1], names[10]]);
    await page.bringToFront();
    await boxes.nth(10).press('Escape');
    expect(await page.locator('rollcall-selection').count()).toBe(0);
  });

  test('by keyboard to the last and back to the first, under the sticky header of the page, the focus stays', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    const boxes = await stage.selectPeople(page);
    for (const shown of [12, 18]) {
      await page.getByRole('button', { name: 'See more' }).click();
      await expect.poll(() => boxes.count()).toBe(shown);
    }
    await boxes.first().focus();
    for (const [key, towards] of [
      ['ArrowDown', 1],
      ['ArrowUp', -1],
    ] as const) {
      for (let step = 1; step < 18; step++) {
        await page.keyboard.press(key);
        const at = towards === 1 ? step : 17 - step;
        expect(await boxes.nth(at).evaluate((box) => box.matches(':focus')), `${key} ${step}`).toBe(true);
        const row = await page
          .locator(NAME)
          .nth(at)
          .evaluate((name) => {
            const { x, y, width, height } = name.getBoundingClientRect();
            const hit = document.elementFromPoint(x + width / 2, y + height / 2);
            return hit !== null && name.closest('tr')?.contains(hit);
          });
        expect(row, `the row can be seen after ${key} ${step}`).toBe(true);
      }
    }
    await page.keyboard.press('Space');
    expect(await boxes.first().isChecked()).toBe(true);
  });

  test('stand only where their name can be seen: not beside rows that a dialog clips', async () => {
    const stage = await scene();
    const page = await stage.visit('/course/9/intro-to-marine-biology/', 'button:has-text("articipant")');
    await page.getByRole('button', { name: /participant/i }).click();
    await page.locator('li .SCUser-root a.SCBaseItemButton-content').first().waitFor();
    const boxes = await stage.selectPeople(page);
    const dialog = await page.locator('.MuiDialog-paper, [role=dialog]').last().boundingBox();
    if (!dialog) throw new Error('there is no dialog');
    const shown = await boxes.evaluateAll((all) =>
      all
        .filter((box) => (box.closest('label') ?? box).checkVisibility({ opacityProperty: true }))
        .map((box) => box.getBoundingClientRect().toJSON()),
    );
    expect(shown.length).toBeGreaterThan(2);
    for (const { y, height } of shown) {
      expect(y + height / 2).toBeGreaterThan(dialog.y);
      expect(y + height / 2).toBeLessThan(dialog.y + dialog.height);
    }
  });

  test('text selected while they are shown chooses nobody', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    const boxes = await stage.selectPeople(page);
    await boxes.nth(5).check();
    const [first, third] = [await nameBox(page, 0), await nameBox(page, 2)];
    await drag(page, { x: first.left + 1, y: first.middle }, { x: third.right - 1, y: third.middle });
    expect(await reviewed(stage, page)).toEqual((await shownNames(page)).slice(5, 6));
  });

  test("the LMS's own accept works beside them, and the box of that row goes", async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    const boxes = await stage.selectPeople(page);
    const [first] = await shownNames(page);
    await page.locator('.SCCourseUsersTable-request-button-wrapper button').first().click();
    const confirm = page.getByRole('dialog').getByRole('button').last();
    if (await confirm.isVisible()) await confirm.click();
    const gone = page.getByRole('checkbox', { name: `Select ${first}`, exact: true });
    await expect.poll(() => gone.count()).toBe(0);
    expect(stage.lms.relation(9, stage.lms.user(first ?? '').id)).toBe('joined');
    expect(await boxes.count()).toBe(5);
  });

  test('a page cannot tick them or press Review: only a person can', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    const boxes = await stage.selectPeople(page);
    // One kind at a time: a click on a label is passed on to its box, and two clicks would undo each other.
    for (const kind of ['input', 'label', 'button']) {
      await page.evaluate((controls) => {
        const root = document.querySelector('rollcall-selection')?.shadowRoot;
        for (const control of root?.querySelectorAll<HTMLElement>(controls) ?? []) control.click();
      }, kind);
      expect(await page.getByText('0 selected').count(), kind).toBe(1);
      expect(await boxes.first().isChecked(), kind).toBe(false);
    }
    const popup = await stage.popup(page);
    await popup.getByText('Nobody is selected on this page').waitFor();
  });
});

test('ticks belong to their course: the page going on to another one takes them away', async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  const boxes = await stage.selectPeople(page);
  for (const at of [0, 1]) await boxes.nth(at).check();
  // As a single-page site does it: another address and other content, no new document.
  await page.evaluate((path) => {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
  }, '/course/10/other/edit/requests');
  const popup = await stage.popup(page);
  await popup.getByText('Nobody is selected on this page').waitFor();
  expect(stage.posts()).toEqual([]);
});

describe('finding the course', () => {
  test.each([
    ['under a path prefix', `/community${REQUESTS}`],
    ['with no id in the address, from the links of the page', '/manage'],
  ])('%s', async (_where, path) => {
    const stage = await scene();
    const page = await stage.visit(path);
    const popup = await stage.popup(page);
    await popup.getByRole('heading', { name: 'Intro to Marine Biology' }).waitFor();
    await popup.getByText('340 people are waiting for approval.').waitFor();
  });
});

test('a name that nobody has stays visible, and only the others are sent', async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  await page
    .locator(NAME)
    .nth(1)
    .evaluate((name) => {
      name.textContent = 'nobody-by-this-name';
    });
  const boxes = await stage.selectPeople(page);
  for (const at of [0, 1]) await boxes.nth(at).check();
  const review = await stage.popup(page);
  await review.getByRole('button', { name: 'Accept 1 request' }).waitFor();
  await review.getByText('not identified', { exact: true }).waitFor();
  await review.getByRole('button', { name: 'Accept 1 request' }).click();
  expect(await review.getByRole('status').innerText()).toBe('1 accepted, 1 not identified');
  expect(JSON.parse(stage.posts()[0]?.body ?? '').users).toHaveLength(1);
});
