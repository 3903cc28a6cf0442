/** Where rows stand for the person who looks at the page, whichever frame, shadow root or scrolling part holds them. */

import type { Row } from '../row.ts';
import { type Box as Area, createReach } from '../visibility/clipping.ts';
import { controlOf, frameOf, hitAt, isWithin, parentOf, scaleOf, viewOf } from '../visibility/page-tree.ts';

/** Side of a tick box with the room around it that can be clicked, in pixels of the viewport, as in the style sheet. */
const SIDE = 26;

/** Where a box goes: its top left corner in the viewport of the page. */
export interface Spot {
  x: number;
  y: number;
  /** Whether the row's name can be seen, or could be by scrolling the page as a whole. */
  seen: boolean;
}

/**
 * One look at the page: what is measured once is taken to hold until the look is over. Reads only. Our own layer is to be
 * transparent to the pointer meanwhile: asking for all elements at a point takes seconds on a page of 50,000 rows.
 */
export interface Look {
  spotOf(row: Row): Spot;
  canSee(row: Row): boolean;
  /** Where an element stands in the viewport of the page. */
  areaOf(element: Element): Area;
  /** What stands at a point of the viewport of the page; null outside it, or where there is no time left to ask. */
  at(x: number, y: number): Element | null;
}

/** Asking what stands at a point walks through all rows of a table (Chromium, seen 2026-11): milliseconds for a look. */
const TIME_TO_ASK_MS = 25;

/** What `read` says of the page as it would be without `layer`, which is ours, on top. */
export function lookUnder<T>(layer: HTMLElement, read: (look: Look) => T): T {
  layer.style.pointerEvents = 'none';
  const seen = read(lookAround());
  layer.style.pointerEvents = '';
  return seen;
}

function lookAround(): Look {
  const reachOf = createReach('page');
  /** Whether there is room beside the rows of a list. */
  const rooms = new Map<Element | null, boolean>();
  let timeLeft = TIME_TO_ASK_MS;

  function ask(page: Document, x: number, y: number): Element | null {
    if (timeLeft <= 0) return null;
    const asked = performance.now();
    const hit = hitAt(page, x, y);
    timeLeft -= performance.now() - asked;
    return hit;
  }

  /** `x` and `y` are in the viewport of the element's own document. */
  function isSeenAt(element: Element, x: number, y: number): boolean {
    const parent = parentOf(element);
    if (parent && !holds(reachOf(parent).shown, x, y)) return false;
    const page = element.ownerDocument;
    const hit = ask(page, x, y);
    // Null outside the viewport, where there is nothing to ask.
    if (hit !== null && !isWithin(hit, element)) return false;
    const frame = frameOf(page);
    if (frame === null) return true;
    const outer = viewOf(frame.ownerDocument);
    const own = viewOf(page);
    return isSeenAt(
      frame,
      (own.x + x * own.scaleX - outer.x) / outer.scaleX,
      (own.y + y * own.scaleY - outer.y) / outer.scaleY,
    );
  }

  function canSee({ element, name }: Row): boolean {
    const { left, top, width, height } = name.getBoundingClientRect();
    return isSeenAt(element, left + width / 2, top + height / 2);
  }

  /** Left of the picture or the name where there is room; else over the picture; else on the row's corner. */
  function cornerOf({ element, name }: Row): { x: number; y: number } {
    const view = viewOf(element.ownerDocument);
    // In the pixels of a frame a box is as much smaller as the frame is larger.
    const [width, height] = [SIDE / view.scaleX, SIDE / view.scaleY];
    const row = element.getBoundingClientRect();
    const picture = element.querySelector('.MuiAvatar-root, img')?.getBoundingClientRect();
    const text = textOf(name).left;
    const pictured = picture !== undefined && picture.width > 0 && picture.right <= text + 1;
    const beside = {
      x: (pictured ? picture.left : text) - width,
      y: row.top + (row.height - height) / 2,
    };
    // A row that takes less than half of its line, such as a chip, has others beside it.
    const list = parentOf(element);
    const alone = list === null || row.width * 2 > list.clientWidth * scaleOf(list, 'width');
    if (beside.x >= row.left) return beside;
    if (
      alone &&
      beside.x * view.scaleX + view.x >= 0 &&
      hasRoom(element, beside.x + width / 2, beside.y + height / 2)
    )
      return beside;
    if (!pictured) return { x: row.left - width / 2, y: row.top - height / 2 };
    return {
      x: picture.left + (picture.width - width) / 2,
      y: picture.top + (picture.height - height) / 2,
    };
  }

  /** Whether the page has nothing to press at a point beside a row; asked once for all rows of a list. */
  function hasRoom(element: Element, x: number, y: number): boolean {
    const list = parentOf(element);
    const known = rooms.get(list);
    if (known !== undefined) return known;
    const hit = ask(element.ownerDocument, x, y);
    const control = controlOf(hit);
    const free = control === null || isWithin(element, control);
    if (hit !== null) rooms.set(list, free);
    return free;
  }

  return {
    canSee,
    spotOf(row) {
      const corner = cornerOf(row);
      const view = viewOf(row.element.ownerDocument);
      const [x, y] = [view.x + corner.x * view.scaleX, view.y + corner.y * view.scaleY];
      if (canSee(row)) return { x, y, seen: true };
      // Kept in the viewport: a box of a row that a dialog clips would make the page longer.
      return { x: within(x, innerWidth - SIDE), y: within(y, innerHeight - SIDE), seen: false };
    },
    areaOf(element) {
      const { left, top, right, bottom } = element.getBoundingClientRect();
      const { x, y, scaleX, scaleY } = viewOf(element.ownerDocument);
      return {
        left: x + left * scaleX,
        top: y + top * scaleY,
        right: x + right * scaleX,
        bottom: y + bottom * scaleY,
      };
    },
    at: (x, y) => ask(document, x, y),
  };
}

/** Without the padding around it. */
function textOf(name: HTMLElement): DOMRect {
  const range = name.ownerDocument.createRange();
  range.selectNodeContents(name);
  return range.getBoundingClientRect();
}

function holds({ left, top, right, bottom }: Area, x: number, y: number): boolean {
  return x >= left && x <= right && y >= top && y <= bottom;
}

function within(at: number, most: number): number {
  return Math.max(0, Math.min(at, most));
}
