/** Which rows the manager chose by the page's own means. */
import { rowsMarkedByClass } from './class-marks.ts';
import { highlightsIn } from './highlights.ts';
import { innerRoot, type Root } from './roots.ts';
import { listsOf, partsOf, type Row } from './row.ts';

/** What a page ticks or marks as one of several; a card stands inside it. */
const ITEM = 'tr, li, [role=row], [role=option], [role=listitem]';
const MARKS = [
  '[aria-selected=true]',
  '[aria-checked=true]',
  '.Mui-selected',
  'input[type=checkbox]:checked',
  'select[multiple] option:checked',
];
const ANY_MARK = MARKS.join();
const BOX = 'input[type=checkbox]';
/** Marks that say something else: which tab is open, which page, a setting of the person in the row. */
const NO_CHOICE = [
  '[role=tab], [role=switch], [role=radio], .MuiSwitch-input',
  `.Mui-selected:not(${ITEM}, .MuiListItem-root, .MuiListItemButton-root)`,
].join();
/** So far up a row's surroundings are looked at for a mark, where the page has no items. */
const MARK_DEPTH = 8;

/** Rows with a ticked box of the page's own, rows that the page marks as selected, rows with selected text in their name. */
export function chosenRows(rows: readonly Row[], roots: readonly Root[]): Row[] {
  const unmarked = new Set(rows.filter((row) => !partsOf(row).some((part) => part.matches(ANY_MARK))));
  // To search the whole page is by far the longest part of it.
  if (unmarked.size === 0) return [...rows];
  const marked = markedAround(rows, roots);
  for (const row of markedByClass(rows, (one) => !unmarked.has(one) || marked.has(one))) marked.add(row);
  const ranges = highlightsIn(roots);
  return rows.filter(
    (row) => !unmarked.has(row) || marked.has(row) || ranges.some((range) => touchesAny(range, row)),
  );
}

/** In lists whose rows have no other mark. */
function markedByClass(rows: readonly Row[], isMarked: (row: Row) => boolean): Row[] {
  return listsOf(rows).flatMap((some) =>
    some.some((row) => isMarked(row) || row.element.querySelector(BOX) !== null)
      ? []
      : rowsMarkedByClass(some),
  );
}

/** Rows that stand in a mark, hold one, or stand beside one in their item. */
function markedAround(rows: readonly Row[], roots: readonly Root[]): Set<Row> {
  const marked = new Set<Row>();
  const rowsOf = new Map<Element, Row>(rows.flatMap((row) => partsOf(row).map((part) => [part, row])));
  const trees = new Set(rows.map(({ element }) => element.getRootNode()));
  const marks = new Set<Element>();
  for (const root of [...roots, ...treesInside(rows)]) {
    // One by one: browsers search for a single simple selector several times as fast as for a list of them.
    for (const mark of MARKS.flatMap((selector) => [...root.querySelectorAll(selector)])) {
      if (rowsOf.has(mark) || mark.matches(NO_CHOICE)) continue;
      const shown = inTrees(mark, trees);
      const around = rowAround(shown, rowsOf);
      if (around !== undefined) {
        marked.add(around);
        continue;
      }
      marks.add(shown.closest(ITEM) ?? shown);
    }
  }
  if (marks.size === 0) return marked;
  // A mark around several people, such as an open panel, says nothing about any of them.
  const inside = new Map<Element, Row[]>();
  for (const row of rows) {
    const mark = partsOf(row)
      .map((part) => markOf(part, marks))
      .find((one) => one !== null);
    if (mark) inside.set(mark, [...(inside.get(mark) ?? []), row]);
  }
  for (const [only, another] of inside.values()) if (only && another === undefined) marked.add(only);
  return marked;
}

/** The row in which something stands. */
function rowAround(element: Element, rowsOf: ReadonlyMap<Element, Row>): Row | undefined {
  let at: Element | null = element;
  while (at !== null && !rowsOf.has(at)) at = at.parentElement;
  return at === null ? undefined : rowsOf.get(at);
}

/** The mark that an element bears or stands in. */
function markOf(row: HTMLElement, marks: ReadonlySet<Element>): Element | null {
  let at: Element | null = row;
  for (let depth = 0; at !== null && depth <= MARK_DEPTH; depth += 1, at = at.parentElement) {
    if (marks.has(at)) return at;
    if (at.matches(ITEM)) return null;
  }
  return null;
}

/** The trees that parts of rows have of their own: looked for where the first row of a list has one. */
function treesInside(rows: readonly Row[]): Root[] {
  return listsOf(rows).flatMap((some) =>
    some[0] && treesIn(some[0]).length > 0 ? some.flatMap(treesIn) : [],
  );
}

function treesIn(row: Row): Root[] {
  const inner = (part: ParentNode): Root[] =>
    [...part.querySelectorAll('*')].flatMap((one) => {
      const root = innerRoot(one);
      return root === null ? [] : [root, ...inner(root)];
    });
  return partsOf(row).flatMap(inner);
}

/** What of a mark stands in a tree that has rows: a check box may have a tree of its own. */
function inTrees(mark: Element, trees: ReadonlySet<Node>): Element {
  const root = mark.getRootNode();
  return root instanceof ShadowRoot && !trees.has(root) ? inTrees(root.host, trees) : mark;
}

/** Who drags over a column of usernames begins behind the first person's name. */
function touchesAny(range: Range, row: Row): boolean {
  if (row.names === undefined) return touches(range, row.name);
  return (
    partsOf(row).some((part) => range.intersectsNode(part) || part.shadowRoot !== null) &&
    row.names.some((name) => touches(range, name))
  );
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
