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

/** Where a frame's own viewport begins in that of the page. */
export function originOf(page: Document): { x: number; y: number } {
  const frame = frameOf(page);
  if (frame === null) return { x: 0, y: 0 };
  const outer = originOf(frame.ownerDocument);
  const { left, top } = frame.getBoundingClientRect();
  return { x: outer.x + left + frame.clientLeft, y: outer.y + top + frame.clientTop };
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
