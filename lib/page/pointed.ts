/** Whom a right-click meant: the row under the pointer, or the person whose link it was. */
import type { SeenPerson } from '../model.ts';
import { profileId } from './profile-id.ts';
import type { Root } from './roots.ts';
import type { Row } from './rows.ts';

/** What was right-clicked last in a page: kept in each of its frames by row-under-pointer.ts, or told by Firefox. */
export interface UnderPointer {
  target: Element;
  /** Whether text was selected when the button went down: outside of it, browsers drop the highlight. */
  highlighted: boolean;
  /** When, as `performance.timeOrigin` and `event.timeStamp` have it: the latest of several frames counts. */
  at: number;
}

/** The person meant; null where the click was on nobody. */
export function pointedAt(
  rows: readonly Row[],
  roots: readonly Root[],
  target: Element | null,
  linkUrl: string | null,
): SeenPerson | null {
  const under =
    target === null ? undefined : innermost(rows.filter(({ element }) => element.contains(target)));
  if (under !== undefined) return under;
  if (linkUrl === null) return null;
  // Without the element: what the page shows for this link, and only if it shows one person for it.
  const links = roots.flatMap((root) => [...root.querySelectorAll<HTMLAnchorElement>('a[href]')]);
  const same = links.filter((link) => link.href === linkUrl);
  const inRows = new Set(
    same.flatMap((link) => innermost(rows.filter(({ element }) => element.contains(link))) ?? []),
  );
  if (inRows.size > 0) return theOnly(inRows);
  const userId = theOnly(new Set(same.map(profileId)));
  return userId === null ? null : { userId, username: null };
}

/** Where a link is shown for several people, it does not tell which of them was meant. */
function theOnly<T>(values: ReadonlySet<T>): T | null {
  const [only, another] = values;
  return another === undefined ? (only ?? null) : null;
}

/** Of rows that stand in each other, the one that holds no other. */
function innermost(rows: readonly Row[]): Row | undefined {
  return rows.find(({ element }) => rows.every((other) => other.element.contains(element)));
}
