import type { Locator, Page } from 'playwright-core';
import type { Display, Pixels } from '../../tools/display.ts';
import { until } from '../../tools/run.ts';
import type { Chromium } from './chromium.ts';
import { isPopupOpen, type Popup, waitForPopup } from './popup.ts';

/** A point in pixels: of the screen, or of a page's visible part from its top left. */
export interface Point {
  x: number;
  y: number;
}

/** The middle of what differs between two pictures in the rows from `top` up to `bottom`. */
function difference(before: Pixels, after: Pixels, top: number, bottom: number): Point | undefined {
  const { width } = before;
  let [left, right, first, last] = [width, -1, bottom, -1];
  for (let y = top; y < bottom; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      if (before.rgb.compare(after.rgb, at, at + 3, at, at + 3) === 0) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      first = Math.min(first, y);
      last = Math.max(last, y);
    }
  }
  // A badge is about 14 px wide; anything much larger is the toolbar doing something else.
  if (right < 0 || right - left > 40) return undefined;
  return { x: Math.round((left + right) / 2), y: Math.round((first + last) / 2) };
}

/** A point of the page as a point of the screen. */
async function toScreen(page: Page, x: number, y: number): Promise<Point> {
  const origin = await page.evaluate(() => {
    const border = Math.floor((outerWidth - innerWidth) / 2);
    return { x: screenX + border, y: screenY + outerHeight - innerHeight - border };
  });
  return { x: origin.x + x, y: origin.y + y };
}

/**
 * Where the pinned icon stands on the screen. No geometry of the toolbar is to be had from outside, so the
 * icon gets an empty badge, in this tab and for this moment, and two pictures of the screen tell where that
 * is.
 */
async function iconOnScreen(chromium: Chromium, display: Display, page: Page): Promise<Point> {
  const tabId = await chromium.tabId(page);
  const toolbarEnd = (await toScreen(page, 0, 0)).y;
  const setText = (text: string | null) => {
    return chromium.asExtension(`chrome.action.setBadgeText(${JSON.stringify({ tabId, text })})`);
  };
  const [text, general] = await chromium.asExtension<[string, string]>(
    `Promise.all([chrome.action.getBadgeText({ tabId: ${tabId} }), chrome.action.getBadgeText({})])`,
  );
  // What the tab has from all tabs is given back as such, else a later change for all tabs would pass it by.
  const own = text === general ? null : text;
  // A pointer that rests on the toolbar brings up highlights and tooltips in its own time.
  await display.moveTo(display.width - 1, display.height - 1);
  const look = async () => {
    await display.settle();
    const before = await display.pixels();
    await setText(text === ' ' ? '' : ' ');
    try {
      // 48 px hold the toolbar without the strip of tabs, where spinners turn.
      const find = async () => difference(before, await display.pixels(), toolbarEnd - 48, toolbarEnd);
      return await until('the badge', find, { timeout: 1_000 });
    } finally {
      await setText(own);
    }
  };
  return until('the pinned icon in the toolbar', look);
}

/**
 * Clicks the pinned icon in the browser's toolbar with the mouse.
 * @param page the page in front of which the popup is to open; brought to the front
 * @throws Error when a popup is open already, or when none comes
 */
export async function clickToolbarIcon(chromium: Chromium, display: Display, page: Page): Promise<Popup> {
  if (await isPopupOpen(chromium)) throw new Error('A popup is open already.');
  await page.bringToFront();
  const icon = await iconOnScreen(chromium, display, page);
  await display.click(icon.x, icon.y);
  return waitForPopup(chromium);
}

/** The browser's own menu over a page. */
interface ContextMenu {
  /** Presses keys in it and waits until it is closed. */
  leaveBy(...keys: string[]): Promise<void>;
}

/**
 * Right-clicks a point of the page with the mouse.
 * @param point in pixels of the page's visible part
 * @throws Error when no menu opens
 */
export async function openContextMenu(display: Display, page: Page, point: Point): Promise<ContextMenu> {
  await page.bringToFront();
  const before = await display.windows();
  const menu = async () => (await display.windows()).some((id) => !before.includes(id));
  const { x, y } = await toScreen(page, point.x, point.y);
  await display.click(x, y, 3);
  await until('the context menu', menu, { timeout: 5_000 });
  return {
    async leaveBy(...keys) {
      await display.key(...keys);
      await until('the context menu to close', async () => !(await menu()), { timeout: 5_000 });
    },
  };
}

