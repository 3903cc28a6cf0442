/** The rows of a page that stand for people. */
import type { PageRules } from '../model/index.ts';
import { generalRows } from './general/general-rows.ts';
import { inOrder } from './in-order.ts';
import type { Layout } from './layouts/layout.ts';
import { LAYOUTS } from './layouts/layouts.ts';
import { profileLinks } from './layouts/profile-links.ts';
import { siteRows } from './layouts/site-rules.ts';
import { type Outside, outsideOf, type Root } from './roots.ts';
import { partsOf, type Row } from './row.ts';
import { createReach } from './visibility/clipping.ts';
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
  const covered = coveredRows(
    all.filter((row) => seen.get(row) === 'in view'),
    createReach('viewport'),
  );
  const findings: Findings = { rows: [], hidden: [], roots, outside };
  for (const row of all)
    findings[seen.get(row) === 'hidden' || covered.has(row) ? 'hidden' : 'rows'].push(row);
  return findings;
}

/**
 * The rows of one tree, in its order: by the site's own rule, or by the layouts that are known, by structure, and by links to
 * people. What stands in a row is `taken`, and no row of what comes after.
 */
function* rowsIn(
  root: Root,
  rules: PageRules | null,
  { taken, around }: { taken: Set<Element>; around: () => Outside },
): Generator<void, Row[]> {
  const own = siteRows(root, rules);
  if (own.length > 0) return take(own, taken);
  const sources: Row[][] = [];
  // Beside thousands of rows there is little; to search all of the page again takes longer.
  const search = (selector: string) =>
    sources.length === 0
      ? [...root.querySelectorAll<HTMLElement>(selector)]
      : (around().elements.filter((one) => one.matches(selector)) as HTMLElement[]);
  const add = (rows: Row[]) => {
    if (rows.length > 0) sources.push(take(rows, taken));
  };
  for (const layout of LAYOUTS) add(yield* layoutRows(layout, search));
  add(yield* generalRows(search, taken));
  add(yield* layoutRows(profileLinks, search));
  return inOrder(sources);
}

function* layoutRows(
  { names, rowOf }: Layout,
  search: (selector: string) => HTMLElement[],
): Generator<void, Row[]> {
  const rows: Row[] = [];
  for (const name of search(names)) {
    const row = rowOf(name);
    if (row !== null) rows.push(row);
    if (rows.length % ROWS_A_TURN === 0) yield;
  }
  return rows;
}

function take(rows: Row[], taken: Set<Element>): Row[] {
  for (const row of rows) for (const part of partsOf(row)) taken.add(part);
  return rows;
}
