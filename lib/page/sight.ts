/** Whether a person can see a row's name, now or by scrolling. A page must not have people chosen that nobody saw. */

import { hitAt, isWithin } from './page-tree.ts';
import { type Box, createReach, LEAST_SIDE, meets, type Reach, STYLES } from './reach.ts';
import type { Row } from './rows.ts';

/**
 * Beyond so many rows only one that looks different from the row before it is asked for its style, and what lies over one is not asked: one such
 * question takes 60 ms on a page of 10,000 rows (Chromium 156, seen 2026-11), and rows out of view cannot be asked at all.
 */
const EACH_ITS_OWN = 1_000;

/** For one reading of a page with so many rows: what is known of a part of it is kept for the other rows inside. */
export function createSight(rows: number): (row: Row) => boolean {
  const reachOf = createReach('viewport');
  let last: { looks: unknown[]; seen: boolean } = { looks: [], seen: false };

  const isSeenIn = (reach: Reach, rect: Box) => reach.seen && meets(rect, reach.area);
  const isSeenItself = ({ name }: Row, rect: Box) => isSeenIn(reachOf(name), rect) && !isTextHidden(name);

  return (row) => {
    const { element, name } = row;
    if (!name.checkVisibility(STYLES)) return false;
    const rect = name.getBoundingClientRect();
    const around = reachOf(element.parentElement ?? element);
    // What is in view is seen or covered, whatever else is said of it; the rest is out of reach while it is set aside.
    if (!isSeenIn(around, rect) || (around.aside && !meets(rect, around.shown))) return false;
    if (rows <= EACH_ITS_OWN) {
      return isSeenItself(row, rect) && (!meets(rect, reachOf(name).shown) || isOnTop(row, rect));
    }
    const looks = looksOf(row);
    if (looks.some((one, at) => one !== last.looks[at])) last = { looks, seen: isSeenItself(row, rect) };
    return last.seen;
  };
}

/** What the looks of rows in the same place hang on, but for where among the others each stands. */
function looksOf({ element, name }: Row): unknown[] {
  return [element.className, element.getAttribute('style'), name.className, name.getAttribute('style')];
}

/** Letters without colour, without size, or pushed out of their box. */
function isTextHidden(name: HTMLElement): boolean {
  // The colour with which letters are filled is `color` where nothing else is said.
  const { webkitTextFillColor, fontSize, textIndent } = getComputedStyle(name);
  return (
    isClear(webkitTextFillColor) ||
    Number.parseFloat(fontSize) < LEAST_SIDE ||
    Math.abs(Number.parseFloat(textIndent)) > name.clientWidth + 100
  );
}

/** `rgba(…, 0.05)` and `color(… / 0.05)`, as browsers write computed colours. */
function isClear(color: string): boolean {
  const alpha = /^rgba\(.*, ([\d.]+)\)$|\/ ([\d.]+)\)$/.exec(color);
  return alpha !== null && Number(alpha[1] ?? alpha[2]) < 0.1;
}

/** Whether the name, where it is in view, lies under nothing else; a bar that stays while the page scrolls is no cover. */
function isOnTop({ element, name }: Row, { left, top, right, bottom }: Box): boolean {
  return [(left + right) / 2, left + 2, right - 2].some((x) => {
    const hit = hitAt(name.ownerDocument, x, (top + bottom) / 2);
    if (hit === null || isBar(hit)) return true;
    return isWithin(hit, element) || isWithin(name, hit);
  });
}

/** A header, a footer or a notice in front of a page, which scrolls on under it. */
function isBar(element: Element): boolean {
  for (let at: Element | null = element; at !== null; at = at.parentElement) {
    if (!/fixed|sticky/.test(getComputedStyle(at).position)) continue;
    const { width, height } = at.getBoundingClientRect();
    return width * height < (innerWidth * innerHeight) / 2;
  }
  return false;
}
