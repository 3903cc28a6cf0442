/** Which rows the manager chose by the page's own means. */
import type { Row } from './rows.ts';

/** Rows with a ticked box of the page's own, rows that the page marks as selected, rows with selected text in their name. */
export function chosenRows(rows: readonly Row[], selection: Selection | null): Row[] {
  const ranges = rangesOf(selection);
  return rows.filter(
    (row) =>
      isTicked(row.element) || isMarked(row.element) || ranges.some((range) => touches(range, row.name)),
  );
}

function isTicked(row: HTMLElement): boolean {
  return item(row).querySelector('input[type=checkbox]:checked, [role=checkbox][aria-checked=true]') !== null;
}

function isMarked(row: HTMLElement): boolean {
  return item(row).matches('[aria-selected=true]');
}

/** A card stands inside the list item that the page ticks or marks. */
function item(row: HTMLElement): Element {
  return row.closest('tr, li, [role=row], [role=option]') ?? row;
}

/** Firefox has several ranges where cells are selected one by one, Chromium one. */
function rangesOf(selection: Selection | null): Range[] {
  if (selection === null || selection.isCollapsed) return [];
  return Array.from({ length: selection.rangeCount }, (_, at) => selection.getRangeAt(at));
}

/**
 * Whether the range holds at least one character of the name. Not `containsNode` on the row: a drag that ends just
 * before the first letter of the next row would take that row too (Chromium, seen 2026-11).
 */
function touches(range: Range, name: HTMLElement): boolean {
  if (!range.intersectsNode(name)) return false;
  const shared = document.createRange();
  shared.selectNodeContents(name);
  if (name.contains(range.startContainer)) shared.setStart(range.startContainer, range.startOffset);
  if (name.contains(range.endContainer)) shared.setEnd(range.endContainer, range.endOffset);
  return shared.toString().trim() !== '';
}
