/** The parts of a page that are read as one: the document, its open shadow roots, its frames of the same origin. */

export type Root = Document | ShadowRoot;

/** The element that holds Rollcall's own controls: no part of the page. */
export const OURS = 'rollcall-selection';

/**
 * `root` itself, then everything inside it that has a tree of its own, however deep. A tree is searched for others only
 * after it was handed out, and not inside elements for which `skip` is true by then: rows that are understood already,
 * of which a page can hold thousands.
 */
export function* rootsIn(root: Root, skip: (element: Element) => boolean): Generator<Root> {
  const found: Root[] = [root];
  for (const at of found) {
    yield at;
    for (const element of elementsOf(at, skip)) {
      const inner = innerRoot(element);
      if (inner !== null) found.push(inner);
    }
  }
}

/** All elements of one tree, without those below skipped ones. */
function* elementsOf(root: Root, skip: (element: Element) => boolean): Generator<Element> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  let node = walker.firstChild();
  while (node !== null) {
    const element = node as Element;
    yield element;
    node = (skip(element) ? null : walker.firstChild()) ?? nextBeside(walker);
  }
}

function nextBeside(walker: TreeWalker): Node | null {
  do {
    const sibling = walker.nextSibling();
    if (sibling !== null) return sibling;
  } while (walker.parentNode() !== null);
  return null;
}

function innerRoot(element: Element): Root | null {
  if (element.localName === OURS) return null;
  if (element.shadowRoot !== null) return element.shadowRoot;
  // Not `instanceof`: a frame inside a frame is made by another window. Null for a frame of another origin.
  return element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null;
}
