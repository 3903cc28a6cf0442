/** The rows of a page that stand for people. */
import type { PageRules } from '../model/index.ts';
import { generalRows } from './layouts/general.ts';
import { LAYOUTS } from './layouts/layouts.ts';
import { siteRows } from './layouts/site-rules.ts';
import { type Outside, outsideOf, type Root } from './roots.ts';
import type { Row } from './row.ts';
import { coveredRows } from './visibility/cover.ts';
import { createSight, type Seen } from './visibility/sight.ts';

export interface Findings {
  /** Those that a person can see, also by scrolling, in the order of the page. */
  rows: Row[];
  /** Those that nobody can see: never anybody's choice. */
  hidden: Row[];
  /** The trees in which they were looked for. */
  roots: Root[];
  /** What stands beside the rows and around them. */
  outside: Element[];
}

/** The rows of one layout, and for each what of the layout's `names` it was made of. */
interface Found {
  names: string;
  holders: Element[];
  rows: Row[];
}

/** How many rows are looked at before the page may have a turn. */
const ROWS_A_TURN = 200;

/** Everyone in a page, in pieces that can be done at once or in turns (in-turns.ts). */
export function* findRows(page: Document, rules: PageRules | null): Generator<void, Findings> {
  const all: Row[] = [];
  const taken = new Set<Element>();
  const roots: Root[] = [page];
  let outside: Element[] = [];
  for (const root of roots) {
    const around = outsideOf(root, taken);
    for (const row of yield* rowsIn(root, rules, { taken, around })) all.push(row);
    const { inner, elements } = around();
    roots.push(...inner);
    outside = outside.concat(elements);
  }
  const sightOf = createSight(all.length);
  const seen = new Map<Row, Seen>();
  for (const row of all) {
    seen.set(row, sightOf(row));
    if (seen.size % ROWS_A_TURN === 0) yield;
  }
  // At once, however many: between two turns the page can put something else over them.
  const covered = coveredRows(all.filter((row) => seen.get(row) === 'in view'));
  const findings: Findings = { rows: [], hidden: [], roots, outside };
  for (const row of all)
    findings[seen.get(row) === 'hidden' || covered.has(row) ? 'hidden' : 'rows'].push(row);
  return findings;
}

/**
 * The rows of one tree, in its order: the site's own rule first, then the layouts, general signs where both find nobody.
 * What stands in a row is `taken`, and no row of another layout.
 */
function* rowsIn(
  root: Root,
  rules: PageRules | null,
  { taken, around }: { taken: Set<Element>; around: () => Outside },
): Generator<void, Row[]> {
  const found: Found[] = [];
  const own = siteRows(root, rules);
  const layouts = own.length > 0 ? [] : LAYOUTS;
  for (const { names, rowOf } of layouts) {
    const rows: Row[] = [];
    const holders: Element[] = [];
    // Beside thousands of rows there is little; to search all of the page again takes longer.
    const isFirst = found.length === 0;
    const named = isFirst
      ? [...root.querySelectorAll(names)]
      : around().elements.filter((one) => one.matches(names));
    for (const name of named) {
      const row = rowOf(name as HTMLElement);
      if (row !== null) {
        rows.push(row);
        holders.push(name);
      }
      if (rows.length % ROWS_A_TURN === 0) yield;
    }
    for (const { element } of rows) taken.add(element);
    if (rows.length > 0) found.push({ names, holders, rows });
  }
  const [only, another] = found;
  if (only && another === undefined) return only.rows;
  const rows = own.length > 0 ? own : found.length === 0 ? generalRows(root) : inOrder(root, found);
  for (const { element } of rows) taken.add(element);
  return rows;
}

/** Rows of several layouts in the order of the page. */
function inOrder(root: Root, found: readonly Found[]): Row[] {
  const rows = new Map(
    found.flatMap((one) => one.holders.map((holder, at) => [holder, one.rows[at]] as const)),
  );
  const names = root.querySelectorAll(found.map((one) => one.names).join());
  return [...names].flatMap((name) => rows.get(name) ?? []);
}
