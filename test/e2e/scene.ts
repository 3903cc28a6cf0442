/** The stage of an end-to-end test: a practice LMS of its own, and Chromium with Rollcall connected to it. */
import type { Locator, Page } from 'playwright-core';
import { inject, onTestFinished } from 'vitest';
import type { LmsOptions, LoggedRequest, PracticeLms } from '../lms/server.ts';
import { startLms } from '../lms/server.ts';
import { type Display, startDisplay } from '../tools/display.ts';
import { type Chromium, freshProfile, launchChromium } from './harness/chromium.ts';
import { signIn } from './harness/grant.ts';

export const REQUESTS = '/course/9/intro-to-marine-biology/edit/requests';
export const USERS = '/course/9/intro-to-marine-biology/edit/users';

export interface Scene {
  lms: PracticeLms;
  chromium: Chromium;
  /** Opens a page of the LMS and waits until it shows `ready` (its first table row if left out). */
  visit(path: string, ready?: string): Promise<Page>;
  /** The popup of a page's tab, opened as a tab. */
  popup(page: Page): Promise<Page>;
  /** Presses Select people in the popup and comes back to the page with its tick boxes. */
  selectPeople(page: Page): Promise<Locator>;
  /** Puts text into whatever field of a page has the focus, as a person does: copied elsewhere, pasted here. */
  paste(into: Page, text: string): Promise<void>;
  /** The POSTs to `/invite/` that Rollcall sent, whoever's token it was; the LMS's own page is left out. */
  posts(): LoggedRequest[];
}

interface Options extends LmsOptions {
  /** Whose token Rollcall is connected with; null leaves it unconnected. */
  as?: 'manager' | 'member' | 'admin' | null;
  display?: Display;
  /** More switches of Chromium. */
  args?: string[];
  /** Whether the browser has been told that Rollcall may talk to the LMS's host; true if left out. */
  granted?: boolean;
  /** A profile folder to use, which stays when the browser ends; a fresh one if left out. */
  profile?: string;
}

/** Sets the stage; everything is cleared away when the test ends. */
export async function scene({
  as = 'manager',
  display,
  args = [],
  granted = true,
  profile,
  ...options
}: Options = {}): Promise<Scene> {
  const lms = await startLms(options);
  onTestFinished(() => lms.close());
  const chromium = await launchChromium({
    extension: inject('extension'),
    args,
    profile: profile ?? freshProfile(granted ? inject('grantedProfile') : undefined),
    keepProfile: profile !== undefined,
    ...(display ? { display } : {}),
  });
  onTestFinished(() => chromium.close());
  if (as !== null) await signIn(chromium, lms.origin, lms.tokens[as]);
  lms.log.length = 0;

  const popup = async (page: Page) => chromium.page(`popup.html?tab=${await chromium.tabId(page)}`);
  return {
    lms,
    chromium,
    popup,
    async visit(path, ready = '.SCCourseUsersTable-root tbody > tr p') {
      const page = await chromium.context.newPage();
      await page.goto(lms.url(path));
      await page.locator(ready).first().waitFor();
      return page;
    },
    async selectPeople(page) {
      const open = await popup(page);
      const closed = open.waitForEvent('close');
      await open.getByRole('button', { name: 'Select people' }).click();
      await closed;
      await page.bringToFront();
      const boxes = page.getByRole('checkbox', { name: /^Select / });
      await boxes.first().waitFor();
      return boxes;
    },
    async paste(into, text) {
      const elsewhere = await chromium.context.newPage();
      await elsewhere.goto('about:blank');
      await elsewhere.evaluate((copied) => {
        const field = document.body.appendChild(document.createElement('textarea'));
        field.value = copied;
        field.select();
      }, text);
      await elsewhere.keyboard.press('Control+c');
      await elsewhere.close();
      await into.bringToFront();
      await into.keyboard.press('Control+v');
    },
    posts: () =>
      lms.log.filter(
        ({ method, path, headers }) =>
          method === 'POST' &&
          /\/invite\/$/.test(path) &&
          headers.authorization !== `Bearer ${lms.tokens.page}`,
      ),
  };
}

/** A screen with a window manager for tests of the browser's own controls; it goes when the test ends. */
export async function screen(): Promise<Display> {
  const display = await startDisplay();
  onTestFinished(() => display.stop());
  return display;
}

/** The usernames of a page's first rows, as the page shows them. */
export async function shownNames(page: Page): Promise<string[]> {
  const names = await page.locator('.SCCourseUsersTable-avatar-wrapper > p').allInnerTexts();
  return names.map((name) => name.trim());
}

/** The ids of all POSTs, in their order. */
export function sentIds(posts: readonly LoggedRequest[]): number[] {
  return posts.flatMap(({ body }) => JSON.parse(body).users);
}
