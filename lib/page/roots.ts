/** The parts of a page that are read as one: the document, its open shadow roots, its frames of the same origin. */

export type Root = Document | ShadowRoot;

/**
 * `root` itself, then everything inside it that has a tree of its own, however deep. What stands inside an element for
 * which `skip` is true is not searched: rows that are understood already, of which a page can hold thousands.
 */
export function rootsIn(root: Root, skip: (element: Element) => boolean): Root[] {
  const roots: Root[] = [root];
  for (const at of roots) for (const element of elementsOf(at, skip)) roots.push(...innerRoot(element));
  return roots;
}

/** All elements of one tree, without those below skipped ones. */
function* elementsOf(root: Root, skip: (element: Element) => boolean): Generator<Element> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  let element = walker.firstChild() as Element | null;
  while (element !== null) {
    yield element;
    const next: Node | null = skip(element) ? null : walker.firstChild();
    element = (next ?? nextBeside(walker)) as Element | null;
  }
}

function nextBeside(walker: TreeWalker): Node | null {
  for (;;) {
    const sibling = walker.nextSibling();
    if (sibling !== null) return sibling;
    if (walker.parentNode() === null) return null;
  }
}

function innerRoot(element: Element): Root[] {
  if (element.shadowRoot !== null) return [element.shadowRoot];
  // Not `instanceof`: a frame inside a frame is made by another window. Null for a frame of another origin.
  const inner = element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null;
  return inner === null ? [] : [inner];
}
