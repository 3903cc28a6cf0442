/** A row of the page that stands for a person. */
import type { SeenPerson } from '../model.ts';
import { courseTableRows } from './course-table.ts';
import { userCards } from './user-card.ts';

export interface Row extends SeenPerson {
  /** What a person sees as the row: a tick box stands beside it. */
  element: HTMLElement;
  /** What holds the username: text is selected only if it touches this. */
  name: HTMLElement;
}

/** The rows of all layouts we know that a person can see, in the order of the page. */
export function rowsOf(page: ParentNode): Row[] {
  return [...courseTableRows(page), ...userCards(page)]
    .filter((row) => isShown(row.name))
    .sort((one, other) =>
      one.element.compareDocumentPosition(other.element) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );
}

/** Rows of one person are one choice: by user id where the page tells it, else by username. */
export function keyOf(seen: SeenPerson): string {
  return seen.userId === null ? `@${seen.username}` : `#${seen.userId}`;
}

/** Hidden rows are nobody's choice. */
function isShown(element: HTMLElement): boolean {
  const { width, height } = element.getBoundingClientRect();
  return (
    width > 0 && height > 0 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  );
}
