/** What a row of any make says of who is meant: its short texts, and the numbers that may be user ids. */
import type { Clue } from '../../model/index.ts';
import { cleaned } from '../layouts/names.ts';
import { profileIdOfAnyForm, safeId } from '../profile-id.ts';
import { hasRoom } from '../visibility/clipping.ts';
import { MAY_BE_ROW } from './candidates.ts';
import { isInitials } from './initials.ts';

/** A row's clues, and the text by which a person would call it. */
export interface Told {
  clues: Clue[];
  /** Null where a row has no text. */
  label: { text: string; name: HTMLElement } | null;
  /** What holds its texts. */
  names: HTMLElement[];
  /** Of the attributes and links that tell a number. */
  numbered: boolean;
}

/** What stands in a row beside the person's texts: controls, pictures, what nobody sees. */
const NO_TEXT =
  'button, [role=button], select, textarea, [role=menu], [role=listbox], [role=tooltip], script, style, noscript, svg, [hidden], [aria-hidden=true]';
/** Lists in a row are often menus that are closed. */
const INNER_LIST = 'ul, ol, dl, dialog, [popover], [class*=menu i], [class*=dropdown i]';
export const CELL = 'td, th, [role=gridcell], [role=cell], [role=rowheader]';
/** Elements that translation and search put into a text. */
const SEE_THROUGH = 'font, mark, wbr';
/** Of an attribute with a number that is no id of anybody. */
const NO_ID =
  /index|row(?!-?id|-?key)|col|pos|order|count|level|size|width|height|time|date|page|depth|step|tab/i;
/** In the name of an attribute, a class or a column: what stands there is a username. */
const NAME_WORD = /user-?name|login|handle|nick/i;
const MOST_TEXTS = 14;
const MOST_NUMBERS = 8;

/** @param parts the elements of the row, in the order of the page */
export function cluesIn(parts: readonly HTMLElement[]): Told {
  const several = parts.length > 1;
  const texts = parts.flatMap((part, at) => textsIn(part, several ? `${at}.` : ''));
  if (texts.length === 0) texts.push(...parts.flatMap(buttonIn));
  const all = texts.map(({ text }) => text);
  const shown = texts.filter(({ text }) => !isInitials(text, all));
  const clues: Clue[] = [];
  for (const { text, column, handle } of shown.slice(0, MOST_TEXTS))
    clues.push({ as: 'text', text, column, handle });
  const values = parts
    .flatMap(valuesIn)
    .filter(({ column }, at, all) => all.findIndex((one) => one.column === column) === at);
  clues.push(
    ...values
      .slice(0, MOST_NUMBERS)
      .flatMap(({ value, column, isLink }) => cluesOfValue(value, column, isLink)),
  );
  const names = shown.map(({ name }) => name);
  return { clues, label: labelOf(shown), names, numbered: clues.some(({ as }) => as !== 'text') };
}

/** Not what is there for screen readers alone, in a box of a pixel. */
function labelOf(texts: readonly ShownText[]): ShownText | null {
  const words = texts.filter(({ text }) => /\p{L}/u.test(text));
  const best = [...texts.filter(({ handle }) => handle), ...words, ...texts];
  return best.find(({ name }) => hasRoom(name)) ?? best[0] ?? null;
}

interface ShownText {
  text: string;
  column: string;
  handle: boolean;
  name: HTMLElement;
}

function textsIn(row: HTMLElement, prefix: string): ShownText[] {
  const found: ShownText[] = [];
  const cells: Element[] = [];
  const visit = (element: HTMLElement, path: string): void => {
    if (element.querySelector(':scope > mark, :scope > font > mark') !== null) {
      add(element.textContent, element, path);
      return;
    }
    let nth = 0;
    for (const node of [...ownTree(element), ...element.childNodes]) {
      if (node.nodeType === Node.TEXT_NODE)
        add(node.nodeValue, element, nth++ === 0 ? path : `${path}+${nth}`);
      else if (node.nodeType === Node.ELEMENT_NODE) enter(node as HTMLElement, element, path);
    }
  };
  const enter = (child: HTMLElement, parent: HTMLElement, path: string): void => {
    if (found.length > MOST_TEXTS || isLeftOut(child)) return;
    if (child.matches(SEE_THROUGH)) visit(child, path);
    else if (child.matches(CELL)) visit(child, `${prefix}${columnName(child) ?? cells.push(child)}`);
    else visit(child, `${path}/${child.localName}${typeIndex(child, parent)}`);
  };
  const add = (own: string | null, name: HTMLElement, column: string): void => {
    const text = cleaned(own);
    if (text === null) return;
    const handle = own?.trimStart().startsWith('@') === true || isNamedSo(name, row);
    found.push({ text, column, handle, name });
  };
  visit(row, prefix);
  return found;
}

