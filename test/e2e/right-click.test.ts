/** Right-click, then Invite selected to course, with a real mouse on a real screen: whom it means, and whom it never means. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, inject, onTestFinished } from 'vitest';
import { startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import { freshProfile, launchChromium } from './harness/chromium.ts';
import { signIn } from './harness/grant.ts';
import {
  chooseFromContextMenu,
  clickToolbarIcon,
  dragOver,
  middleOf,
  openContextMenu,
  pressShortcut,
} from './harness/native.ts';
import { type Popup, waitForPopup } from './harness/popup.ts';
import { ownScreen, REQUESTS, scene, screen, shownNames, test, USERS } from './scene.ts';

const COURSE = '/course/9/intro-to-marine-biology/';
const DASHBOARD = `${COURSE}dashboard`;
const NAME = '.SCCourseUsersTable-avatar-wrapper > p';
const CARD = '.SCUser-root .SCBaseItemButton-content';
const POINTED = 'This is who was right-clicked.';

/** What a popup comes to: the people of its review with what it says of them, or that nobody is selected. */
async function saidBy(popup: Popup): Promise<string[]> {
  let hasChosen = false;
  const shown = async () => {
    const text = await popup.text();
    // A page that is about no course asks for one first, once; what comes after takes a moment to show.
    if (!hasChosen && text.includes('1 person is chosen')) {
      await popup.button(/Intro to Marine Biology/).click();
      hasChosen = true;
    } else if (text.includes('Choose a course')) return !hasChosen;
    return text.includes('Nobody is selected on this page') || (await popup.list('People')).length > 0;
  };
  await popup.waitFor(shown, 'whom the popup means');
  return popup.target.evaluate<string[]>(
    // Not `innerText`, which is empty until the browser has drawn the row (`content-visibility`).
    `[...document.querySelectorAll('[aria-label=People] .username')].map((name) => name.textContent)`,
  );
}

async function stage(options: Parameters<typeof scene>[0] = {}) {
  const display = await screen();
  const set = await scene({ ...options, display });
  const { chromium } = set;

  /** Right-clicks an element, chooses the entry, and closes the popup that opens. */
  async function invite(page: Page, element: Locator): Promise<{ names: string[]; text: string }> {
    const popup = await chooseFromContextMenu(chromium, display, page, await middleOf(element));
    const names = await saidBy(popup);
    const text = await popup.text();
    await popup.close();
    return { names, text };
  }

  /** What the extension's own world of a page holds. */
  async function inPage<T>(page: Page, expression: string): Promise<T> {
    const tabId = await chromium.tabId(page);
    return chromium.asExtension<T>(
      `chrome.scripting.executeScript({ target: { tabId: ${tabId} }, func: () => ${expression} }).then(([told]) => told.result)`,
    );
  }

  const isWatched = (page: Page) => inPage<boolean>(page, 'globalThis.forgetRightClicks !== undefined');
  const registered = () =>
    chromium.asExtension<{ matches: string[]; js: string[] }[]>(
      'chrome.scripting.getRegisteredContentScripts()',
    );
  return { ...set, display, invite, inPage, isWatched, registered };
}

