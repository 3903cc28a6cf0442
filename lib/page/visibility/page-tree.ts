/** The page as one tree, through shadow roots and frames of the same origin. */

const CONTROLS =
  'a[href], button, input, select, textarea, label, summary, [role=button], [role=option], [role=tab], [role=combobox]';

/** The element that an element is drawn in: its slot, its parent, the host of its shadow root. Null at the top of a document. */
export function parentOf(element: Element): Element | null {
  const root = element.parentNode;
  return (
    element.assignedSlot ??
    element.parentElement ??
    (root && 'host' in root ? (root as ShadowRoot).host : null)
  );
}

/** The frame that shows a document; null for the page itself. */
export function frameOf(page: Document): Element | null {
  return page === document ? null : (page.defaultView?.frameElement ?? null);
}

/** The control that an element is or stands in. */
export function controlOf(element: Element | null): Element | null {
  return element?.closest(CONTROLS) ?? null;
}

/** How a document's own viewport lies in that of the page: where it begins, and how large one of its pixels is there. */
export interface View {
  x: number;
  y: number;
  scaleX: number;
  scaleY: number;
}

/** Frames have a border and a padding, and stand in zoomed and transformed parts of the page; turned ones are not known. */
export function viewOf(page: Document): View {
  const frame = frameOf(page);
  if (frame === null) return { x: 0, y: 0, scaleX: 1, scaleY: 1 };
  const outer = viewOf(frame.ownerDocument);
  const { left, top } = frame.getBoundingClientRect();
  const { paddingLeft, paddingTop } = getComputedStyle(frame);
  const [scaleX, scaleY] = [scaleOf(frame, 'width'), scaleOf(frame, 'height')];
  return {
    x: outer.x + outer.scaleX * (left + scaleX * (frame.clientLeft + Number.parseFloat(paddingLeft))),
    y: outer.y + outer.scaleY * (top + scaleY * (frame.clientTop + Number.parseFloat(paddingTop))),
    scaleX: outer.scaleX * scaleX,
    scaleY: outer.scaleY * scaleY,
  };
}

/**
 * How large a pixel of an element is in the viewport of its document. `getBoundingClientRect` and `elementFromPoint` go by the
 * viewport, `offset…`, `client…` and `scroll…` by the element's own pixels, before zoom and transforms; those of the element
 * that scrolls the viewport go by the viewport too (CSS Viewport 1; Chromium 156, seen 2026-11).
 */
export function scaleOf(element: Element, side: 'width' | 'height'): number {
  if (element === element.ownerDocument.scrollingElement) return 1;
  const { offsetWidth, offsetHeight, currentCSSZoom: zoom } = element as HTMLElement;
  const own = side === 'width' ? offsetWidth : offsetHeight;
  const shown = element.getBoundingClientRect()[side];
  // Its own size is rounded to whole pixels: without a transform the zoom alone is more exact.
  return Math.abs(shown - own * zoom) <= zoom ? zoom : shown / own || 1;
}

/** What stands at a point of the viewport of a document; null outside it. */
export function hitAt(root: Document | ShadowRoot, x: number, y: number): Element | null {
  const hit = root.elementFromPoint(x, y);
  // Chromium answers with an element around the shadow root where nothing in it is hit.
  if (!hit?.shadowRoot || hit.getRootNode() !== root) return hit;
  return hitAt(hit.shadowRoot, x, y) ?? hit;
}

/** Whether an element is the other one or is drawn somewhere inside it, also in a frame there. */
export function isWithin(inner: Element, outer: Element): boolean {
  for (let at: Element | null = inner; at !== null; at = parentOf(at) ?? frameOf(at.ownerDocument)) {
    if (at === outer) return true;
  }
  return false;
}