/**
 * Right-clicks a point of the page and chooses **Invite selected to course** in the browser's menu.
 * @param point in pixels of the page's visible part
 * @param up how many times Arrow Up reaches the entry from the bottom; measured if left out
 * @throws Error when no menu opens, or when no popup follows; the popup is the only sign that the right entry
 * was hit
 */
export async function chooseFromContextMenu(
  chromium: Chromium,
  display: Display,
  page: Page,
  point: Point,
  up?: number,
): Promise<Popup> {
  if (await isPopupOpen(chromium)) throw new Error('A popup is open already.');
  await page.bringToFront();
  const steps = up ?? (await stepsUp(page, point));
  const menu = await openContextMenu(display, page, point);
  await menu.leaveBy(...Array.from({ length: steps }, () => 'Up'), 'Return');
  return waitForPopup(chromium);
}

/**
 * How far the entry stands above the bottom of the menu. Only *Inspect* stands below it over a link, a picture
 * or the selection; over the bare page *View page source* too, and in a frame its two entries more. Measured with
 * Chromium 150 and 156.
 */
async function stepsUp(page: Page, { x, y }: Point): Promise<number> {
  return page.evaluate(
    ([x = 0, y = 0]) => {
      let [view, left, top]: [Window, number, number] = [window, x, y];
      let hit = document.elementFromPoint(left, top);
      for (let inner = hit; inner !== null; ) {
        hit = inner;
        const frame = hit.localName === 'iframe' ? (hit as HTMLIFrameElement) : null;
        if (frame?.contentDocument) {
          const box = frame.getBoundingClientRect();
          [view, left, top] = [frame.contentWindow ?? view, left - box.left, top - box.top];
        }
        inner = (frame?.contentDocument ?? hit.shadowRoot)?.elementFromPoint(left, top) ?? null;
        if (inner === hit) break;
      }
      let at = hit;
      while (at && !at.closest('a[href], img')) at = (at.getRootNode() as ShadowRoot).host ?? null;
      if (at) return 2;
      const selection = view.getSelection();
      const roots = hit ? [hit.getRootNode()].filter((root) => 'host' in root) : [];
      const ranges = selection?.getComposedRanges({ shadowRoots: roots as ShadowRoot[] }) ?? [];
      const isSelected = ranges.some(({ startContainer, startOffset, endContainer, endOffset }) => {
        const range = view.document.createRange();
        range.setStart(startContainer, startOffset);
        range.setEnd(endContainer, endOffset);
        return [...range.getClientRects()].some(
          (box) => box.left <= left && left <= box.right && box.top <= top && top <= box.bottom,
        );
      });
      if (isSelected) return 2;
      return view === window ? 3 : 5;
    },
    [x, y],
  );
}

/** The middle of an element, as a point of the page's visible part. Scrolls to it. */
export async function middleOf(element: Locator): Promise<Point> {
  await element.scrollIntoViewIfNeeded();
  const box = await element.boundingBox();
  if (!box) throw new Error('The element has no box.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Presses keys for the window that has the focus, such as a shortcut of the extension: `alt+shift+u`. */
export async function pressShortcut(display: Display, shortcut: string): Promise<void> {
  await display.key(shortcut);
}

/**
 * Selects the text from the start of one element to the end of another by dragging the mouse over it.
 * @returns what the page then has as its selection
 * @throws Error when nothing ends up selected
 */
export async function dragOver(page: Page, display: Display, from: Locator, to: Locator): Promise<string> {
  await page.bringToFront();
  await from.scrollIntoViewIfNeeded();
  const [start, finish] = [await from.boundingBox(), await to.boundingBox()];
  if (!start || !finish) throw new Error('There is nothing to drag over: an element has no box.');
  const first = await toScreen(page, start.x + 1, start.y + start.height / 2);
  const last = await toScreen(page, finish.x + finish.width - 1, finish.y + finish.height / 2);
  await display.drag(first.x, first.y, last.x, last.y);
  return until('the dragged selection', () => page.evaluate(() => String(getSelection())), {
    timeout: 5_000,
  });
}
