/**
 * Hurried hands: keys pressed twice, or held down, with a real keyboard on a real screen. Nobody is sent by accident. That it
 * is as quick as ever where people are selected, native.test.ts shows.
 */
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect } from 'vitest';
import {
  chooseFromContextMenu,
  clickToolbarIcon,
  dragOver,
  middleOf,
  pressShortcut,
} from './harness/native.ts';
import { type Popup, waitForPopup } from './harness/popup.ts';
import { isFocused } from './popup-keys.ts';
import { REQUESTS, type Scene, scene, screen, test } from './scene.ts';

const WAITING = 40;
const ACCEPT_ALL = `Accept all ${WAITING} requests`;

async function stage() {
  const display = await screen();
  const set = await scene({ display, waiting: WAITING });
  const page = await set.visit(REQUESTS);
  await page.bringToFront();
  return { ...set, display, page };
}

type Stage = Awaited<ReturnType<typeof stage>>;

/** What the person was led to instead: the tick boxes, which do nothing by Enter. */
async function expectBoxesOnly({ lms, posts }: Scene, page: Page, popup: Popup): Promise<void> {
  await page
    .getByRole('checkbox', { name: /^Select / })
    .first()
    .waitFor();
  await expect.poll(() => popup.closed()).toBe(true);
  expect(posts()).toEqual([]);
  expect(lms.waitingUsers()).toHaveLength(WAITING);
}

/** Ways to open the popup with nobody selected, by the person's own keys and mouse. */
const WAYS: [name: string, open: (stage: Stage) => Promise<Popup>][] = [
  [
    'the shortcut',
    async ({ chromium, display }) => {
      await pressShortcut(display, 'alt+shift+u');
      return waitForPopup(chromium);
    },
  ],
  [
    'the menu, over highlighted text that is nobody',
    async ({ chromium, display, page }) => {
      const nobody = page.getByText('6 Course Requests');
      await dragOver(page, display, nobody, nobody);
      const { x, y } = await middleOf(nobody);
      // The element is as wide as the page, its text is not.
      return chooseFromContextMenu(chromium, display, page, { x: Math.min(x, 100), y });
    },
  ],
];

describe.each(WAYS)('%s with nobody selected', (_name, open) => {
  test('Enter, Enter: nobody is accepted; it is said that nobody is selected', async () => {
    const set = await stage();
    const popup = await open(set);
    await isFocused(popup, 'Select people');
    const words = await popup.text();
    expect(words.indexOf('Nobody is selected on this page')).toBeGreaterThan(0);
    expect(words.indexOf('Nobody is selected on this page')).toBeLessThan(words.indexOf('are waiting'));
    expect(await popup.button(new RegExp(`^${ACCEPT_ALL}$`)).exists()).toBe(true);
    await set.display.key('Return', 'Return');
    await expectBoxesOnly(set, set.page, popup);
  });
});

test('the toolbar with nobody selected: Enter, Enter accepts nobody', async () => {
  const set = await stage();
  const popup = await clickToolbarIcon(set.chromium, set.display, set.page);
  await isFocused(popup, 'Select people');
  await set.display.key('Return', 'Return');
  await expectBoxesOnly(set, set.page, popup);
});

test('the shortcut on a page without people: nothing has the focus, and Enter does nothing', async () => {
  const { chromium, display, posts, lms, visit } = await stage();
  const page = await visit('/course/9/intro-to-marine-biology/edit/options', '.SCEditCourse-root');
  await page.bringToFront();
  await pressShortcut(display, 'alt+shift+u');
  const popup = await waitForPopup(chromium);
  await popup.waitFor(() => popup.button(/^Accept all/).exists(), 'the course');
  expect(await popup.focused()).toBeUndefined();
  await display.key('Return', 'Return', 'space');
  await display.settle();
  expect(await popup.text()).toContain('Nobody is selected on this page');
  expect(posts()).toEqual([]);
  expect(lms.waitingUsers()).toHaveLength(WAITING);
});

describe('the review of everyone who waits', () => {
  let set: Stage;
  let popup: Popup;
  const accept = `Accept ${WAITING} requests`;

  beforeEach(async () => {
    set = await stage();
    popup = await clickToolbarIcon(set.chromium, set.display, set.page);
    await isFocused(popup, 'Select people');
    await set.display.key('shift+Tab');
    await isFocused(popup, ACCEPT_ALL);
  });

  test('Enter held down on Accept all starts nothing; let go and pressed again it does', async () => {
    const { display, posts } = set;
    const letGo = await display.hold('Return');
    await isFocused(popup, accept);
    // Long enough for the key to repeat a hundred times, on this screen and after the second for which it takes none.
    const until = performance.now() + 2_500;
    await expect.poll(() => performance.now() > until, { timeout: 5_000 }).toBe(true);
    await letGo();
    expect((await popup.focused())?.name).toBe(accept);
    expect(posts()).toEqual([]);
    await display.key('Return');
    await popup.waitFor(async () => (await popup.status()) === `${WAITING} accepted`, 'the result');
  });

  test('Enter pressed again at once starts nothing', async () => {
    const { display, lms, posts } = set;
    await display.key('Return');
    await isFocused(popup, accept);
    await display.key('Return', 'space', 'Return');
    await display.settle();
    expect((await popup.focused())?.name).toBe(accept);
    expect(posts()).toEqual([]);
    expect(lms.waitingUsers()).toHaveLength(WAITING);
  });
});
