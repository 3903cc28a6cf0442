/** Where the bar stands so that it is in nobody's way: it moves only from a control that could not be reached otherwise. */

import type { Box as Area } from '../visibility/clipping.ts';
import { controlOf, parentOf, scaleOf } from '../visibility/page-tree.ts';
import type { Look } from './box-place.ts';

export type BarPlace = 'bottom' | 'top';

/** From the edge of the viewport, in CSS pixels, as in the style sheet. */
const MARGIN = 24;
/** Controls are at least about this large, in CSS pixels. */
const GRAIN = 20;

/** The present place, or another one where that covers a control and the other does not. Reads only. */
export function placeForBar(bar: Element, present: BarPlace, look: Look): BarPlace {
  const { width, height } = bar.getBoundingClientRect();
  const isFree = (place: BarPlace) => !coversControl(areaFor(place, width, height), look);
  const other = present === 'bottom' ? 'top' : 'bottom';
  return !isFree(present) && isFree(other) ? other : present;
}

/** Whether a row of the page itself is at the height of the bar. */
export function isUnder(bar: Element, row: Element): boolean {
  const [over, under] = [bar.getBoundingClientRect(), row.getBoundingClientRect()];
  return row.ownerDocument === document && under.bottom > over.top && under.top < over.bottom;
}

function areaFor(place: BarPlace, width: number, height: number): Area {
  const { clientWidth, clientHeight } = document.scrollingElement ?? document.documentElement;
  const left = (clientWidth - width) / 2;
  const top = place === 'top' ? MARGIN : clientHeight - MARGIN - height;
  return { left, top, right: left + width, bottom: top + height };
}

function coversControl(area: Area, look: Look): boolean {
  for (let y = area.top; y <= area.bottom; y += GRAIN) {
    for (let x = area.left; x <= area.right; x += GRAIN) {
      const control = controlOf(look.at(x, y));
      if (control && isEnabled(control) && !canScrollFree(control, area)) return true;
    }
  }
  return false;
}

function isEnabled(control: Element): boolean {
  return !control.matches(':disabled, [aria-disabled=true]');
}

/** Whether the person can scroll the control out from under the bar. */
function canScrollFree(control: Element, { top, bottom }: Area): boolean {
  const rect = control.getBoundingClientRect();
  const [up, down] = [rect.bottom - top, bottom - rect.top];
  for (let at: Element | null = control; at !== null; at = parentOf(at)) {
    const { overflowY, position } = getComputedStyle(at);
    const isPage = at === document.documentElement;
    const scrolls = isPage ? !isPageLocked() : /auto|scroll/.test(overflowY);
    const scale = scaleOf(at, 'height');
    const left = at.scrollHeight - at.clientHeight - at.scrollTop;
    if (scrolls && (left * scale >= up || at.scrollTop * scale >= down)) return true;
    if (position === 'fixed' || position === 'sticky') return false;
  }
  return false;
}

/** Pages hide the overflow of their body while a dialog is open. */
function isPageLocked(): boolean {
  return [document.documentElement, document.body].some((at) => getComputedStyle(at).overflowY === 'hidden');
}
