/** What a person does with the tick boxes, by mouse and by keyboard, on the LMS's real front-end. */
import type { Locator, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { areaOf, barButton, boxOf, count, focusedBox, press, reviewed, soon, tickedAmong } from './boxes.ts';
import { REQUESTS, type Scene, scene, shownNames, test, USERS } from './scene.ts';

const DASHBOARD = '/course/9/intro-to-marine-biology/dashboard';
const NAME = '.SCCourseUsersTable-avatar-wrapper > p';

interface Selecting {
  stage: Scene;
  page: Page;
  boxes: Locator;
  names: string[];
}

/** The Requests tab with tick boxes, after so many presses of See more. */
async function selecting({ more = 0 } = {}): Promise<Selecting> {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  for (let shown = 6; shown < 6 * (more + 1); shown += 6) {
    await page.getByRole('button', { name: 'See more' }).click();
    await soon(() => page.locator(NAME).count()).toBe(shown + 6);
  }
  const boxes = await stage.selectPeople(page);
  return { stage, page, boxes, names: await shownNames(page) };
}

test.each([
  ['the Requests tab', REQUESTS],
  ['the Users tab', USERS],
  ['the dashboard', DASHBOARD],
])('stand beside every person of %s, left of name and picture', async (_where, path) => {
  const stage = await scene();
  const page = await stage.visit(path);
  await stage.selectPeople(page);
  for (const username of await shownNames(page)) {
    const row = page.locator('.SCCourseUsersTable-root tr', {
      has: page.getByText(username, { exact: true }),
    });
    const box = await areaOf(boxOf(page, username));
    const [line, picture] = [await areaOf(row), await areaOf(row.locator('.MuiAvatar-root').first())];
    expect(Math.abs(box.y + box.height / 2 - (line.y + line.height / 2))).toBeLessThan(2);
    expect(box.x + box.width).toBeLessThanOrEqual(picture.x + 1);
  }
});

describe('by mouse', () => {
  test('a click ticks, another one takes the tick away', async () => {
    const { page, boxes } = await selecting();
    await press(page, boxes.nth(2));
    expect(await tickedAmong(boxes)).toEqual([2]);
    await soon(() => count(page).innerText()).toBe('1 selected');
    await press(page, boxes.nth(2));
    expect(await tickedAmong(boxes)).toEqual([]);
  });

  test('Shift gives all from the last clicked box the state of this one, and selects no text', async () => {
    const { page, boxes } = await selecting();
    await press(page, boxes.nth(4));
    await page.keyboard.down('Shift');
    await press(page, boxes.nth(1));
    expect(await tickedAmong(boxes)).toEqual([1, 2, 3, 4]);
    await press(page, boxes.nth(3));
    await page.keyboard.up('Shift');
    expect(await tickedAmong(boxes)).toEqual([4]);
    expect(await page.evaluate(() => String(getSelection()))).toBe('');
  });

  test('Select all takes all on the page, Clear takes them away, each for all its people', async () => {
    const { stage, page, boxes, names } = await selecting({ more: 1 });
    expect(await barButton(page, 'Clear').count()).toBe(0);
    await press(page, barButton(page, 'Select all 12'));
    expect(await tickedAmong(boxes)).toHaveLength(12);
    await soon(() => count(page).innerText()).toBe('12 selected');
    expect(await reviewed(stage, page)).toEqual(names);
    await page.bringToFront();
    await press(page, barButton(page, 'Clear'));
    expect(await tickedAmong(boxes)).toEqual([]);
    expect(await barButton(page, 'Clear').count()).toBe(0);
    expect(await barButton(page, 'Review').isDisabled()).toBe(true);
  });

  test('Cancel ends it, and the page is left as it was', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    await page.waitForLoadState('networkidle');
    await page.mouse.move(640, 5);
    const html = () => page.evaluate(() => document.documentElement.outerHTML);
    const before = await html();
    const boxes = await stage.selectPeople(page);
    await press(page, boxes.nth(1));
    expect(await html()).not.toBe(before);
    await press(page, barButton(page, 'Cancel'));
    expect(await page.locator('rollcall-selection').count()).toBe(0);
    await page.mouse.move(640, 5);
    await soon(html).toBe(before);
    // Nor does anything come back when the page changes.
    await page.getByRole('button', { name: 'See more' }).click();
    await soon(() => page.locator(NAME).count()).toBe(12);
    expect(await page.locator('rollcall-selection').count()).toBe(0);
  });
});

