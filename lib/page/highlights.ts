/** The text that is highlighted in a page, tree by tree. */
import type { Root } from './roots.ts';

/** The highlighted ranges inside one tree. Firefox has several where cells are selected one by one. */
export function highlightsIn(root: Root): Range[] {
  const shared = root.ownerDocument?.getSelection();
  if (shared?.getComposedRanges !== undefined) return composedIn(root as ShadowRoot, shared);
  // A document, or a shadow root in Chromium before 137, where each has a selection of its own.
  const selection = (root as Document).getSelection?.() ?? null;
  if (selection === null || selection.isCollapsed) return [];
  return Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at));
}

/** The part of the document's highlight that lies in a shadow root, if it begins or ends there. */
function composedIn(root: ShadowRoot, selection: Selection): Range[] {
  return selection.getComposedRanges({ shadowRoots: [root] }).flatMap((selected) => {
    const { startContainer, startOffset, endContainer, endOffset, collapsed } = selected;
    const [begins, ends] = [root.contains(startContainer), root.contains(endContainer)];
    if (collapsed || !(begins || ends)) return [];
    const part = root.ownerDocument.createRange();
    part.selectNodeContents(root);
    if (begins) part.setStart(startContainer, startOffset);
    if (ends) part.setEnd(endContainer, endOffset);
    return [part];
  });
}
