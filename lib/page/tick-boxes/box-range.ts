/** Ticking several rows in one gesture, in the order of the page. */
import { keyOf, type PersonKey, type Row } from '../row.ts';
import type { Ticks } from './ticks.ts';

export interface Ranges {
  /** Ticks or unticks one row, or, with `extend`, all rows from the last clicked one to this one alike. */
  click(rows: readonly Row[], at: number, extend: boolean): void;
  /** From the row `from`, where the stretch began, to `to`: all get the state of the first; rows left again get their own back. */
  stretch(rows: readonly Row[], from: number, to: number): void;
  /** The next stretch begins anew. */
  rest(): void;
}

export function createRanges(ticks: Ticks): Ranges {
  let clicked: Row | null = null;
  let anchor: Row | null = null;
  /** What the rows of the stretch were before it. */
  let before = new Map<PersonKey, { row: Row; ticked: boolean }>();

  function rest(): void {
    anchor = null;
    before = new Map();
  }

  return {
    click(rows, at, extend) {
      rest();
      const row = rows[at];
      if (!row) return;
      const ticked = !ticks.has(row);
      const from = extend && clicked ? positionOf(clicked, rows) : -1;
      for (const each of between(rows, from < 0 ? at : from, at)) ticks.set(each, ticked);
      clicked = row;
    },
    stretch(rows, from, to) {
      anchor ??= rows[from] ?? null;
      if (anchor === null) return;
      for (const { row, ticked } of before.values()) ticks.set(row, ticked);
      const ticked = ticks.has(anchor);
      const start = positionOf(anchor, rows);
      for (const row of between(rows, start < 0 ? from : start, to)) {
        const key = keyOf(row);
        if (!before.has(key)) before.set(key, { row, ticked: ticks.has(row) });
        ticks.set(row, ticked);
      }
    },
    rest,
  };
}

/** Where a row stands now, or -1: by its element, or by its person where the page has drawn it anew. */
export function positionOf({ element, ...seen }: Row, rows: readonly Row[]): number {
  const same = rows.findIndex((row) => row.element === element);
  return same >= 0 ? same : rows.findIndex((row) => keyOf(row) === keyOf(seen));
}

function between(rows: readonly Row[], from: number, to: number): Row[] {
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1);
}
