import type { Row } from './row.ts';

/**
 * Rows of several sources, each in the order of the page, as one. The few are put among the many: to compare two of thousands
 * of siblings, a browser walks from one to the other.
 */
export function inOrder(sources: Row[][]): Row[] {
  const [most = [], ...others] = sources.toSorted((one, other) => other.length - one.length);
  for (const row of others.flat()) {
    let [from, to] = [0, most.length];
    while (from < to) {
      const middle = Math.floor((from + to) / 2);
      const before = most[middle] as Row;
      const follows = before.element.compareDocumentPosition(row.element) & Node.DOCUMENT_POSITION_FOLLOWING;
      if (follows) from = middle + 1;
      else to = middle;
    }
    most.splice(from, 0, row);
  }
  return most;
}
