/** Sending at once, by the browser's own menu and shortcut on a real screen; and all that must never be sent so. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import {
  chooseFromContextMenu,
  clickToolbarIcon,
  dragOver,
  middleOf,
  pressShortcut,
} from './harness/native.ts';
import { isPopupOpen, type Popup, waitForPopup } from './harness/popup.ts';
import { REQUESTS, scene, screen, sentIds, shownNames, test, USERS } from './scene.ts';

const NAME = '.SCCourseUsersTable-avatar-wrapper > p';
const COUNTDOWN = /(Inviting|Accepting) \d+ (person|people|requests?) in \d s/;

async function stage({ on = true } = {}) {
  const display = await screen();
  const set = await scene({ display });
  const { chromium, lms, posts } = set;

  /** As a person does it, in the options. */
  async function turnOn(): Promise<void> {
    const options = await chromium.page('options.html#pages');
    const box = options.getByRole('checkbox', { name: /^Send at once on 127\.0\.0\.1/ });
    await box.check();
    await options.reload();
    await expect.poll(() => box.isChecked()).toBe(true);
    await options.close();
  }

  const rows = (page: Page, from: number, to: number) =>
    dragOver(page, display, page.locator(NAME).nth(from), page.locator(NAME).nth(to));
  const menu = async (page: Page, at: number) =>
    chooseFromContextMenu(chromium, display, page, await middleOf(page.locator(NAME).nth(at)));
  const shortcut = async (page: Page) => {
    await page.bringToFront();
    await pressShortcut(display, 'alt+shift+u');
    return waitForPopup(chromium);
  };

  /**
   * A right-click on the last row of a page of its own: begun after all that a test has done before, and sent when its
   * own five seconds are over, it shows that nothing else was going to be.
   */
  async function onlyThisIsSent(): Promise<void> {
    const page = await set.visit(REQUESTS);
    const names = await shownNames(page);
    const who = lms.user(names.at(-1) ?? '');
    await sends(await menu(page, names.length - 1), '1 accepted');
    expect(sentIds(posts())).toEqual([who.id]);
  }

  if (on) await turnOn();
  return { ...set, display, turnOn, rows, menu, shortcut, onlyThisIsSent };
}

/** The countdown, with Stop alone and focused. */
async function counts(popup: Popup): Promise<void> {
  await popup.waitFor(async () => (await popup.focused())?.name === 'Stop', 'the focus on Stop');
  expect(await popup.text()).toMatch(COUNTDOWN);
  expect(await popup.button(/^(Invite|Accept)/).exists()).toBe(false);
}

/** The countdown, and what it comes to when nobody does anything. */
async function sends(popup: Popup, result: string): Promise<void> {
  await counts(popup);
  await popup.waitFor(async () => (await popup.status()) === result, result, 20_000);
}

/** The review that waits for the button, which has the focus. */
async function waits(popup: Popup, button: RegExp): Promise<void> {
  await popup.waitFor(async () => button.test((await popup.focused())?.name ?? ''), `the focus on ${button}`);
  expect(await popup.text()).not.toMatch(COUNTDOWN);
  expect(await popup.button(/^Stop$/).exists()).toBe(false);
}

test('off, the review waits for Enter; on, it is sent five seconds after it was shown, by shortcut and by menu', async () => {
  const { lms, visit, turnOn, rows, shortcut, menu, posts } = await stage({ on: false });
  const page = await visit(REQUESTS);
  const names = await shownNames(page);
  const ids = (from: number, to: number) => names.slice(from, to).map((name) => lms.user(name).id);
  await rows(page, 0, 1);
  const off = await shortcut(page);
  await waits(off, /^Accept 2 requests$/);
  await off.close();

  await turnOn();
  await rows(page, 0, 1);
  const pressed = Date.now();
  const popup = await shortcut(page);
  await counts(popup);
  const people = (await popup.list('People')).map(({ text }) => text);
  expect(people).toEqual(names.slice(0, 2).map((name) => expect.stringContaining(name)));
  // The bar shrinks, but not for those who asked for less motion: for them it goes by steps.
  const moving = () => popup.target.evaluate<number>('document.getAnimations().length');
  expect(await moving()).toBe(1);
  const features = [{ name: 'prefers-reduced-motion', value: 'reduce' }];
  await popup.target.send('Emulation.setEmulatedMedia', { features });
  expect(await moving()).toBe(0);
  await sends(popup, '2 accepted');
  expect(sentIds(posts())).toEqual(ids(0, 2));
  expect((posts()[0]?.at ?? 0) - pressed).toBeGreaterThan(5_000);
  await popup.close();

  const users = await visit(USERS);
  const members = await shownNames(users);
  const stranger = lms.user(members.at(-1) ?? '');
  lms.setRelation(9, stranger.id, null);
  await sends(await menu(users, members.length - 1), '1 invited');
  expect(sentIds(posts())).toEqual([...ids(0, 2), stranger.id]);
  expect(posts()).toHaveLength(2);
});

