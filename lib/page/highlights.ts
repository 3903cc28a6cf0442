/** The text that is highlighted in a page, tree by tree. */
import { hostOf, type Root } from './roots.ts';

/** The highlighted ranges inside one tree. Firefox has several where cells are selected one by one. */
export function highlightsIn(root: Root): Range[] {
  const shared = root.ownerDocument?.getSelection();
  if (shared?.getComposedRanges !== undefined) return composedIn(root as ShadowRoot, shared);
  // A document, or a shadow root in Chromium before 137, where each has a selection of its own.
  const selection = (root as Document).getSelection?.() ?? null;
  if (selection === null || selection.isCollapsed) return [];
  return Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at));
}

/** The part of the document's highlight that lies in a shadow root, wherever it begins and ends. */
function composedIn(root: ShadowRoot, selection: Selection): Range[] {
  // An end in a tree that is not named is told as if it were at that tree's host.
  const shadowRoots = [root];
  for (let at = hostOf(root.host); at !== null; at = hostOf(at))
    if (at.shadowRoot) shadowRoots.push(at.shadowRoot);
  return selection.getComposedRanges({ shadowRoots }).flatMap((selected) => {
    const { startContainer, startOffset, endContainer, endOffset } = selected;
    const part = root.ownerDocument.createRange();
    part.selectNodeContents(root);
    if (root.contains(startContainer)) part.setStart(startContainer, startOffset);
    else if (sideOf(root, startContainer, startOffset) === 'after') return [];
    if (root.contains(endContainer)) part.setEnd(endContainer, endOffset);
    else if (sideOf(root, endContainer, endOffset) === 'before') return [];
    return selected.collapsed ? [] : [part];
  });
}

/** Where a point outside a shadow root lies to it, in a tree around it; null among its host's own children. */
function sideOf(root: ShadowRoot, container: Node, offset: number): 'before' | 'after' | null {
  const tree = container.getRootNode();
  let { host } = root;
  while (host.getRootNode() !== tree) {
    const outer = hostOf(host);
    if (outer === null) return null;
    host = outer;
  }
  const around = root.ownerDocument.createRange();
  around.selectNode(host);
  const point = root.ownerDocument.createRange();
  point.setStart(container, offset);
  if (around.compareBoundaryPoints(Range.END_TO_START, point) >= 0) return 'before';
  return around.compareBoundaryPoints(Range.START_TO_END, point) <= 0 ? 'after' : null;
}
