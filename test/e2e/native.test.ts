/** All three ways in through the browser's own controls, with a real mouse and keyboard on a real screen. */
import { describe, expect } from 'vitest';
import { chooseFromContextMenu, clickToolbarIcon, dragOver, pressShortcut } from './harness/native.ts';
import { waitForPopup } from './harness/popup.ts';
import { isFocused } from './popup-keys.ts';
import { ownScreen, REQUESTS, scene, screen, shownNames, test } from './scene.ts';

const NAME = '.SCCourseUsersTable-avatar-wrapper > p';

async function stage() {
  const display = await screen();
  const set = await scene({ display });
  const page = await set.visit(REQUESTS);
  await page.bringToFront();
  return { ...set, display, page, names: await shownNames(page) };
}

describe('on a real screen', () => {
  test('by keyboard alone: open, select people, tick three, review by shortcut, Enter', async () => {
    const { lms, chromium, display, page, names, posts } = await stage();
    await pressShortcut(display, 'alt+shift+j');
    const course = await waitForPopup(chromium);
    await isFocused(course, 'Select people');
    await display.key('Return');
    await page.getByRole('checkbox', { name: `Select ${names[0]}` }).waitFor();
    await expect.poll(() => course.closed()).toBe(true);
    await display.key('space', 'Down', 'space', 'Down', 'space');
    await expect.poll(() => page.getByText('3 selected').count()).toBe(1);

    await pressShortcut(display, 'alt+shift+u');
    const review = await waitForPopup(chromium);
    await isFocused(review, 'Accept 3 requests');
    await display.key('Return');
    await review.waitFor(async () => (await review.status()) === '3 accepted', '3 accepted');
    expect(posts().map(({ body }) => body)).toEqual([
      JSON.stringify({ users: names.slice(0, 3).map((name) => lms.user(name).id) }),
    ]);
    for (const name of names.slice(0, 3)) expect(lms.relation(9, lms.user(name).id)).toBe('joined');
  });

  test('the toolbar icon: rows dragged over with the mouse, reviewed and sent', async () => {
    const { chromium, display, page, posts } = await stage();
    await dragOver(page, display, page.locator(NAME).nth(0), page.locator(NAME).nth(1));
    const popup = await clickToolbarIcon(chromium, display, page);
    await isFocused(popup, 'Accept 2 requests');
    expect((await popup.list('People')).map(({ position, size }) => [position, size])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    await popup.button(/^Accept/).click();
    await popup.waitFor(async () => (await popup.status()) === '2 accepted', '2 accepted');
    expect(posts()).toHaveLength(1);
  });

  test('Invite selected to course in the context menu over the dragged rows: Enter sends', async () => {
    const { chromium, display, page, posts } = await stage();
    await dragOver(page, display, page.locator(NAME).nth(0), page.locator(NAME).nth(2));
    const box = await page.locator(NAME).nth(1).boundingBox();
    if (!box) throw new Error('the row is not shown');
    const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    const popup = await chooseFromContextMenu(chromium, display, page, point);
    await isFocused(popup, 'Accept 3 requests');
    await display.key('Return');
    await popup.waitFor(async () => (await popup.status()) === '3 accepted', '3 accepted');
    expect(posts()).toHaveLength(1);
  });

  test('the shortcut over dragged rows: Enter sends', async () => {
    const { chromium, display, page, posts } = await stage();
    await dragOver(page, display, page.locator(NAME).nth(3), page.locator(NAME).nth(4));
    await pressShortcut(display, 'alt+shift+u');
    const popup = await waitForPopup(chromium);
    await isFocused(popup, 'Accept 2 requests');
    await display.key('Return');
    await popup.waitFor(async () => (await popup.status()) === '2 accepted', '2 accepted');
    expect(posts()).toHaveLength(1);
  });

  test('the shortcut pressed again while the review is open leaves it there, and opens no tab', async () => {
    const { chromium, display, page } = await stage();
    await dragOver(page, display, page.locator(NAME).nth(0), page.locator(NAME).nth(1));
    await pressShortcut(display, 'alt+shift+u');
    const popup = await waitForPopup(chromium);
    await isFocused(popup, 'Accept 2 requests');
    const tabs = chromium.context.pages().length;
    await pressShortcut(display, 'alt+shift+u');
    await display.settle();
    expect(chromium.context.pages()).toHaveLength(tabs);
    expect(popup.closed()).toBe(false);
  });

  test('Review in the bar under the page opens the popup', async () => {
    const { chromium, display, page, names } = await stage();
    await pressShortcut(display, 'alt+shift+j');
    const course = await waitForPopup(chromium);
    await course.button(/^Select people$/).click();
    await page.getByRole('checkbox', { name: `Select ${names[0]}` }).check();
    await expect.poll(() => course.closed()).toBe(true);
    await page.getByRole('button', { name: 'Review' }).click();
    const review = await waitForPopup(chromium);
    await isFocused(review, 'Accept 1 request');
  });
});

test("Deny in the browser's own prompt: said so, nothing sent, and the token need not be pasted again", async () => {
  const display = await ownScreen();
  const { lms, chromium } = await scene({ display, as: null, granted: false });
  const options = await chromium.page('options.html');
  await options.getByLabel('Site address').fill(lms.origin);
  await options.getByLabel('Access token').fill(lms.tokens.manager);
  await options.getByRole('button', { name: 'Connect' }).click();
  // The prompt is drawn inside the browser's window and announces itself to nobody; without it Escape does nothing.
  await expect
    .poll(async () => {
      await display.key('Escape');
      return options.getByText(/may not talk to 127\.0\.0\.1/).count();
    })
    .toBe(1);
  expect(await options.getByLabel('Access token').inputValue()).toBe(lms.tokens.manager);
  expect(lms.log).toEqual([]);
});
