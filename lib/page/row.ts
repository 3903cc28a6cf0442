/** A row of a page that stands for a person. */
import type { Clue, SeenPerson, SeenRow } from '../model/index.ts';

export interface Row extends SeenPerson {
  /** What a person sees as the row: a tick box stands beside it. */
  element: HTMLElement;
  /** What holds the name by which the row is called: without `names`, text is selected only if it touches this. */
  name: HTMLElement;
  /** Where the row tells of the person in several texts, what holds each of them: text is selected if it touches one. */
  names?: readonly HTMLElement[];
  /** All elements of a row that the page draws in several, as beside a column that stays; without it, there is only `element`. */
  parts?: readonly HTMLElement[];
  /** Of a row that only gives clues: these, and the number of the list whose columns it has. */
  clues?: readonly Clue[];
  list?: number;
}

/** What a row tells, without the page's elements, which may be drawn anew or be gone. */
export type ToldRow = Omit<Row, 'element' | 'name'>;

/** The user id (a number), or the username (a string) where the page tells no id; for a row of clues, all of them. */
export type PersonKey = number | string | null;

/** Rows of one person are one choice. */
export function keyOf({ userId, username, clues }: Pick<Row, 'userId' | 'username' | 'clues'>): PersonKey {
  if (clues === undefined) return userId ?? username;
  return clues.map((clue) => (clue.as === 'text' ? clue.text : clue.id)).join('\n');
}

/** A row as it is told to the background. */
export function seenOf({ userId, username, clues, list }: ToldRow): SeenRow {
  return clues === undefined || list === undefined
    ? { userId, username }
    : { userId, username, list, clues: [...clues] };
}

/** The rows of each list; those of a known layout by what they stand in. */
export function listsOf(rows: readonly Row[]): Row[][] {
  return [...Map.groupBy(rows, ({ list, element }) => list ?? element.parentElement).values()];
}

/** The elements of a row. */
export function partsOf({ element, parts }: Row): readonly HTMLElement[] {
  return parts ?? [element];
}
