/**
 * Tables, lists and grids that are not SelfCommunity's, by general signs of who a row stands for. A row without any such
 * sign is nobody's.
 */

import type { Root } from '../roots.ts';
import type { Row } from '../row.ts';
import { idSign } from './id-signs.ts';
import { linkedOrFirst, type Named, nameSign, pictureSign } from './name-signs.ts';

const ROWS =
  'tbody > tr, [role=row], li, [role=listitem], [role=option], [data-user-id], [data-userid], [data-user], [data-member-id], [data-id]';
/** Where pages have links and choices, not people. */
const NO_PEOPLE =
  'nav, [role=navigation], [role=menu], [role=menubar], [role=tablist], [role=toolbar], thead';

/** The rows of one tree that tell who they stand for, in its order. */
export function generalRows(root: Root): Row[] {
  const columns = new Map<Element, number>();
  const holders = new Set<Element>();
  const rows: Row[] = [];
  // The last first: a row comes before what it holds, and one that holds others is none.
  for (const element of [...root.querySelectorAll<HTMLElement>(ROWS)].reverse()) {
    if (holders.has(element) || element.closest(NO_PEOPLE) !== null) continue;
    const row = rowOf(element, columns);
    if (row === null) continue;
    rows.push(row);
    for (let at = element.parentElement; at !== null && !holders.has(at); at = at.parentElement)
      holders.add(at);
  }
  return rows.reverse();
}

function rowOf(element: HTMLElement, columns: Map<Element, number>): Row | null {
  const sign = idSign(element);
  const found: Named | null =
    nameSign(element, columns) ?? (sign?.ofPerson ? linkedOrFirst(element) : pictureSign(element));
  return found && { element, name: found.name, userId: sign?.id ?? null, username: found.text };
}
