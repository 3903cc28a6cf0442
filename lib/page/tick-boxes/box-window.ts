/** Which rows get a box at the moment: a page of 50,000 rows with as many boxes would stand still. */

import type { Row } from '../row.ts';
import type { Look } from './box-place.ts';

/** Most boxes that are drawn at a time, but for the one that has the focus. */
const MOST = 400;
/** The drawn part moves on by this many rows, so that scrolling a little draws nothing anew. */
const STEP = 100;

/** All rows where they are few, else those around the viewport; always the row at `current`. In the order of the page. */
export function rowsToDraw(rows: readonly Row[], current: number, look: Look): readonly Row[] {
  if (rows.length <= MOST) return rows;
  const around = Math.round((nearest(rows, look) - MOST / 2) / STEP) * STEP;
  const start = Math.max(0, Math.min(around, rows.length - MOST));
  const drawn = rows.slice(start, start + MOST);
  const row = rows[current];
  if (row && current < start) drawn.unshift(row);
  if (row && current >= start + MOST) drawn.push(row);
  return drawn;
}

/** The row nearest to the middle of the viewport among a sample: rows follow each other, so its neighbours are near too. */
function nearest(rows: readonly Row[], look: Look): number {
  const [x, y] = [innerWidth / 2, innerHeight / 2];
  let best = { at: 0, distance: Infinity };
  for (let at = 0; at < rows.length; at += Math.ceil(rows.length / MOST)) {
    const row = rows[at];
    if (!row) continue;
    const { left, top, right, bottom } = look.areaOf(row.element);
    const distance = Math.hypot((left + right) / 2 - x, (top + bottom) / 2 - y);
    if (distance < best.distance) best = { at, distance };
  }
  return best.at;
}
