/** A row of a page that stands for a person. */
import type { SeenPerson } from '../model/index.ts';

export interface Row extends SeenPerson {
  /** What a person sees as the row: a tick box stands beside it. */
  element: HTMLElement;
  /** What holds the username: text is selected only if it touches this. */
  name: HTMLElement;
}

/** The user id (a number), or the username (a string) where the page tells no id. */
export type PersonKey = number | string | null;

/** Rows of one person are one choice. */
export function keyOf({ userId, username }: SeenPerson): PersonKey {
  return userId ?? username;
}
