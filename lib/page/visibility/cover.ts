/** Which names in view lie under something that hides them, wherever in the tree that stands. */

import type { Row } from '../row.ts';
import { type Box, overlap, type Reach } from './clipping.ts';
import { hitAt, isWithin } from './page-tree.ts';

/** What paints by itself, whatever its background is. */
const PAINTS = 'img, canvas, video, svg, svg *, iframe, input, textarea, select';
/** What lets less than this through hides what is under it. */
const OPAQUE = 0.8;

/** Those of the rows, which are in view, whose name nobody can see under what lies over it. Of a name that is cut, what shows is asked. */
export function coveredRows(rows: readonly Row[], reachOf: (element: Element) => Reach): ReadonlySet<Row> {
  if (rows.length === 0) return new Set();
  // What the pointer passes through is drawn all the same. While it is found, nothing is asked for its looks, and the other way round.
  const found = hittingAll(rows, () =>
    rows.map((row) => ({ row, points: pointsOn(row, reachOf(row.name).shown) })),
  );
  return new Set(
    found.filter(({ row, points }) => points.every((over) => hides(over, row))).map(({ row }) => row),
  );
}

/** What lies over a point of a name, from the top, down to what holds the name: null where nothing holds it. */
interface Over {
  elements: Element[];
  holder: Element | null;
}

/**
 * Does `find` while the pointer passes through nothing: by a style sheet that is no part of the document's tree. Where a
 * browser lets no extension do that, only what the pointer meets is found.
 */
function hittingAll<T>(rows: readonly Row[], find: () => T): T {
  const undo: (() => void)[] = [];
  for (const root of new Set(rows.map(({ name }) => name.getRootNode() as Document | ShadowRoot))) {
    try {
      const before = [...root.adoptedStyleSheets];
      const { defaultView } = root.ownerDocument ?? (root as Document);
      const sheet = new (defaultView as typeof globalThis & Window).CSSStyleSheet();
      // The ids, which nothing has, make it count for more than what a page says of its classes.
      sheet.replaceSync(':not(#a#b) { pointer-events: auto !important }');
      root.adoptedStyleSheets = [...before, sheet];
      undo.push(() => {
        root.adoptedStyleSheets = before;
      });
    } catch {
      // As said above.
    }
  }
  try {
    return find();
  } finally {
    for (const one of undo) one();
  }
}

function pointsOn(row: Row, shown: Box): Over[] {
  const { left, top, right, bottom } = overlap(row.name.getBoundingClientRect(), shown);
  return [(left + right) / 2, left + 2, right - 2].map((x) => overPoint(row, x, (top + bottom) / 2));
}

function overPoint({ name }: Row, x: number, y: number): Over {
  const hit = hitAt(name.ownerDocument, x, y);
  // Null outside the viewport, where there is nothing to ask.
  if (hit === null || holds(hit, name)) return { elements: [], holder: hit };
  const all = (hit.getRootNode() as Document | ShadowRoot).elementsFromPoint(x, y);
  const end = all.findIndex((one) => holds(one, name));
  return end < 0
    ? { elements: all, holder: null }
    : { elements: all.slice(0, end), holder: all[end] ?? null };
}

/** Whether an element is where the name stands: the name itself, what is around it, what is its text. */
function holds(element: Element, name: Element): boolean {
  if (isWithin(name, element)) return true;
  // Beside text of its own, what else stands in the name is a badge, or a plate over it.
  return isWithin(element, name) && ![...name.childNodes].some(isText);
}

function isText({ nodeType, nodeValue }: Node): boolean {
  return nodeType === Node.TEXT_NODE && nodeValue?.trim() !== '';
}

function hides({ elements, holder }: Over, row: Row): boolean {
  return elements.some((one) => isCover(one, row)) || (holder !== null && isCoveredByOwn(holder, row.name));
}

function isCover(element: Element, { element: row, name }: Row): boolean {
  // A layout's own root is over everything only where nothing else is hit.
  if (element === element.ownerDocument.documentElement || isBar(element)) return false;
  const style = getComputedStyle(element);
  // Nobody can tell what shows through a picture that the pointer passes through, such as falling snow.
  if (style.pointerEvents === 'none')
    return alphaOf(style.backgroundColor) * opacityOf(element, name) >= OPAQUE;
  // Beside the row, whatever the pointer meets first is taken for a cover, as it may be drawn by any means.
  if (!isWithin(element, row)) return true;
  if (opacityOf(element, name) < OPAQUE) return false;
  return element.matches(PAINTS) || isPainted(style) || isCoveredByOwn(element, name);
}

/** By a part that a style sheet draws over what an element holds. */
function isCoveredByOwn(holder: Element, name: Element): boolean {
  const { width, height } = name.getBoundingClientRect();
  return ['::before', '::after'].some((part) => {
    const own = getComputedStyle(holder, part);
    return (
      // What is not drawn has no size in pixels.
      Number.parseFloat(own.width) >= width / 2 &&
      Number.parseFloat(own.height) >= height / 2 &&
      /absolute|fixed/.test(own.position) &&
      !(Number(own.zIndex) < 0) &&
      Number(own.opacity) >= OPAQUE &&
      isPainted(own)
    );
  });
}

function isPainted({
  backgroundColor,
  backgroundImage,
  backdropFilter,
  boxShadow,
}: CSSStyleDeclaration): boolean {
  return (
    alphaOf(backgroundColor) >= OPAQUE ||
    backgroundImage !== 'none' ||
    backdropFilter !== 'none' ||
    boxShadow.includes('inset')
  );
}

/** Of an element together with what it stands in, up to what holds the name too. */
function opacityOf(element: Element, name: Element): number {
  let opacity = 1;
  for (let at: Element | null = element; at !== null && !isWithin(name, at); at = at.parentElement) {
    opacity *= Number(getComputedStyle(at).opacity);
  }
  return opacity;
}

/** Of a colour as browsers write computed ones: `rgba(…, 0.05)` and `color(… / 0.05)`. */
export function alphaOf(color: string): number {
  const alpha = /^rgba\(.*, ([\d.]+)\)$|\/ ([\d.]+)\)$/.exec(color);
  return alpha === null ? 1 : Number(alpha[1] ?? alpha[2]);
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
