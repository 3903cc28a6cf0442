/** Whether a page says that more rows are selected than stand in it: a grid that draws a part, a list in several pages. */

import { isInLongerScroller } from './room-for-more.ts';
import type { Row } from './row.ts';
import type { Findings } from './rows.ts';
import { controlOf } from './visibility/page-tree.ts';

/** The word with which pages say how many are selected, by its stem, in the languages in which such pages are seen most. */
const SELECTED = /sele[ckz]|sélec|ausgew|markier|valgt|vald|zazna|vybr|seçil|выбр|выдел|選|选|선택/i;
/** Where one goes from page to page of a list. */
const PAGES = '[class*=pagin i], [class*=pager i], [aria-label*=pagin i]';
/** Longer texts are about something else. */
const LONGEST = 80;
/** `1,234` and `1 234` are one number each. */
const NUMBER = /\d{1,3}(?:[.,’' ]\d{3})+(?!\d)|\d+/g;

/** `marked`: the rows that the page itself shows as chosen. */
export function saysMore(marked: readonly Row[], { rows, outside }: Findings): boolean {
  if (marked.length === 0) return false;
  const isAll = marked.length === rows.length;
  if (isAll && (isInLongerGrid(marked) || isInLongerScroller(marked))) return true;
  const pages = new Set<string>();
  let isCounted = false;
  for (const element of outside) {
    const text = ownText(element);
    const numbers = (text.match(NUMBER) ?? []).map((digits) => Number(digits.replace(/\D/g, '')));
    if (numbers.length === 0) continue;
    // A control says what it would do, not how things are.
    if (controlOf(element) !== null) {
      if (/^\s*\d+\s*$/.test(text) && element.closest(PAGES) !== null) pages.add(text.trim());
      continue;
    }
    if (SELECTED.test(text)) {
      if (numbers.includes(marked.length)) isCounted = true;
      else if (numbers.some((count) => count > marked.length)) return true;
    }
    if (isAll && isPartOf(numbers, rows.length)) return true;
  }
  if (isAll) return pages.size > 1;
  return !isCounted && isInLongerGrid(marked);
}

/** Whether three numbers in a row say "from, to, of so many", or "of so many, from, to", about exactly so many rows of more. */
function isPartOf(numbers: readonly number[], rows: number): boolean {
  const isRange = (from = 0, to = 0) => rows > 1 && to - from + 1 === rows;
  return numbers.some((first, at) => {
    const [second, third] = numbers.slice(at + 1);
    if (third === undefined || second === undefined) return false;
    return (isRange(first, second) && third > second) || (isRange(second, third) && first > third);
  });
}

function ownText(element: Element): string {
  let text = '';
  for (const { nodeType, nodeValue } of element.childNodes) {
    if (nodeType === Node.TEXT_NODE) text += nodeValue;
  }
  return text.length > LONGEST || element.matches('script, style') ? '' : text;
}

function isInLongerGrid(rows: readonly Row[]): boolean {
  const grids = new Set(rows.map(({ element }) => element.parentElement?.closest('[aria-rowcount]') ?? null));
  return [...grids].some((grid) => grid !== null && drawsAPart(grid));
}

function drawsAPart(grid: Element): boolean {
  const all = Number(grid.getAttribute('aria-rowcount'));
  // One row may be drawn in several containers, and is named alike in each.
  const drawn = new Set<unknown>();
  for (const row of grid.querySelectorAll('[role=row], tr'))
    drawn.add(row.getAttribute('aria-rowindex') ?? row);
  // -1: the page itself does not know how many there are (WAI-ARIA 1.2).
  return all === -1 || all > drawn.size;
}