test('Stop, Enter, Escape, and a closed popup: nothing is sent, and Stop leaves the review with its button', async () => {
  const { display, visit, menu, rows, shortcut, posts, onlyThisIsSent } = await stage();
  const page = await visit(REQUESTS);
  const stopped = (popup: Popup) =>
    popup.waitFor(async () => (await popup.text()).includes('Stopped. Nothing was sent.'), 'Stopped');

  const byMouse = await menu(page, 0);
  await counts(byMouse);
  await byMouse.button(/^Stop$/).click();
  await stopped(byMouse);
  expect(await byMouse.button(/^Accept 1 request$/).enabled()).toBe(true);
  // Once more, in a hurry: not the button that sends.
  await display.key('Return');
  await byMouse.close();

  const byEnter = await menu(page, 1);
  await counts(byEnter);
  await display.key('Return', 'Return');
  await stopped(byEnter);
  await byEnter.close();

  const byEscape = await menu(page, 2);
  await counts(byEscape);
  await display.key('Escape');
  await byEscape.waitFor(
    async () => byEscape.closed() || (await byEscape.text()).includes('Stopped'),
    'Escape to stop it',
  );
  await byEscape.close();

  await rows(page, 3, 5);
  const closed = await shortcut(page);
  await counts(closed);
  await closed.close();

  expect(posts()).toEqual([]);
  await onlyThisIsSent();
});

describe('never', () => {
  test('by the toolbar, by Review in the page, or in a tab, not even right after a gesture', async () => {
    const { chromium, display, visit, popup, rows, shortcut, selectPeople, onlyThisIsSent } = await stage();
    const page = await visit(REQUESTS);
    await rows(page, 0, 1);
    const first = await shortcut(page);
    await counts(first);
    // Pressed again, it opens nothing, and must not count for what is opened next.
    await pressShortcut(display, 'alt+shift+u');
    await display.settle();
    await first.close();
    const tab = await popup(page);
    await expect.poll(() => tab.getByRole('button', { name: /^(Accept 2 requests|Stop)$/ }).count()).toBe(1);
    expect(await tab.getByRole('button', { name: 'Stop' }).count()).toBe(0);
    await tab.close();
    const byIcon = await clickToolbarIcon(chromium, display, page);
    await waits(byIcon, /^Accept 2 requests$/);
    await byIcon.close();

    const ticked = await visit(REQUESTS);
    const boxes = await selectPeople(ticked);
    await boxes.first().check();
    await ticked.evaluate(() => {
      const ours = document.querySelector('rollcall-selection')?.shadowRoot;
      for (const button of ours?.querySelectorAll('button') ?? []) button.click();
    });
    expect(await isPopupOpen(chromium)).toBe(false);
    await ticked.getByRole('button', { name: 'Review' }).click();
    const byBar = await waitForPopup(chromium);
    await waits(byBar, /^Accept 1 request$/);
    await byBar.close();
    await onlyThisIsSent();
  });

  test('where the page forges its course, plants hidden rows, or clicks and right-clicks by script', async () => {
    const { chromium, visit, rows, shortcut, menu, posts, onlyThisIsSent } = await stage();
    const forger = await visit(REQUESTS);
    await forger.evaluate(() =>
      history.replaceState(null, '', '/course/10/coastal-field-methods/edit/requests'),
    );
    await rows(forger, 0, 1);
    const forged = await shortcut(forger);
    await waits(forged, /^(Accept|Invite)/);
    expect(await forged.heading()).toBe('Coastal Field Methods');
    await forged.close();
    await forger.close();

    const planter = await visit(REQUESTS);
    await planter.evaluate((name) => {
      const row = document.querySelector(name)?.closest('tr');
      const hidden = row?.cloneNode(true) as HTMLElement;
      hidden.style.opacity = '0';
      row?.after(hidden);
      for (const marked of [row, hidden]) marked?.setAttribute('aria-selected', 'true');
    }, NAME);
    const planted = await shortcut(planter);
    await waits(planted, /^Accept 1 request$/);
    expect(await planted.text()).toContain('cannot be seen there');
    await planted.close();
    await planter.close();

    const clicker = await visit(REQUESTS);
    await clicker.locator(NAME).evaluateAll((names) => {
      const init = { button: 2, buttons: 2, bubbles: true, composed: true };
      for (const type of ['pointerdown', 'mousedown', 'contextmenu', 'mouseup', 'click'])
        names[2]?.dispatchEvent(new PointerEvent(type, init));
      const keys = { key: 'U', code: 'KeyU', altKey: true, shiftKey: true, bubbles: true };
      for (const type of ['keydown', 'keyup']) document.body.dispatchEvent(new KeyboardEvent(type, keys));
    });
    expect(await isPopupOpen(chromium)).toBe(false);
    await clicker.close();

    // A real right-click beside a highlight: the click itself took the others away.
    const page = await visit(REQUESTS);
    await rows(page, 0, 1);
    const dropped = await menu(page, 4);
    await waits(dropped, /^Accept 1 request$/);
    await dropped.close();
    expect(posts()).toEqual([]);
    await onlyThisIsSent();
  });

  test('where the page moves its rows while the seconds pass: refused, and said', async () => {
    const { visit, rows, shortcut, posts, onlyThisIsSent } = await stage();
    const page = await visit(REQUESTS);
    await rows(page, 0, 1);
    const popup = await shortcut(page);
    await counts(popup);
    await page.locator(NAME).evaluateAll(([first, , , , , sixth]) => {
      if (first && sixth) first.textContent = sixth.textContent;
    });
    await popup.waitFor(
      async () => (await popup.text()).includes('This review is out of date'),
      'the refusal',
      20_000,
    );
    expect(posts()).toEqual([]);
    await popup.close();
    await onlyThisIsSent();
  });
});
