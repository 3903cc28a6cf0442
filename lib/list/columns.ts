/** What the cells of a table without a header are. */
import { bare, isBlank, withoutBullet } from './characters.ts';
import { takenFor } from './classify-cell.ts';
import type { Row } from './rows.ts';

/** How much a cell looks like a person: unmistakable, could be a username, a link that leads elsewhere, not at all. */
function likeness(cell: string, origin: string): number {
  const { as } = takenFor(cell, origin, null);
  if (as === 'nothing') return 0;
  if (as === 'elsewhere') return 0.5;
  return as === 'username' && !bare(cell).startsWith('@') ? 1 : 2;
}

/** Whether a row, whole, is one person all the same: the name before an address may hold what separates elsewhere. */
function isOnePerson(row: Row, origin: string): boolean {
  return ['username', 'number', 'email'].includes(takenFor(withoutBullet(row.text), origin, null).as);
}

/** `Smith, Anna`: cut at the comma, the surname would be looked up as somebody's username. */
function isSurnameFirst({ text, cells }: Row, origin: string): boolean {
  return (
    cells.length === 2 &&
    text.startsWith(`${cells[0]}, `) &&
    cells.every((cell) => !isBlank(cell) && likeness(cell, origin) < 2)
  );
}

/** Whether these rows, cut at one delimiter, are a table or an enumeration, rather than lines that happen to hold it. */
export function isTable(rows: readonly Row[], origin: string): boolean {
  const cut = rows.filter((row) => row.cells.length > 1 && !isOnePerson(row, origin));
  if (cut.length * 2 <= rows.length) return false;
  if (rows.length === 1) return true;
  return cut.filter((row) => isSurnameFirst(row, origin)).length * 2 <= cut.length;
}

/**
 * The people of each row where every cell is one, as in `anna, ben, carl`: so it is when there is one row only, or rows
 * of different lengths with nothing but people in them. Null where the rows are a table with one person each; so they
 * are where a cell holds line breaks, which only tables have.
 */
export function enumerated(rows: readonly Row[], origin: string): string[][] | null {
  if (rows.some(({ text }) => text.includes('\n'))) return null;
  const people = rows.map((row) => peopleOf(row, origin));
  if (rows.length === 1) return people;
  const ragged = rows.some((row) => row.cells.length !== rows[0]?.cells.length);
  return ragged && people.flat().every((cell) => likeness(cell, origin) > 0) ? people : null;
}

function peopleOf(row: Row, origin: string): string[] {
  if (isOnePerson(row, origin)) return [row.text];
  // `"Smith, Anna" <anna@example.org>, …`: in the address line of a mail only the sign after the address separates.
  const cells = row.text.includes('>') ? row.text.split(/(?<=>)\s*[,;]/) : row.cells;
  return cells.map((cell) => cell.trim()).filter((cell) => !isBlank(cell));
}

/** Which column, from 0, tells most about who is meant; the earlier of two that tell as much. */
export function personColumn(rows: readonly Row[], origin: string): number {
  const columns: string[][] = [];
  for (const { cells } of rows) {
    for (const [at, cell] of cells.entries()) {
      columns[at] ??= [];
      columns[at].push(at === 0 ? withoutBullet(cell) : cell);
    }
  }
  const scores = columns.map((cells) => scoreOf(cells, origin));
  return scores.reduce((best, score, at) => (score > (scores[best] ?? 0) ? at : best), 0);
}

function scoreOf(cells: readonly string[], origin: string): number {
  const numbers = cells.map(bare).filter((cell) => /^\d+$/.test(cell));
  // Rows that are counted through, and numbers that repeat (a class, a postcode), are nobody's ids.
  const first = Number(numbers[0]);
  if (first <= 1 && numbers.length > 1 && numbers.every((cell, at) => Number(cell) === first + at)) return 0;
  const score = cells.reduce((sum, cell) => sum + likeness(cell, origin), 0);
  return new Set(numbers).size < numbers.length ? score - numbers.length : score;
}