describe('means the person of', () => {
  test('a table: the Requests tab, the Users tab, the dashboard; with no name there, nobody', async () => {
    const { visit, invite } = await stage();
    for (const path of [REQUESTS, USERS, DASHBOARD]) {
      const page = await visit(path);
      const names = await shownNames(page);
      const { names: meant, text } = await invite(page, page.locator(NAME).nth(3));
      expect(meant, path).toEqual([names[3]]);
      expect(text, path).toContain(POINTED);
    }
    const page = await visit(REQUESTS);
    const names = await shownNames(page);
    // Anywhere in the row, not on the name alone; the caret, which stays where the click was, means nobody later.
    const date = page.locator('.SCCourseUsersTable-root tbody > tr').nth(1).locator('td').nth(1);
    expect((await invite(page, date)).names).toEqual([names[1]]);
    const heading = page.getByText('Tidewater Community');
    const nobody = await invite(page, heading);
    expect(nobody.names).toEqual([]);
    expect(nobody.text).toContain('Nobody is selected on this page');
    expect(nobody.text).toContain('Accept all 340 requests');
  });

  test("the dashboard's See dialog: the student, also on the picture, whose link leads to the creator", async () => {
    const { visit, invite } = await stage();
    const page = await visit(DASHBOARD);
    await page.getByRole('button', { name: 'See', exact: true }).nth(2).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('a[href^="/messages/"]').waitFor();
    await dialog.locator('.MuiSkeleton-root').first().waitFor({ state: 'detached' });
    const student = (await dialog.locator(NAME).innerText()).trim();
    const picture = dialog.locator('a[href^="/user/"]').first();
    expect(await picture.getAttribute('href')).toBe('/user/1/');
    for (const element of [picture, dialog.locator(NAME), dialog.locator('a[href^="/messages/"]')]) {
      expect((await invite(page, element)).names).toEqual([student]);
    }
  });

  test('a card: in the participants dialog, among group members, and the button of a deleted profile', async () => {
    const { visit, invite } = await stage();
    const course = await visit(COURSE, 'button:has-text("articipant")');
    await course.getByRole('button', { name: /participant/i }).click();
    const participant = course.locator(`li ${CARD}`).nth(2);
    await participant.waitFor();
    const who = (await participant.locator('.SCBaseItemButton-primary').innerText()).trim();
    expect((await invite(course, participant)).names).toEqual([who]);

    const group = await visit('/group/5/tide-pool-watchers/members/', CARD);
    const member = group.locator(CARD).nth(1);
    const name = (await member.locator('.SCBaseItemButton-primary').innerText()).trim();
    expect((await invite(group, member)).names).toEqual([name]);

    await group.getByRole('button', { name: 'Show more' }).click();
    const deleted = group.getByRole('dialog').locator('button.SCBaseItemButton-content');
    await until('the deleted profile', async () => {
      await group.getByRole('dialog').locator(CARD).last().scrollIntoViewIfNeeded();
      return deleted.count();
    });
    const gone = await invite(group, deleted);
    expect(gone.names).toEqual(['former_member']);
    expect(gone.text).toContain('not identified');
  });

  test('a link: an author, a mention, a commenter, a notification', async () => {
    const { visit, invite } = await stage();
    const course = await visit(COURSE, '.MuiAvatarGroup-root img');
    expect((await invite(course, course.locator('a[href="/user/1/"]'))).names).toEqual(['henrik_dahl']);

    const post = await visit('/post/31/', '.SCCommentObject-author');
    const link = (name: string) =>
      post.locator('a[href^="/user/"]:not(:has(.MuiAvatar-root))', { hasText: name }).first();
    for (const name of ['li-wei_7', 'user5', 'aisha_abebe'])
      expect((await invite(post, link(name))).names, name).toEqual([name]);

    const list = await visit('/notification/', '.SCNotification-username');
    const user = list.locator('a.SCNotification-username[href]').nth(3);
    expect((await invite(list, user)).names).toEqual(['li-wei_7']);
  });

  test('a suggestion or a chip of the Add users field', async () => {
    const { visit, invite } = await stage();
    const page = await visit(USERS);
    await page.getByRole('button', { name: 'Add users to the course' }).click();
    await page.getByRole('combobox').click();
    const option = page.getByRole('option').nth(2);
    const suggested = (await option.locator('p').first().innerText()).trim();
    // The browser under test keeps the focus in its pages. Elsewhere the popup takes it, and the suggestions close.
    await page.evaluate(() => {
      addEventListener('contextmenu', () =>
        queueMicrotask(() => (document.activeElement as HTMLElement).blur()),
      );
    });
    expect((await invite(page, option)).names).toEqual([suggested]);
    expect(await page.getByRole('option').count()).toBe(0);

    await page.bringToFront();
    await page.getByRole('combobox').click();
    await page.getByRole('option').first().click();
    await page.getByRole('combobox').blur();
    const chip = page.locator('[role=dialog] .MuiChip-root');
    const taken = (await chip.innerText()).trim();
    expect((await invite(page, chip)).names).toEqual([taken]);
  });

  test('F16: a row in a frame without an address of its own: srcdoc, blob:, about:blank', async () => {
    const { lms, visit, invite } = await stage();
    const page = await visit(REQUESTS);
    const [one, other] = lms.waitingUsers();
    const rows = [one, other].map(
      (user) => `<li><a href="/user/${user?.id}/">${user?.username}</a> <i>waits</i></li>`,
    );
    const markup = `<base href="${lms.origin}/"><ul>${rows.join('')}</ul>`;
    for (const kind of ['srcdoc', 'blob', 'blank']) {
      await page.evaluate(
        ([html = '', how]) => {
          const frame = document.createElement('iframe');
          frame.style.cssText =
            'position: fixed; right: 0; bottom: 0; width: 300px; height: 200px; background: white';
          if (how === 'srcdoc') frame.srcdoc = html;
          if (how === 'blob') frame.src = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
          document.querySelector('iframe')?.remove();
          document.body.append(frame);
          if (how !== 'blank' || !frame.contentDocument) return;
          frame.contentDocument.body.innerHTML = html;
        },
        [markup, kind],
      );
      // Beside the link, which would tell by itself whose it is.
      const row = page.frameLocator('iframe').getByText('waits').nth(1);
      await row.waitFor();
      expect((await invite(page, row)).names, kind).toEqual([other?.username]);
    }
  });

  test('a row in a frame of the same site, and in an open shadow root', async () => {
    const { visit, chromium, lms, invite } = await stage();
    const portal = await chromium.context.newPage();
    await portal.goto(lms.url('/portal/course/9'));
    const framed = portal.frameLocator('iframe').locator(NAME);
    await framed.nth(3).waitFor();
    const names = (await framed.allInnerTexts()).map((name) => name.trim());
    expect((await invite(portal, framed.nth(1))).names).toEqual([names[1]]);

    const widget = await visit('/widget/course/9/requests');
    expect((await invite(widget, widget.locator(NAME).nth(2))).names).toEqual([
      (await shownNames(widget))[2],
    ]);
  });
});

