/** Reads a list of people that somebody pasted or kept in a file. */
import type { ListLine, Taken } from '../model/index.ts';
import { isBlank, withoutBullet } from './characters.ts';
import { takenFor } from './classify-cell.ts';
import { enumerated, isTable, personColumn } from './columns.ts';
import { type Header, headerOf } from './header.ts';
import { DELIMITERS, linesOf, type Row, rowsOf } from './rows.ts';

/** What a list says. Every line of it is in `lines`, is the header or part of a row with line breaks, or is blank. */
export interface ReadList {
  /** In the order of the text; several of one line where it names several people. */
  lines: ListLine[];
  /** The header as it was written; null where there is none. */
  header: string | null;
  /** The name, by the header, of the column that most people were read from. */
  column: string | null;
  /** How many lines hold nothing. */
  blank: number;
}

/** Controls that are in a text by mistake: a file of two bytes a letter read as one of single bytes is full of NULs. */
const CONTROLS = /(?![\t\n\v\f\r])\p{Cc}/gu;

/**
 * Reads any text: a person a line, an enumeration, a table with tabs, semicolons, bars or commas, with or without a
 * header. `origin` is the site's. What nobody can make sense of stays, as a line that was taken for nothing.
 */
export function readList(text: string, origin: string): ReadList {
  const clean = text
    .replace(CONTROLS, '')
    .replace(/^\ufeff/, '')
    .replaceAll(/\r\n?/g, '\n');
  const all = linesOf(clean);
  const written = all.filter((line) => !isBlank(line.text));
  const tables = DELIMITERS.filter((delimiter) => clean.includes(delimiter)).map((delimiter) =>
    rowsOf(clean, delimiter),
  );
  // A line break at the end of the text begins no line.
  const blank = all.length - written.length - (clean.endsWith('\n') || clean === '' ? 1 : 0);
  return { ...linesIn(written, tables, origin), blank };
}

function linesIn(written: readonly Row[], tables: readonly Row[][], origin: string): Omit<ReadList, 'blank'> {
  for (const rows of [...tables.filter(([first]) => (first?.cells.length ?? 0) > 1), written]) {
    const [first, ...others] = rows;
    const header = first !== undefined && others.length > 0 ? headerOf(first.cells) : null;
    if (first !== undefined && header !== null)
      return byHeader({ text: first.text, header, rows: others }, origin);
  }
  const table = tables.find((rows) => isTable(rows, origin));
  return { lines: headerless(written, table, origin), header: null, column: null };
}

function headerless(written: readonly Row[], table: readonly Row[] | undefined, origin: string): ListLine[] {
  const line = (row: Row, text: string, cell: string): ListLine => ({
    line: row.line,
    text: text.trim(),
    taken: takenFor(cell, origin, null),
  });
  if (table === undefined) return written.map((row) => line(row, row.text, withoutBullet(row.text)));
  const people = enumerated(table, origin);
  if (people !== null) {
    return table.flatMap((row, at) => (people[at] ?? []).map((cell) => line(row, cell, withoutBullet(cell))));
  }
  const column = personColumn(table, origin);
  return table.map((row) => {
    const cell = row.cells[column] ?? '';
    return line(row, row.text, column === 0 ? withoutBullet(cell) : cell);
  });
}

/** A table with a header, and the header's line as it was written. */
interface Headed {
  text: string;
  header: Header;
  rows: readonly Row[];
}

function byHeader({ text, header, rows }: Headed, origin: string) {
  const uses = new Map<string, number>();
  const lines = rows.map((row): ListLine => {
    const { taken, column } = bestOf(row, header, origin);
    if (column !== null) uses.set(column, (uses.get(column) ?? 0) + 1);
    return { line: row.line, text: row.text.trim(), taken };
  });
  const [most] = [...uses].toSorted(([, one], [, other]) => other - one);
  return { lines, header: text, column: most?.[0] ?? null };
}

/** A row by the best of its cells that says something. */
function bestOf(row: Row, header: Header, origin: string): { taken: Taken; column: string | null } {
  // In a list of one column the lines may have bullets still.
  const cells = row.cells.length === 1 ? row.cells.map(withoutBullet) : row.cells;
  for (const { at, kind, name } of header.columns) {
    const taken = takenFor(cells[at] ?? '', origin, kind);
    if (taken.as === 'ext-id') {
      const provider = header.provider === null ? '' : (cells[header.provider] ?? '').trim();
      return { taken: { ...taken, provider: provider === '' ? null : provider }, column: name };
    }
    if (taken.as !== 'nothing') return { taken, column: name };
  }
  return { taken: { as: 'nothing' }, column: null };
}
