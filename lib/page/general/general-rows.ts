/**
 * Tables, grids, lists, cards and choices of any make: rows are told by structure, and a list is one of people where its rows
 * bear a sign of that. Who they are is not decided here.
 */
import { inOrder } from '../in-order.ts';
import type { Row } from '../row.ts';
import { parentOf } from '../visibility/page-tree.ts';
import { rowsByStructure, type Search, TABLE_ROW } from './candidates.ts';
import { cluesIn } from './clues.ts';
import { type ListRow, withoutFurniture } from './furniture.ts';
import { isOfPeople } from './people-signs.ts';

const TABLE = 'table, [role=table], [role=grid], [role=treegrid]';

/** The lists whose number is known: rows that are drawn anew belong to the same list. */
const listNumbers = new WeakMap<Element, number>();
let lastList = 0;

/** The rows of one tree, but for what stands in `taken`. */
export function* generalRows(search: Search, taken: ReadonlySet<Element>): Generator<void, Row[]> {
  const found = new Map<Element, ListRow[]>();
  let count = 0;
  for (const parts of rowsByStructure(search, taken)) {
    const [element] = parts;
    if (element === undefined) continue;
    const list = listOf(element);
    const all = found.get(list) ?? [];
    all.push({ parts, told: cluesIn(parts) });
    found.set(list, all);
    if (++count % 100 === 0) yield;
  }
  const lists: Row[][] = [];
  for (const [list, all] of found) {
    const isTable = list.matches(TABLE);
    const people = withoutFurniture(all);
    if (!isOfPeople(list, people, isTable)) continue;
    lists.push(people.flatMap(({ parts, told }) => rowOf(parts, told, numberOf(list)) ?? []));
    yield;
  }
  return inOrder(lists);
}

function rowOf(
  parts: readonly HTMLElement[],
  { clues, label, names }: ListRow['told'],
  list: number,
): Row | null {
  const [first] = parts;
  if (first === undefined || clues.length === 0) return null;
  const element = parts.find((part) => label !== null && part.contains(label.name)) ?? first;
  const [number] = clues.flatMap((clue) => (clue.as === 'text' ? [] : clue.id));
  const userId = label === null ? (number ?? null) : null;
  const row = {
    element,
    name: label?.name ?? element,
    userId,
    username: label?.text ?? null,
    clues,
    list,
    names,
  };
  return parts.length > 1 ? { ...row, parts } : row;
}

/** What holds the rows of one list: the table, or what is around them, also where each has a tree of its own. */
function listOf(row: HTMLElement): Element {
  if (row.matches(TABLE_ROW) && row.parentElement !== null)
    return row.parentElement.closest(TABLE) ?? row.parentElement;
  if (row.localName === 'option') return row.closest('select') ?? row;
  const parent = parentOf(row) ?? row;
  return row.parentNode instanceof ShadowRoot ? (parentOf(parent) ?? parent) : parent;
}

function numberOf(list: Element): number {
  const number = listNumbers.get(list) ?? ++lastList;
  listNumbers.set(list, number);
  return number;
}
