/** Rows of a list that stand for nobody: heads, groups, details that are opened below a row, sums. */
import { CELL, type Told } from './clues.ts';

export interface ListRow {
  parts: readonly HTMLElement[];
  told: Told;
}

const HEAD = 'th:not([scope=row]), [role=columnheader]';
const DATA = 'td, [role=gridcell], [role=cell]';
const WIDE = '[colspan]:not([colspan="1"]), [aria-colspan]';
const BOX = 'input[type=checkbox], [role=checkbox]';

/** What most rows of a list have. */
interface Usual {
  cells: number;
  texts: number;
  boxes: boolean;
}

/** Those of a list's rows that may stand for somebody. */
export function withoutFurniture(all: readonly ListRow[]): ListRow[] {
  const boxes = all.filter(hasBox).length;
  const usual = {
    cells: middle(all.map(cellsOf)),
    texts: middle(all.map(textsOf)),
    boxes: boxes * 2 > all.length,
  };
  return all.filter((row) => !isFurniture(row, usual));
}

function isFurniture(row: ListRow, usual: Usual): boolean {
  const { parts, told } = row;
  if (told.clues.length === 0 || parts.every(isHead)) return true;
  if (usual.cells < 2) return false;
  const cells = cellsOf(row);
  if (cells === 1 && usual.cells > 2) return true;
  // A cell across most columns.
  if (cells * 2 <= usual.cells && parts.some((part) => part.querySelector(WIDE) !== null)) return true;
  return usual.boxes && !hasBox(row) && textsOf(row) < usual.texts;
}

function isHead(part: Element): boolean {
  return part.querySelector(HEAD) !== null && part.querySelector(DATA) === null;
}

function hasBox({ parts }: ListRow): boolean {
  return parts.some((part) => part.querySelector(BOX) !== null);
}

const cellsOf = ({ parts }: ListRow): number =>
  parts.reduce((sum, part) => sum + part.querySelectorAll(CELL).length, 0);
const textsOf = ({ told }: ListRow): number => told.clues.filter(({ as }) => as === 'text').length;

function middle(numbers: readonly number[]): number {
  return numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? 0;
}
