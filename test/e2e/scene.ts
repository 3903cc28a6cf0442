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
  /** The POSTs to `/invite/` that Rollcall sent, whoever's token it was; the LMS's own page is left out. */
  posts(): LoggedRequest[];
}

interface Options extends LmsOptions {
  /** Whose token Rollcall is connected with; null leaves it unconnected. */
  as?: 'manager' | 'member' | null;
  display?: Display;
  /** Whether the browser has been told that Rollcall may talk to the LMS's host; true if left out. */
  granted?: boolean;
}

/** Sets the stage; everything is cleared away when the test ends. */
export async function scene({
  as = 'manager',
  display,
  granted = true,
  ...options
}: Options = {}): Promise<Scene> {
  const lms = await startLms(options);
  onTestFinished(() => lms.close());
  const chromium = await launchChromium({
    extension: inject('extension'),
    profile: freshProfile(granted ? inject('grantedProfile') : undefined),
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
