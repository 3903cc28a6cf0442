/** From text to rows with the line on which each starts. */
import Papa from 'papaparse';
import { isBlank } from './characters.ts';

export interface Row {
  /** Counts from 1, as an editor shows it; of a row with line breaks between quotes the first. */
  line: number;
  /** The row as it was written, without the line break at its end. */
  text: string;
  cells: string[];
}

/** Most particular first: a comma may stand in a name, a tab never does. */
export const DELIMITERS = ['\t', ';', '|', ','] as const;
type Delimiter = (typeof DELIMITERS)[number];

/** The lines of `text`, each one cell, blank ones too. */
export function linesOf(text: string): Row[] {
  return text.split('\n').map((line, at) => ({ line: at + 1, text: line, cells: [line] }));
}

/**
 * The rows of `text` as CSV, blank ones left out. Where the quotes of the text do not add up, a quoted cell ends with its
 * line at the latest, so that one stray quote does not swallow the people after it. Takes time in proportion to the text.
 */
export function rowsOf(text: string, delimiter: Delimiter): Row[] {
  const rows = parsed(text, delimiter) ?? linesOf(text).map((row) => cut(row, delimiter));
  return rows.filter((row) => !isBlank(row.text));
}

/** Null where the quotes do not add up. */
function parsed(text: string, delimiter: Delimiter): Row[] | null {
  const rows: Row[] = [];
  let sound = true;
  let from = 0;
  let line = 1;
  Papa.parse<string[]>(text, {
    delimiter,
    newline: '\n',
    step({ data: cells, errors, meta }, parser) {
      const raw = text.slice(from, meta.cursor);
      rows.push({ line, text: raw.replace(/\n$/, ''), cells });
      line += raw.split('\n').length - 1;
      from = meta.cursor;
      sound = !errors.some(({ type }) => type === 'Quotes');
      if (!sound) parser.abort();
    },
  });
  return sound ? rows : null;
}

function cut(row: Row, delimiter: Delimiter): Row {
  const [alone] = row.text.includes('"') ? (parsed(row.text, delimiter) ?? []) : [];
  return { ...row, cells: alone?.cells ?? row.text.split(delimiter) };
}