describe('beside a highlight, ticks, and other ways in', () => {
  test('a highlight: kept by a click on it, dropped by one beside it, and that is said', async () => {
    const { display, visit, invite } = await stage();
    const page = await visit(REQUESTS);
    const names = await shownNames(page);
    const name = page.locator(NAME);
    await dragOver(page, display, name.nth(0), name.nth(2));
    const kept = await invite(page, name.nth(1));
    expect(kept.names).toEqual(names.slice(0, 3));
    expect(kept.text).not.toContain(POINTED);

    await dragOver(page, display, name.nth(0), name.nth(2));
    const dropped = await invite(page, name.nth(4));
    expect(dropped.names).toEqual([names[4]]);
    expect(dropped.text).toContain('The click took the highlight from the page');

    const plain = await invite(page, name.nth(4));
    expect(plain.names).toEqual([names[4]]);
    expect(plain.text).not.toContain('highlight');

    const widget = await visit('/widget/course/9/requests');
    const inside = widget.locator(NAME);
    await dragOver(widget, display, inside.nth(0), inside.nth(1));
    const beside = await invite(widget, inside.nth(3));
    expect(beside.names).toEqual((await shownNames(widget)).slice(3, 4));
    expect(beside.text).toContain('The click took the highlight from the page');
  });

  test('ticks count, not the pointer', async () => {
    const { visit, invite, selectPeople } = await stage();
    const page = await visit(REQUESTS);
    const boxes = await selectPeople(page);
    for (const at of [0, 2]) await boxes.nth(at).check();
    const names = await shownNames(page);
    const { names: meant, text } = await invite(page, page.locator(NAME).nth(4));
    expect(meant).toEqual([names[0], names[2]]);
    expect(text).not.toContain(POINTED);
  });

  test('an earlier right-click counts neither from the toolbar nor by shortcut, nor one in another frame', async () => {
    const { chromium, display, visit, invite } = await stage();
    const page = await visit(REQUESTS);
    const row = page.locator(NAME).nth(3);
    const nobody = async (popup: Popup) => {
      expect(await saidBy(popup)).toEqual([]);
      await popup.close();
    };
    expect((await invite(page, row)).names).toHaveLength(1);
    await nobody(await clickToolbarIcon(chromium, display, page));
    await (await openContextMenu(display, page, await middleOf(row))).leaveBy('Escape');
    await pressShortcut(display, 'alt+shift+u');
    await nobody(await waitForPopup(chromium));

    // A frame of another site: its menu has Rollcall's entry too, and nothing there remembers the click.
    const other = await startLms();
    onTestFinished(() => other.close());
    await page.evaluate(
      (url) => {
        const frame = document.createElement('iframe');
        frame.src = url;
        Object.assign(frame.style, {
          position: 'fixed',
          right: '0',
          bottom: '0',
          width: '300px',
          height: '200px',
        });
        document.body.append(frame);
      },
      other.url('/notification/').replace('127.0.0.1', 'localhost'),
    );
    const heading = page.frameLocator('iframe').getByText('Notifications');
    await heading.waitFor();
    await (await openContextMenu(display, page, await middleOf(row))).leaveBy('Escape');
    const popup = await chooseFromContextMenu(chromium, display, page, await middleOf(heading), 5);
    await nobody(popup);
  });

  test('the menu key means what has the focus; the caret is nobody', async () => {
    const { chromium, display, visit } = await stage();
    const page = await visit(REQUESTS);
    const names = await shownNames(page);
    await page.bringToFront();
    await page.locator(NAME).nth(2).click();
    const menu = async (up: number) => {
      await display.key('Menu');
      await display.settle();
      await display.key(...Array.from({ length: up }, () => 'Up'), 'Return');
      return waitForPopup(chromium);
    };
    const popup = await menu(3);
    expect(await saidBy(popup)).toEqual([]);
    await popup.close();
    const accept = page.locator('.SCCourseUsersTable-root tbody > tr').nth(4).getByRole('button').first();
    await page.bringToFront();
    await accept.focus();
    const focused = await menu(3);
    expect(await saidBy(focused)).toEqual([names[4]]);
  });
});