describe('by keyboard', () => {
  test('one stop of the Tab key for all boxes, then the bar, then out', async () => {
    const { page, boxes, names } = await selecting();
    expect(await focusedBox(page)).toBe(names[0]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    expect(await tickedAmong(boxes)).toEqual([1]);
    const stops: string[] = [];
    for (let step = 0; step < 5; step++) {
      await page.keyboard.press('Tab');
      stops.push(
        await page.evaluate(
          () => document.querySelector('rollcall-selection')?.shadowRoot?.activeElement?.textContent ?? 'out',
        ),
      );
    }
    expect(stops).toEqual(['Select all 6', 'Clear', 'Review', 'Cancel', 'out']);
  });

  test('Shift and the arrows spread the state of the first box, and give back what they leave', async () => {
    const { page, boxes } = await selecting();
    await press(page, boxes.nth(3));
    await press(page, boxes.nth(1));
    for (const [keys, ticked] of [
      [['Shift+ArrowDown'], [1, 2, 3]],
      [['Shift+End'], [1, 2, 3, 4, 5]],
      [
        ['Shift+ArrowUp', 'Shift+ArrowUp', 'Shift+ArrowUp'],
        [1, 2, 3],
      ],
      [['Shift+ArrowUp'], [1, 3]],
      [['Shift+Home'], [0, 1, 3]],
      // From a box that is not ticked, ticks are taken away.
      [
        ['End', 'Shift+ArrowUp', 'Shift+ArrowUp'],
        [0, 1],
      ],
    ] as const) {
      for (const key of keys) await page.keyboard.press(key);
      expect(await tickedAmong(boxes), keys.join()).toEqual(ticked);
    }
  });

  test('Ctrl+A selects all of them and no text of the page; Escape ends it', async () => {
    const { page, boxes } = await selecting();
    await page.keyboard.press('Control+a');
    expect(await tickedAmong(boxes)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(await page.evaluate(() => String(getSelection()))).toBe('');
    await page.keyboard.press('Escape');
    expect(await page.locator('rollcall-selection').count()).toBe(0);
  });

  test('to the last and back to the first, under the sticky header of the page, the focus stays', async () => {
    const { page, names } = await selecting({ more: 2 });
    await page.keyboard.press('Home');
    for (const [key, towards] of [
      ['ArrowDown', 1],
      ['ArrowUp', -1],
    ] as const) {
      for (let step = 1; step < 18; step++) {
        await page.keyboard.press(key);
        const at = towards === 1 ? step : 17 - step;
        expect(await focusedBox(page), `${key} ${step}`).toBe(names[at]);
        const isSeen = await page
          .locator(NAME)
          .nth(at)
          .evaluate((name) => {
            const { x, y, width, height } = name.getBoundingClientRect();
            const hit = document.elementFromPoint(x + width / 2, y + height / 2);
            return hit !== null && name.closest('tr')?.contains(hit);
          });
        expect(isSeen, `the row can be seen after ${key} ${step}`).toBe(true);
      }
    }
  });

  test('the page hears none of our keys, and we none of those in its fields', async () => {
    const { page, boxes } = await selecting();
    await page.evaluate(() => {
      const heard: string[] = [];
      for (const type of ['keydown', 'keypress', 'keyup']) {
        document.addEventListener(type, (event) => heard.push((event as KeyboardEvent).key), true);
      }
      Object.assign(window, { heard });
    });
    for (const key of ['x', 'ArrowDown', 'Space', 'Enter', 'Control+a']) await page.keyboard.press(key);
    expect(await page.evaluate(() => Reflect.get(window, 'heard'))).toEqual([]);
    await barButton(page, 'Clear').click();
    await page.getByPlaceholder('Search users').click();
    await page.keyboard.type('a b');
    for (const key of ['Control+a', 'Escape', 'Home']) await page.keyboard.press(key);
    expect(await tickedAmong(boxes)).toEqual([]);
    expect(await page.getByPlaceholder('Search users').inputValue()).toBe('a b');
  });
});

describe('following the page', () => {
  test('See more: the new rows get boxes, the ticks and the focus stay', async () => {
    const { stage, page, boxes, names } = await selecting();
    await press(page, boxes.nth(1));
    await page.getByRole('button', { name: 'See more' }).press('Enter');
    await soon(() => boxes.count()).toBe(12);
    await boxes.nth(10).check();
    expect(await tickedAmong(boxes)).toEqual([1, 10]);
    expect(await reviewed(stage, page)).toEqual([names[1], (await shownNames(page))[10]]);
  });

  test("the table's own search: who is filtered out stays ticked and is counted, said once a change", async () => {
    const { stage, page, boxes, names } = await selecting();
    for (const at of [0, 1]) await press(page, boxes.nth(at));
    await soon(() => count(page).innerText()).toBe('2 selected');
    await count(page).evaluate((status) => {
      const said: (string | null)[] = [];
      const observer = new MutationObserver(() => said.push(status.textContent));
      observer.observe(status, { childList: true, characterData: true, subtree: true });
      Object.assign(window, { said });
    });
    await page.getByPlaceholder('Search users').fill(names[0] ?? '');
    await page.keyboard.press('Enter');
    await soon(() => boxes.count()).toBe(1);
    await soon(() => count(page).innerText()).toBe('2 selected, 1 not in view');
    await page.getByPlaceholder('Search users').fill('');
    await page.keyboard.press('Enter');
    await soon(() => boxes.count()).toBe(6);
    await soon(() => count(page).innerText()).toBe('2 selected');
    expect(await tickedAmong(boxes)).toEqual([0, 1]);
    expect(await page.evaluate(() => Reflect.get(window, 'said'))).toEqual([
      '2 selected, 1 not in view',
      '2 selected',
    ]);
    expect(await reviewed(stage, page)).toEqual(names.slice(0, 2));
  });

  test('another tab of the page, and back', async () => {
    const { page, boxes, names } = await selecting();
    await press(page, boxes.nth(2));
    await page.getByRole('tab', { name: 'Users' }).click();
    await soon(async () => (await shownNames(page)).includes(names[2] ?? '')).toBe(false);
    await soon(() => count(page).innerText()).toBe('1 selected, 1 not in view');
    await page.getByRole('tab', { name: 'Requests' }).click();
    await soon(() => boxOf(page, names[2] ?? '').count()).toBe(1);
    expect(await tickedAmong(boxes)).toEqual([2]);
  });

  test('a page that changes nothing more is not searched again: our own changes are none', async () => {
    const { page, boxes } = await selecting();
    await press(page, boxes.nth(2));
    await page.waitForLoadState('networkidle');
    // Each search asks for the tables; the isolated world of the script shares the engine, so its trace is counted.
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const work = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'ScriptDuration')?.value ?? 0;
    };
    const frames = () =>
      page.evaluate(
        () =>
          new Promise<void>((done) => {
            let left = 60;
            const next = () => (left-- > 0 ? requestAnimationFrame(next) : done());
            next();
          }),
      );
    await frames();
    const before = await work();
    await frames();
    expect((await work()) - before).toBeLessThan(0.05);
  });
});

