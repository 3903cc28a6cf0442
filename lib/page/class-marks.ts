/** Rows that a page marks as chosen by a class and its look alone. */
import { partsOf, type Row } from './row.ts';

/** What pages call a chosen row: one word of the class's name, in whatever way it is put together. */
const CHOSEN =
  /(?:^|[-_]|is|has)(?:select(?:ed)?|active|checked|chosen|picked|marked|highlight(?:ed)?|current)(?:$|[-_])/i;
const NOT_CHOSEN = /\b(?:not|no|un|de|in)-?(?:select|active|check)|selectable|disabled|hover|focus/i;
/** Rows that are looked at for how those look that are not chosen: striped, one's own, the last. */
const OTHERS = 12;

/** Of the rows of one list, those with such a class that no row without it looks like. */
export function rowsMarkedByClass(rows: readonly Row[]): Row[] {
  const bearers = rows.filter((row) => wordsOf(row).length > 0);
  if (bearers.length === 0 || bearers.length === rows.length) return [];
  const others = rows.filter((row) => !bearers.includes(row)).slice(0, OTHERS);
  const usual = new Set(others.map(lookOf));
  return bearers.filter((row) => !usual.has(lookOf(row)));
}

function wordsOf(row: Row): string[] {
  const words = partsOf(row).flatMap((part) => [...part.classList]);
  return words.filter((word) => CHOSEN.test(word) && !NOT_CHOSEN.test(word));
}

/** Of the row and its first cell, which may be what is painted. */
function lookOf(row: Row): string {
  const painted = partsOf(row).flatMap((part) => [part, part.firstElementChild ?? part]);
  return painted
    .map((element) => {
      const { backgroundColor, backgroundImage, boxShadow, outline, borderColor, borderWidth } =
        getComputedStyle(element);
      return [backgroundColor, backgroundImage, boxShadow, outline, borderColor, borderWidth].join();
    })
    .join();
}