describe('the script that stays in pages', () => {
  test('is in the pages of connected sites and in no other, from Connect to Disconnect', async () => {
    const { chromium, display, lms, visit, invite, inPage, isWatched, registered } = await stage({
      as: null,
    });
    const other = await startLms();
    onTestFinished(() => other.close());
    const page = await visit(REQUESTS);
    const elsewhere = await chromium.context.newPage();
    await elsewhere.goto(other.url(REQUESTS));
    await elsewhere.locator(NAME).first().waitFor();
    expect(await registered()).toEqual([]);
    expect(await isWatched(page)).toBe(false);

    await signIn(chromium, lms.origin, lms.tokens.manager);
    await expect.poll(() => isWatched(page)).toBe(true);
    expect(await registered()).toMatchObject([
      { matches: [`${lms.origin}/*`], js: ['row-under-pointer.js'] },
    ]);
    const names = await shownNames(page);
    expect((await invite(page, page.locator(NAME).nth(2))).names).toEqual([names[2]]);
    await elsewhere.reload();
    await elsewhere.locator(NAME).first().waitFor();
    expect(await isWatched(elsewhere)).toBe(false);

    const options = await chromium.page('options.html');
    await options.getByRole('button', { name: 'Disconnect' }).click();
    await expect.poll(registered).toEqual([]);
    await expect.poll(() => isWatched(page)).toBe(false);
    expect(await inPage(page, 'globalThis.rollcallPointer === undefined')).toBe(true);
    await (await openContextMenu(display, page, await middleOf(page.locator(NAME).nth(2)))).leaveBy('Escape');
    expect(await inPage(page, 'globalThis.rollcallPointer === undefined')).toBe(true);
    const later = await visit(REQUESTS);
    expect(await isWatched(later)).toBe(false);
  });

  test('works after the worker was stopped, and after the browser was started anew and signed in', async () => {
    const display = await ownScreen();
    const lms = await startLms();
    onTestFinished(() => lms.close());
    const extension = inject('extension');
    const profile = freshProfile(inject('grantedProfile'));
    for (const time of ['first', 'second']) {
      const chromium = await launchChromium({ extension, profile, display, keepProfile: time === 'first' });
      try {
        const registered = () =>
          chromium.asExtension<unknown[]>('chrome.scripting.getRegisteredContentScripts()');
        // The sign-in is gone with the browser, and so is the watching.
        expect(await registered(), time).toEqual([]);
        await signIn(chromium, lms.origin, lms.tokens.manager);
        await chromium.stopWorker();
        const page = await chromium.context.newPage();
        await page.goto(lms.url(REQUESTS));
        await page.locator(NAME).nth(3).waitFor();
        expect(await registered(), time).toHaveLength(1);
        const point = await middleOf(page.locator(NAME).nth(3));
        const popup = await chooseFromContextMenu(chromium, display, page, point);
        expect(await saidBy(popup), time).toEqual((await shownNames(page)).slice(3, 4));
        await chromium.stopWorker();
        expect(await registered(), time).toHaveLength(1);
      } finally {
        await chromium.close();
      }
    }
  });

  test('hears people only: what a page dispatches counts for nothing, and clicks by hand do', async () => {
    const { visit, invite, inPage } = await stage();
    const page = await visit(REQUESTS);
    await page.locator(NAME).evaluateAll((names) => {
      for (const type of ['pointerdown', 'contextmenu']) {
        names[2]?.dispatchEvent(
          new PointerEvent(type, { button: 2, buttons: 2, bubbles: true, composed: true }),
        );
      }
    });
    expect(await inPage(page, 'globalThis.rollcallPointer')).toBeNull();
    expect(
      await page.evaluate(() => 'rollcallPointer' in globalThis || 'forgetRightClicks' in globalThis),
    ).toBe(false);
    const heading = page.getByText('Tidewater Community');
    await page.evaluate((selector) => {
      // As soon as a person right-clicks anywhere, the page claims that it was on a row.
      addEventListener('contextmenu', (event) => {
        if (!event.isTrusted) return;
        const forged = new PointerEvent('contextmenu', { button: 2, bubbles: true, composed: true });
        document.querySelector(selector)?.dispatchEvent(forged);
      });
    }, NAME);
    expect((await invite(page, heading)).names).toEqual([]);
    expect((await invite(page, page.locator(NAME).nth(1))).names).toEqual(
      (await shownNames(page)).slice(1, 2),
    );
  });
});

test('the script that stays in pages is at most 2 kB gzipped', () => {
  const script = readFileSync(`${inject('extension')}/row-under-pointer.js`);
  expect(gzipSync(script).length).toBeLessThanOrEqual(2 * 1024);
  expect(script.toString()).not.toMatch(
    /Observer|setTimeout|setInterval|requestAnimationFrame|getBoundingClientRect/,
  );
});
