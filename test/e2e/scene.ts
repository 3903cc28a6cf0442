/** The stage of an end-to-end test: a practice LMS of its own, and Chromium with Rollcall connected to it. */
import type { Locator, Page } from 'playwright-core';
import { test as base, inject, onTestFinished } from 'vitest';
import type { LmsOptions, LoggedRequest, PracticeLms } from '../lms/server.ts';
import { startLms } from '../lms/server.ts';
import { type Display, startDisplay } from '../tools/display.ts';
import { type Chromium, freshProfile, launchChromium } from './harness/chromium.ts';
import { leaveIfFailed } from './harness/evidence.ts';
import { takeNotes } from './harness/notes.ts';
import { endShared, sharedChromium, sharedDisplay } from './harness/shared.ts';

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
  /** The screen of {@link screen}, or of {@link ownScreen}; without one the browser has no window. */
  display?: Display;
  /**
   * A browser that starts with this test and ends with it. Only where the test is about the start or the end, or needs
   * what no reset can give back, such as a prompt that the person has not answered yet. Whatever stands below needs it.
   */
  own?: boolean;
  /** Another build than the one under test. In another folder it is another extension, which nobody has allowed anything. */
  extension?: string;
  /** More switches of Chromium. */
  args?: string[];
  /** Whether the browser has been told that Rollcall may talk to the LMS's host; true if left out. */
  granted?: boolean;
  /** Whether the page stays that Rollcall opens when it is installed. */
  firstSteps?: boolean;
  /** A profile folder to use, which stays when the browser ends; a fresh one if left out. */
  profile?: string;
}

/** The test of a scene: with it the browsers that scenes share end when the worker does. */
export const test = base.extend<{ $worker: { shared: undefined } }>({
  shared: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from it that nothing else is needed
    async ({}, use) => {
      await use(undefined);
      await endShared();
    },
    { scope: 'worker', auto: true },
  ],
});

/** The port of the first LMS, kept for all of this worker: what the browser has cached of its pages stays good. */
let port = 0;

async function ownLms(options: LmsOptions): Promise<PracticeLms> {
  // A connection of somebody else's may have come to use the port meanwhile.
  const lms = await startLms({ port, ...options }).catch(() => startLms(options));
  port = Number(new URL(lms.origin).port);
  return lms;
}

interface Own {
  extension: string | undefined;
  display: Display | undefined;
  args: string[];
  granted: boolean;
  profile: string | undefined;
  firstSteps: boolean;
}

async function ownChromium({ extension, display, args, granted, profile, firstSteps }: Own) {
  const chromium = await launchChromium({
    extension: extension ?? inject('extension'),
    args,
    profile: profile ?? freshProfile(granted ? inject('grantedProfile') : undefined),
    keepProfile: profile !== undefined,
    keepFirstSteps: firstSteps,
    ...(display ? { display } : {}),
  });
  onTestFinished(() => chromium.close());
  return { chromium, notes: await takeNotes(chromium) };
}

/** Connects by the message that the options send, from their page. What a person sees of it, sign-in*.test.ts show. */
async function connect(chromium: Chromium, { origin }: PracticeLms, token: string): Promise<void> {
  const message = JSON.stringify({ type: 'connect', body: { origin, api: origin, keep: false, token } });
  const answer = await chromium.inHiddenPage('options.html', `chrome.runtime.sendMessage(${message})`);
  if (!(answer as { value?: unknown }).value) throw new Error(`not connected: ${JSON.stringify(answer)}`);
}

/** Sets the stage, as if nothing had been before; everything is cleared away when the test ends. */
export async function scene({
  as = 'manager',
  display,
  extension,
  args = [],
  granted = true,
  profile,
  firstSteps = false,
  own = extension !== undefined || args.length > 0 || !granted || profile !== undefined,
  ...options
}: Options = {}): Promise<Scene> {
  // The reset first: what a test before left running would go on talking to this port.
  const shared = own ? undefined : await sharedChromium(display);
  const lms = await ownLms(options);
  onTestFinished(() => lms.close());
  const { chromium, notes } =
    shared ?? (await ownChromium({ extension, args, granted, profile, display, firstSteps }));
  onTestFinished((test) => leaveIfFailed(test, { chromium, lms, notes, display }));
  if (as !== null) await connect(chromium, lms, lms.tokens[as]);
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
      // It closes itself, perhaps while the click is not over yet.
      await open
        .getByRole('button', { name: 'Select people' })
        .click()
        .catch((thrown: unknown) => {
          if (!open.isClosed()) throw thrown;
        });
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

/** The screen of this worker, with a window manager, for tests of the browser's own controls. */
export function screen(): Promise<Display> {
  return sharedDisplay();
}

/** A screen for a browser of its own, on which no other window can take the focus; it goes when the test ends. */
export async function ownScreen(): Promise<Display> {
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
