/** Where pages of any make put a person's name. */
import { USERNAME_FORM } from '../../model/text.ts';
import { cleaned, firstName, ownName } from './names.ts';

export interface Named {
  name: HTMLElement;
  text: string;
}

const ATTRIBUTES = ['data-username', 'data-login'];
const CELL = '[class*=username i], [data-field=username], [data-field=user]';
const HEADER = /^(?:@|user ?name|user|login|nick ?name)$/i;
const TABLE = 'table, [role=table], [role=grid]';

/** The name where a row says that it is a username. */
export function nameSign(row: HTMLElement, columns: Map<Element, number>): Named | null {
  for (const attribute of ATTRIBUTES) {
    const text = cleaned(row.getAttribute(attribute));
    if (text) return { name: firstName(row)?.name ?? row, text };
  }
  const cell = row.querySelector<HTMLElement>(CELL) ?? cellUnderHeader(row, columns);
  return cell && named(cell);
}

/** The name in a row that is surely a person's: that of its link, else the first text that can be one. */
export function linkedOrFirst(row: HTMLElement): Named | null {
  const link = row.querySelector<HTMLElement>('a[href]');
  return (link && firstName(link)) ?? firstName(row);
}

/** The name beside a picture, in one of several rows alike, and of an option where several can be chosen. */
export function pictureSign(row: HTMLElement): Named | null {
  const isChoice = row.matches('[role=option]') && row.closest('[aria-multiselectable=true]') !== null;
  const isPictured =
    row.querySelector('img, [class*=avatar i]') !== null &&
    [row.previousElementSibling, row.nextElementSibling].some((next) => next?.localName === row.localName);
  const found = isChoice || isPictured ? firstName(row) : null;
  // A link that is no profile's leads to something else than a person.
  const isPlain =
    found !== null && USERNAME_FORM.test(found.text) && found.name.closest('a[href], button') === null;
  return isPlain ? found : null;
}

function named(cell: HTMLElement): Named | null {
  const text = ownName(cell);
  return firstName(cell) ?? (text === null ? null : { name: cell, text });
}

/** The cell of a table's row in the column whose header says Username. */
function cellUnderHeader(row: HTMLElement, columns: Map<Element, number>): HTMLElement | null {
  const table = row.closest(TABLE);
  if (table === null || row.querySelector(':scope > th:not([scope=row]), :scope > [role=columnheader]'))
    return null;
  let column = columns.get(table);
  if (column === undefined) {
    const headers = [...table.querySelectorAll('thead tr:last-child > *, [role=columnheader]')];
    column = headers
      .filter((header) => header.closest(TABLE) === table)
      .findIndex((header) => HEADER.test(header.textContent?.trim() ?? ''));
    columns.set(table, column);
  }
  return (row.children[column] as HTMLElement | undefined) ?? null;
}
