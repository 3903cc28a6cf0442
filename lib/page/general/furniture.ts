/** Rows of a list that stand for nobody: heads, groups, details that are opened below a row, sums. */
import type { Told } from './clues.ts';

export interface ListRow {
  parts: readonly HTMLElement[];
  told: Told;
}

const HEAD = 'th:not([scope=row]), [role=columnheader]';
const CELL = 'td, th, [role=gridcell], [role=cell], [role=rowheader]';
const BOX = 'input[type=checkbox], [role=checkbox]';

/** What most rows of a list have; asked for once a list. */
const usual = new WeakMap<readonly ListRow[], { cells: number; texts: number; boxes: boolean }>();

export function isFurniture(row: ListRow, all: readonly ListRow[]): boolean {
  const { parts, told } = row;
  if (told.clues.length === 0) return true;
  if (
    parts.every(
      (part) =>
        part.querySelector(HEAD) !== null && part.querySelector('td, [role=gridcell], [role=cell]') === null,
    )
  )
    return true;
  const most = usualOf(all);
  if (most.cells < 2) return false;
  const cells = cellsOf(row);
  // A cell across most columns.
  if (
    cells * 2 <= most.cells &&
    parts.some((part) => part.querySelector('[colspan]:not([colspan="1"]), [aria-colspan]') !== null)
  )
    return true;
  if (cells === 1 && most.cells > 2) return true;
  const hasBox = parts.some((part) => part.querySelector(BOX) !== null);
  return most.boxes && !hasBox && textsOf(row) < most.texts;
}

function usualOf(all: readonly ListRow[]): { cells: number; texts: number; boxes: boolean } {
  const known = usual.get(all);
  if (known !== undefined) return known;
  const boxes = all.filter(({ parts }) => parts.some((part) => part.querySelector(BOX) !== null)).length;
  const found = {
    cells: middle(all.map(cellsOf)),
    texts: middle(all.map(textsOf)),
    boxes: boxes * 2 > all.length,
  };
  usual.set(all, found);
  return found;
}

const cellsOf = ({ parts }: ListRow): number =>
  parts.reduce((sum, part) => sum + part.querySelectorAll(CELL).length, 0);
const textsOf = ({ told }: ListRow): number => told.clues.filter(({ as }) => as === 'text').length;

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
