/** Which rows the manager chose by the page's own means. */
import { highlightsIn } from './highlights.ts';
import type { Root } from './roots.ts';
import type { Row } from './row.ts';

/** What a page ticks or marks as one of several; a card stands inside it. */
const ITEM = 'tr, li, [role=row], [role=option], [role=listitem]';
const MARKS = [
  '[aria-selected=true]',
  '[aria-checked=true]',
  '.Mui-selected',
  'input[type=checkbox]:checked',
];
const ANY_MARK = MARKS.join();
/** Marks that say something else: which tab is open, which page, a setting of the person in the row. */
const NO_CHOICE = [
  '[role=tab], [role=switch], [role=radio], .MuiSwitch-input',
  `.Mui-selected:not(${ITEM}, .MuiListItem-root, .MuiListItemButton-root)`,
].join();
/** So far up a row's surroundings are looked at for a mark, where the page has no items. */
const MARK_DEPTH = 8;

/** Rows with a ticked box of the page's own, rows that the page marks as selected, rows with selected text in their name. */
export function chosenRows(rows: readonly Row[], roots: readonly Root[]): Row[] {
  const unmarked = new Set(rows.filter(({ element }) => !element.matches(ANY_MARK)));
  // To search the whole page is by far the longest part of it.
  if (unmarked.size === 0) return [...rows];
  const marked = markedAround(rows, roots);
  const ranges = roots.flatMap(highlightsIn);
  return rows.filter(
    (row) => !unmarked.has(row) || marked.has(row) || ranges.some((range) => touches(range, row.name)),
  );
}

/** Rows that stand in a mark, hold one, or stand beside one in their item. */
function markedAround(rows: readonly Row[], roots: readonly Root[]): ReadonlySet<Row> {
  const marked = new Set<Row>();
  const elements = new Set<Element>(rows.map(({ element }) => element));
  const marks = new Set<Element>();
  for (const root of roots) {
    // One by one: browsers search for a single simple selector several times as fast as for a list of them.
    for (const mark of MARKS.flatMap((selector) => [...root.querySelectorAll(selector)])) {
      if (!elements.has(mark) && !mark.matches(NO_CHOICE)) marks.add(mark.closest(ITEM) ?? mark);
    }
  }
  if (marks.size === 0) return marked;
  // A mark around several people, such as an open panel, says nothing about any of them.
  const inside = new Map<Element, Row[]>();
  for (const row of rows) {
    const mark = markOf(row.element, marks);
    if (mark !== null) inside.set(mark, [...(inside.get(mark) ?? []), row]);
  }
  for (const [only, another] of inside.values()) if (only && another === undefined) marked.add(only);
  return marked;
}

/** The mark that an element bears, holds or stands in. */
function markOf(row: HTMLElement, marks: ReadonlySet<Element>): Element | null {
  let at: Element | null = row;
  for (let depth = 0; at !== null && depth <= MARK_DEPTH; depth += 1, at = at.parentElement) {
    if (marks.has(at)) return at;
    if (at.matches(ITEM)) return null;
  }
  return [...row.querySelectorAll(ANY_MARK)].find((mark) => marks.has(mark)) ?? null;
}

/**
 * Whether the range holds at least one character of the name. Not `containsNode` on the row: a drag that ends just
 * before the first letter of the next row would take that row too (Chromium, seen 2026-11).
 */
function touches(range: Range, name: HTMLElement): boolean {
  if (!range.intersectsNode(name)) return false;
  const shared = name.ownerDocument.createRange();
  shared.selectNodeContents(name);
  if (name.contains(range.startContainer)) shared.setStart(range.startContainer, range.startOffset);
  if (name.contains(range.endContainer)) shared.setEnd(range.endContainer, range.endOffset);
  return shared.toString().trim() !== '' && canBeHighlighted(name);
}

/** A range may reach over text that no highlight shows, such as cards. Only Chromium computes what is inherited. */
function canBeHighlighted(name: HTMLElement): boolean {
  for (let at: Element | null = name; at !== null; at = at.parentElement) {
    const { userSelect } = getComputedStyle(at);
    if (userSelect !== 'auto') return userSelect !== 'none';
  }
  return true;
}
