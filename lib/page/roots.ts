/** The parts of a page that are read as one: the document, its open shadow roots, its frames of the same origin. */

export type Root = Document | ShadowRoot;

/** The element that holds Rollcall's own controls: no part of the page. */
export const OURS = 'rollcall-selection';

/** What of one tree stands outside of the rows that are understood already, of which a page can hold thousands. */
export interface Outside {
  elements: Element[];
  /** The trees that these elements and the rows have of their own. */
  inner: Root[];
}

/** Looks at the tree when it is asked, and anew only after there are more rows. */
export function outsideOf(root: Root, rows: ReadonlySet<Element>): () => Outside {
  let known: { outside: Outside; rows: number } | null = null;
  return () => {
    if (known?.rows !== rows.size) known = { outside: walk(root, rows), rows: rows.size };
    return known.outside;
  };
}

function walk(root: Root, rows: ReadonlySet<Element>): Outside {
  const outside: Outside = { elements: [], inner: [] };
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
  let node = walker.firstChild();
  while (node !== null) {
    const element = node as Element;
    const inner = innerRoot(element);
    if (inner !== null) outside.inner.push(inner);
    const isRow = rows.has(element);
    if (!isRow) outside.elements.push(element);
    node = (isRow ? null : walker.firstChild()) ?? nextBeside(walker);
  }
  return outside;
}

function nextBeside(walker: TreeWalker): Node | null {
  do {
    const sibling = walker.nextSibling();
    if (sibling !== null) return sibling;
  } while (walker.parentNode() !== null);
  return null;
}

/** The tree that an element has of its own; null for our layer, and for a frame of another origin. */
export function innerRoot(element: Element): Root | null {
  const { shadowRoot } = element;
  if (shadowRoot !== null) return element.localName.startsWith('rollcall-') ? null : shadowRoot;
  // Not `instanceof`: a frame inside a frame is made by another window.
  return element.localName === 'iframe' ? (element as HTMLIFrameElement).contentDocument : null;
}