/** Of a row that is one button. */
function buttonIn(row: HTMLElement): ShownText[] {
  const button = row.querySelector('button');
  const text = cleaned(button?.textContent ?? null);
  return button === null || text === null ? [] : [{ text, column: 'button', handle: false, name: button }];
}

/** Of a part of a row that is drawn by a tree of its own; what has rows itself is read as a list. */
function ownTree(element: Element): Iterable<ChildNode> {
  const { shadowRoot } = element;
  return shadowRoot === null || shadowRoot.querySelector(MAY_BE_ROW) !== null ? [] : shadowRoot.childNodes;
}

function isLeftOut(child: HTMLElement): boolean {
  if (child.matches(NO_TEXT)) return true;
  // A letter or two in the place of a picture; and a list that is not open.
  if (child.matches('[class*=avatar i]')) return (child.textContent?.trim().length ?? 0) <= 3;
  return child.matches(INNER_LIST) && !child.checkVisibility();
}

/** By the page's own word for a column. */
function columnName(cell: Element): string | null {
  for (const name of ['data-field', 'col-id', 'aria-colindex', 'data-column-id', 'data-key', 'data-col']) {
    const value = cell.getAttribute(name);
    if (value) return `${name}=${value.slice(0, 60)}`;
  }
  return null;
}

function typeIndex(child: Element, parent: Element): number {
  let at = 0;
  for (const one of parent.children) {
    if (one === child) break;
    if (one.localName === child.localName) at += 1;
  }
  return at;
}

/** Whether the page calls the place of a text a username's. */
function isNamedSo(name: Element, row: Element): boolean {
  const cell = name.closest('[data-field], [class]');
  if (cell === null || cell === row || !row.contains(cell)) return false;
  return NAME_WORD.test(`${cell.getAttribute('data-field') ?? ''} ${cell.className}`);
}

interface Value {
  value: string;
  column: string;
  isLink: boolean;
}

/** What attributes and links of the row say. */
function valuesIn(row: HTMLElement): Value[] {
  const values: Value[] = [];
  const boxes = row.querySelectorAll<HTMLInputElement>(
    'input[type=checkbox], input[type=hidden], input[type=radio]',
  );
  for (const element of [row, ...boxes]) {
    for (const { name, value } of element.attributes) {
      const isOwn = name === 'value' ? !/^(?:on|true|1)$/.test(value) : isIdName(name);
      if (isOwn && value !== '')
        values.push({ value, column: `${element.localName} ${name}`, isLink: false });
    }
  }
  if (row.localName === 'option')
    values.push({ value: (row as HTMLOptionElement).value, column: 'value', isLink: false });
  let at = 0;
  for (const link of [row, ...row.querySelectorAll('a[href]')]) {
    const id = profileIdOfAnyForm(link);
    if (id !== null) values.push({ value: `${id}`, column: `link ${at}`, isLink: true });
    at += link === row ? 0 : 1;
  }
  return values;
}

function isIdName(name: string): boolean {
  if (name === 'row-id' || name === 'id') return true;
  return name.startsWith('data-') && !NO_ID.test(name);
}

/** A number alone, or with a word before it, as in Moodle's `user123` (seen 2026-11); anything else may be a username. */
function cluesOfValue(value: string, column: string, isLink: boolean): Clue[] {
  const id = safeId(/^(?:[a-z][a-z-]*[-_:]?)?(\d+)$/i.exec(value)?.[1]);
  const number: Clue[] = id === null ? [] : [{ as: isLink ? 'link' : 'number', id, column }];
  const isName = !isLink && (/ value$|^value$/.test(column) || NAME_WORD.test(column));
  const text = isName && !/^\d+$/.test(value) ? cleaned(value) : null;
  return text === null ? number : [...number, { as: 'text', text, column, handle: NAME_WORD.test(column) }];
}
