/** What can be seen inside a part of a page: its opacity, and the area that clipping leaves and scrolling reaches. */

import { frameOf, parentOf, scaleOf } from './page-tree.ts';

/** In CSS pixels of the viewport, as `getBoundingClientRect` has it. */
export interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Reach {
  /** False where nothing inside can ever be seen. */
  seen: boolean;
  opacity: number;
  /** What can be seen, now or after scrolling. */
  area: Box;
  /** What is not scrolled out just now, of the viewport or of the page as a whole. */
  shown: Box;
  /** Whether it is set aside, as pages do with everything behind an open dialog. */
  aside: boolean;
}

/** A thing of fewer pixels is not seen. */
export const LEAST_SIDE = 4;
/** What is fainter is not seen. */
const LEAST_OPACITY = 0.1;
/** What of an element's looks `checkVisibility` is to go by. */
export const STYLES = { opacityProperty: true, visibilityProperty: true };

/** Whether enough of one box lies in the other to be seen. */
export function meets(one: Box, other: Box): boolean {
  const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
  const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
  return width >= LEAST_SIDE && height >= LEAST_SIDE;
}

/** Whether an element is drawn large enough for that, wherever it stands. */
export function hasRoom(element: Element): boolean {
  const { width, height } = element.getBoundingClientRect();
  return width >= LEAST_SIDE && height >= LEAST_SIDE;
}

/**
 * Asks each element once, however many rows stand inside it. For one reading only: pages change.
 * @param shown whether what can be seen by scrolling the page itself counts as shown
 */
export function createReach(shown: 'viewport' | 'page'): (element: Element) => Reach {
  const known = new Map<Element, Reach>();
  const ofDocument = (page: Document) => documentReach(page, reachOf, shown === 'page' && page === document);
  const reachOf = (element: Element): Reach => {
    let reach = known.get(element);
    if (reach === undefined) {
      reach = narrowed(element, around(element, reachOf, ofDocument));
      known.set(element, reach);
    }
    return reach;
  };
  return reachOf;
}

/** The reach that an element stands in. What is taken out of the flow is not clipped by everything that it stands in. */
function around(
  element: Element,
  reachOf: (element: Element) => Reach,
  ofDocument: (page: Document) => Reach,
): Reach {
  const parent = parentOf(element);
  if (parent === null) return ofDocument(element.ownerDocument);
  const inherited = reachOf(parent);
  const { position } = getComputedStyle(element);
  if (position !== 'fixed' && position !== 'absolute') return inherited;
  const holder = position === 'absolute' ? (element as HTMLElement).offsetParent : null;
  const { area, shown } = holder ? reachOf(holder) : ofDocument(element.ownerDocument);
  return { ...inherited, area, shown };
}

/** All that a document scrolls to; nothing where it stands in a frame that cannot be seen. */
function documentReach(page: Document, reachOf: (element: Element) => Reach, isAllShown: boolean): Reach {
  const view = page.defaultView;
  const { scrollWidth, scrollHeight } = page.scrollingElement ?? page.documentElement;
  const [left, top] = [-(view?.scrollX ?? 0), -(view?.scrollY ?? 0)];
  const area = { left, top, right: left + scrollWidth, bottom: top + scrollHeight };
  const frame = frameOf(page);
  return {
    seen: frame === null || isFrameSeen(frame, reachOf),
    opacity: 1,
    aside: frame !== null && reachOf(frame).aside,
    area,
    shown: isAllShown
      ? area
      : { left: 0, top: 0, right: view?.innerWidth ?? 0, bottom: view?.innerHeight ?? 0 },
  };
}

function isFrameSeen(frame: Element, reachOf: (element: Element) => Reach): boolean {
  const { seen, area } = reachOf(frame);
  return seen && frame.checkVisibility(STYLES) && meets(frame.getBoundingClientRect(), area);
}

function narrowed(element: Element, outer: Reach): Reach {
  const style = getComputedStyle(element);
  const opacity = outer.opacity * Number(style.opacity);
  const seen = outer.seen && opacity >= LEAST_OPACITY && !isCutAway(style);
  const aside = outer.aside || element.matches('[aria-hidden=true], [inert]');
  if (isPage(element) || (style.overflowX === 'visible' && style.overflowY === 'visible'))
    return { ...outer, seen, opacity, aside };
  const box = element.getBoundingClientRect();
  const content = scrolledContent(element, box, style);
  return {
    seen: seen && meets(box, outer.area),
    opacity,
    aside,
    area: {
      ...(scrolls(style.overflowX) ? sidesOf(content) : sidesOf(overlap(box, outer.area))),
      ...(scrolls(style.overflowY) ? endsOf(content) : endsOf(overlap(box, outer.area))),
    },
    shown: overlap(box, outer.shown),
  };
}

/** Whether the element's overflow is the viewport's: the body's is only where the root has none of its own (CSS Overflow 3). */
function isPage({ localName, parentElement }: Element): boolean {
  return (
    localName === 'html' ||
    (localName === 'body' && parentElement !== null && getComputedStyle(parentElement).overflow === 'visible')
  );
}

const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll';
const sidesOf = ({ left, right }: Box) => ({ left, right });
const endsOf = ({ top, bottom }: Box) => ({ top, bottom });

/** Everything in a scroller, from where it begins: what lies before that is out of reach. */
function scrolledContent(element: Element, box: Box, { direction }: CSSStyleDeclaration): Box {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth } = element;
  const before = direction === 'rtl' ? scrollWidth - clientWidth + scrollLeft : scrollLeft;
  const [across, down] = [scaleOf(element, 'width'), scaleOf(element, 'height')];
  const [left, top] = [box.left - before * across, box.top - scrollTop * down];
  return { left, top, right: left + scrollWidth * across, bottom: top + scrollHeight * down };
}

/** What two boxes have in common. */
export function overlap(one: Box, other: Box): Box {
  return {
    left: Math.max(one.left, other.left),
    top: Math.max(one.top, other.top),
    right: Math.min(one.right, other.right),
    bottom: Math.min(one.bottom, other.bottom),
  };
}

/** Clipped or filtered down to nothing. */
function isCutAway({ filter, clipPath, clip }: CSSStyleDeclaration): boolean {
  if (/opacity\(0?\.0|opacity\(0[%)]/.test(filter)) return true;
  if (/^inset\((?:[5-9]\d|\d{3,})(?:\.\d+)?%|^circle\(0|^ellipse\(0|^polygon\([0px, ]+\)/.test(clipPath))
    return true;
  const [top, right, bottom, left] = (clip.match(/-?[\d.]+px/g) ?? []).map(Number.parseFloat);
  if (top === undefined || right === undefined || bottom === undefined || left === undefined) return false;
  return right - left < LEAST_SIDE || bottom - top < LEAST_SIDE;
}
