/** What of a page may be a row of a list, by its structure: rows of tables and grids, items, and repeated cards. */
import { NAVIGATION, profileLinks } from '../layouts/profile-links.ts';
import { profileId } from '../profile-id.ts';

/** Finds what matches a selector in the tree, outside of what is taken. */
export type Search = (selector: string) => HTMLElement[];

export const TABLE_ROW = 'tr, [role=row]';
const ITEM =
  'li, [role=listitem], [role=option], article, select[multiple] > option, select[multiple] > optgroup > option';
/** What chooses a row. A switch is a setting. */
export const CHOICE =
  'input[type=checkbox]:not([role=switch], [class*=switch i]), [role=checkbox], [aria-selected]';
/** What a card of a person holds or is, where its page has no word for a row. */
const ANCHOR = `${CHOICE}, img, a[href]`;
/** Attributes of a card: none of them is searched for alone, since only CSS can find an attribute by part of its name. */
const CARD =
  '[data-user-id], [data-userid], [data-user], [data-username], [data-member-id], [data-id], [data-key]';
export const MAY_BE_ROW = `${TABLE_ROW}, ${ITEM}, ${CARD}`;
/** Where pages have links and choices, not people. */
const NO_PEOPLE = `${NAVIGATION}, [role=menu], [role=menubar], [role=tablist], [role=toolbar], [role=search], thead, tfoot`;
/** By what a grid names one row in several containers. */
const ROW_NAMES = ['aria-rowindex', 'row-id', 'row-index', 'data-rowindex', 'data-row-key', 'data-uid'];
/** So far up a card's surroundings are looked at for the one of several siblings that it is. */
const CARD_DEPTH = 6;

/** The rows, outermost first where they stand in each other, each with all its parts. Nothing of what is `taken`. */
export function rowsByStructure(search: Search, taken: ReadonlySet<Element>): HTMLElement[][] {
  return joined(outermost(candidates(search, taken)));
}

/** Everything that may be a row, in the order of the page. */
function candidates(search: Search, taken: ReadonlySet<Element>): Set<HTMLElement> {
  const all = new Set<HTMLElement>();
  const zones = new Map<Element, boolean>();
  const isBarred = (element: Element): boolean => {
    const parent = element.parentElement;
    if (parent === null) return false;
    const known = zones.get(parent);
    if (known !== undefined) return known;
    const barred = parent.matches(NO_PEOPLE) || taken.has(parent) || isBarred(parent);
    zones.set(parent, barred);
    return barred;
  };
  const around = aroundAll(taken);
  const add = (element: HTMLElement) => {
    if (isByLink(element)) return;
    if (!taken.has(element) && !around.has(element) && !element.matches(NO_PEOPLE) && !isBarred(element))
      all.add(element);
  };
  for (const element of search(MAY_BE_ROW)) add(element);
  for (const anchor of search(ANCHOR)) {
    if (anchor.closest(`${TABLE_ROW}, ${ITEM}`) !== null || isBarred(anchor)) continue;
    const card = cardOf(anchor);
    if (card !== null) add(card);
  }
  return all;
}

/** Whether profileLinks reads it: an entry with links of this site's own to people, of whom several may stand in it. */
function isByLink(element: HTMLElement): boolean {
  if (element.matches(TABLE_ROW)) return false;
  return [...element.querySelectorAll(profileLinks.names)].some((link) => profileId(link) !== null);
}

/** What rows that are understood already stand in. */
function aroundAll(taken: ReadonlySet<Element>): ReadonlySet<Element> {
  const around = new Set<Element>();
  for (const element of taken) {
    for (let at = element.parentElement; at !== null && !around.has(at); at = at.parentElement)
      around.add(at);
  }
  return around;
}

/** The one of repeated siblings in which something stands: its neighbour is of the same make and holds such a thing too. */
function cardOf(anchor: HTMLElement): HTMLElement | null {
  const kind = anchor.localName === 'a' ? 'a[href]' : anchor.localName;
  let element: HTMLElement | null = anchor;
  for (let depth = 0; element !== null && depth < CARD_DEPTH; depth += 1, element = element.parentElement) {
    if (element === anchor) continue;
    const beside = [element.previousElementSibling, element.nextElementSibling];
    if (
      beside.some(
        (one) => one !== null && isAlike(one, element as HTMLElement) && one.querySelector(kind) !== null,
      )
    )
      return element;
  }
  return null;
}

function isAlike(one: Element, other: Element): boolean {
  return one.localName === other.localName && (one.classList[0] ?? '') === (other.classList[0] ?? '');
}

/**
 * Of candidates that stand in each other, the rows. What holds others is the frame of a list, unless it has a box, a picture or
 * a link of its own beside them, or is a row of a table: then the others are parts of it.
 */
function outermost(all: ReadonlySet<HTMLElement>): HTMLElement[] {
  const inside = new Map<HTMLElement, HTMLElement[]>();
  for (const element of all) {
    const around = aroundIn(element, all);
    if (around !== null) inside.set(around, [...(inside.get(around) ?? []), element]);
  }
  const isFrame = (element: HTMLElement): boolean => {
    const inner = inside.get(element) ?? [];
    if (inner.length === 0) return false;
    // A menu in a row of a table, or tags in a card: they are a part of the row. A table of one row is the page's frame.
    if (!element.matches(TABLE_ROW)) return !hasOwnSign(element, inner);
    return inner.some((one) => one.matches(TABLE_ROW)) && element.parentElement?.childElementCount === 1;
  };
  const rows: HTMLElement[] = [];
  for (const element of all) {
    if (isFrame(element)) continue;
    let around = aroundIn(element, all);
    while (around !== null && isFrame(around)) around = aroundIn(around, all);
    if (around === null) rows.push(element);
  }
  return rows;
}

function aroundIn(element: HTMLElement, all: ReadonlySet<HTMLElement>): HTMLElement | null {
  for (let at = element.parentElement; at !== null; at = at.parentElement) if (all.has(at)) return at;
  return null;
}

/** Whether an element has a check box, a picture or a link beside the candidates in it. */
function hasOwnSign(element: HTMLElement, inner: readonly HTMLElement[]): boolean {
  return [...element.querySelectorAll(ANCHOR)].some((one) => !inner.some((other) => other.contains(one)));
}

/** The parts of a row that stand in several containers of one grid, together. */
function joined(rows: readonly HTMLElement[]): HTMLElement[][] {
  const groups: HTMLElement[][] = [];
  const named = new Map<Element, Map<string, HTMLElement[]>>();
  for (const row of rows) {
    const grid = row.matches(TABLE_ROW)
      ? row.parentElement?.closest('[role=grid], [role=treegrid], [role=table]')
      : null;
    const attribute = grid ? ROW_NAMES.find((name) => row.hasAttribute(name)) : undefined;
    if (!grid || attribute === undefined) {
      groups.push([row]);
      continue;
    }
    const names = named.get(grid) ?? new Map<string, HTMLElement[]>();
    named.set(grid, names);
    const key = `${attribute} ${row.getAttribute(attribute)}`;
    const same = names.get(key);
    if (same === undefined) {
      const group = [row];
      names.set(key, group);
      groups.push(group);
    } else if (same.some((one) => one.parentElement === row.parentElement)) groups.push([row]);
    else same.push(row);
  }
  return groups;
}