describe('trust', () => {
  test("the LMS's own accept works beside them, and the box of that row goes", async () => {
    const { stage, page, boxes, names } = await selecting();
    const [first = ''] = names;
    await page.locator('.SCCourseUsersTable-request-button-wrapper button').first().click();
    const confirm = page.getByRole('dialog').getByRole('button').last();
    if (await confirm.isVisible()) await confirm.click();
    await soon(() => boxOf(page, first).count()).toBe(0);
    await soon(async () => stage.lms.relation(9, stage.lms.user(first).id)).toBe('joined');
    await soon(() => boxes.count()).toBe(5);
  });

  test('a page cannot tick them, press keys on them or press Review: only a person can', async () => {
    const { stage, page, boxes } = await selecting();
    for (const kind of ['input', 'button']) {
      await page.evaluate((controls) => {
        const root = document.querySelector('rollcall-selection')?.shadowRoot;
        for (const control of root?.querySelectorAll<HTMLElement>(controls) ?? []) control.click();
      }, kind);
      expect(await count(page).innerText(), kind).toBe('0 selected');
      expect(await tickedAmong(boxes), kind).toEqual([]);
    }
    await page.evaluate(() => {
      const input = document.querySelector('rollcall-selection')?.shadowRoot?.querySelector('input');
      const keys = [{ key: 'a', ctrlKey: true }, { key: 'ArrowDown', shiftKey: true }, { key: 'Escape' }];
      for (const key of keys) {
        input?.dispatchEvent(new KeyboardEvent('keydown', { ...key, bubbles: true, composed: true }));
      }
      // What a page writes into the boxes is not what is ticked.
      if (input) input.checked = true;
    });
    expect(await page.locator('rollcall-selection').count()).toBe(1);
    await soon(() => count(page).innerText()).toBe('0 selected');
    const popup = await stage.popup(page);
    await popup.getByText('Nobody is selected on this page').waitFor();
  });
});
