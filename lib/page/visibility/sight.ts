/** Whether a row's name has a place where a person can see it, now or by scrolling. A page must not have people chosen that nobody saw. */

import type { Row } from '../row.ts';
import { type Box, createReach, LEAST_SIDE, meets, type Reach, STYLES } from './clipping.ts';
import { alphaOf } from './cover.ts';

/**
 * Beyond so many rows only one that looks different from the row before it is asked for its style, and what lies over one is not asked: one such
 * question takes 60 ms on a page of 10,000 rows (Chromium 156, seen 2026-11), and rows out of view cannot be asked at all.
 */
const EACH_ITS_OWN = 1_000;

/** `in view`: as far as its place and its looks tell; what lies over it is another question. */
export type Seen = 'hidden' | 'seen' | 'in view';

/** For one reading of a page with so many rows: what is known of a part of it is kept for the other rows inside. */
export function createSight(rows: number): (row: Row) => Seen {
  const reachOf = createReach('viewport');
  let last: { looks: unknown[]; seen: boolean } = { looks: [], seen: false };

  const isSeenIn = (reach: Reach, rect: Box) => reach.seen && meets(rect, reach.area);
  const isSeenItself = ({ name }: Row, rect: Box) => isSeenIn(reachOf(name), rect) && !isTextHidden(name);

  return (row) => {
    const { element, name } = row;
    if (!name.checkVisibility(STYLES)) return 'hidden';
    const rect = name.getBoundingClientRect();
    const around = reachOf(element.parentElement ?? element);
    // What is in view is seen or covered, whatever else is said of it; the rest is out of reach while it is set aside.
    if (!isSeenIn(around, rect) || (around.aside && !meets(rect, around.shown))) return 'hidden';
    if (rows <= EACH_ITS_OWN) {
      if (!isSeenItself(row, rect)) return 'hidden';
      return meets(rect, reachOf(name).shown) ? 'in view' : 'seen';
    }
    const looks = looksOf(row);
    if (looks.some((one, at) => one !== last.looks[at])) last = { looks, seen: isSeenItself(row, rect) };
    return last.seen ? 'seen' : 'hidden';
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
    alphaOf(webkitTextFillColor) < 0.1 ||
    Number.parseFloat(fontSize) < LEAST_SIDE ||
    Math.abs(Number.parseFloat(textIndent)) > name.clientWidth + 100
  );
}
