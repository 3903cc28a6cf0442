/** The text that is highlighted in a page, tree by tree. */
import type { Root } from './roots.ts';

/** The highlighted ranges inside these trees. Firefox has several where cells are selected one by one. */
export function highlightsIn(roots: readonly Root[]): Range[] {
  return roots.flatMap((root) => {
    const shared = root.ownerDocument?.getSelection();
    if (shared?.getComposedRanges !== undefined) return composedIn(root as ShadowRoot, shared, roots);
    // A document, or a shadow root in Chromium before 137, where each has a selection of its own.
    const selection = (root as Document).getSelection?.() ?? null;
    if (selection === null || selection.isCollapsed) return [];
    return Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at));
  });
}

/** The part of the document's highlight that lies in a shadow root: from where it begins there, to where it ends there, or all of it. */
function composedIn(root: ShadowRoot, selection: Selection, roots: readonly Root[]): Range[] {
  const shadowRoots = roots.filter((one) => one instanceof ShadowRoot);
  return selection.getComposedRanges({ shadowRoots }).flatMap((selected) => {
    const { startContainer, startOffset, endContainer, endOffset, collapsed } = selected;
    const [begins, ends] = [root.contains(startContainer), root.contains(endContainer)];
    const isBetween = begins || ends || (isBefore(startContainer, root) && isBefore(root, endContainer));
    if (collapsed || !isBetween) return [];
    const part = root.ownerDocument.createRange();
    part.selectNodeContents(root);
    if (begins) part.setStart(startContainer, startOffset);
    if (ends) part.setEnd(endContainer, endOffset);
    return [part];
  });
}

/** Whether one node comes before another in the page, as it is drawn: of two trees, by what they have in common. */
function isBefore(one: Node, other: Node): boolean {
  const outer = hostsOf(other);
  for (const node of hostsOf(one)) {
    const beside = outer.find((each) => each.getRootNode() === node.getRootNode());
    if (beside) return (node.compareDocumentPosition(beside) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  }
  return false;
}

/** The node, and the elements that the trees have around which it stands in. */
function hostsOf(node: Node): Node[] {
  const root = node.getRootNode();
  return [...(node === root ? [] : [node]), ...(root instanceof ShadowRoot ? hostsOf(root.host) : [])];
}
