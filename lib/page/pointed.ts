/** Whom a right-click meant: the row under the pointer, or the person whose link it was. */
import type { SeenPerson } from '../model/index.ts';
import { LAYOUTS } from './layouts/layouts.ts';
import { profileLinks } from './layouts/profile-links.ts';
import { profileId } from './profile-id.ts';
import type { Root } from './roots.ts';
import { keyOf, partsOf, type Row, type ToldRow } from './row.ts';
import { isWithin } from './visibility/page-tree.ts';

/** What was right-clicked last in a page: kept in each of its frames by row-under-pointer.ts, or told by Firefox. */
export interface UnderPointer {
  target: Element;
  /** Whether text was selected when the button went down: outside of it, browsers drop the highlight. */
  highlighted: boolean;
  /** When, as `performance.timeOrigin` and `event.timeStamp` have it: the latest of several frames counts. */
  at: number;
}

/**
 * What was kept in the document where the menu opened: another one's is of an earlier click. `frameUrl` as the browser
 * tells it: null for the page itself.
 */
export function underPointer(roots: readonly Root[], frameUrl: string | null): UnderPointer | null {
  return roots
    .filter((root) =>
      frameUrl === null ? root === document : root !== document && addressOf(root) === frameUrl,
    )
    .flatMap((root) => (root as Document).defaultView?.rollcallPointer ?? [])
    .reduce<UnderPointer | null>((last, one) => (last === null || one.at > last.at ? one : last), null);
}

/** Of a document; a shadow root has none. */
const addressOf = (root: Root): string | undefined => (root as Document).URL;

/** The person meant; null where the click was on nobody. */
export function pointedAt(
  rows: readonly Row[],
  roots: readonly Root[],
  { target, linkUrl }: { target: Element | null; linkUrl: string | null },
): ToldRow | null {
  const under = target === null ? null : (rowAround(rows, target) ?? rowGone(target));
  if (under !== null) return under;
  if (linkUrl === null) return null;
  const links = roots.flatMap((root) => [...root.querySelectorAll<HTMLAnchorElement>('a[href]')]);
  // Without the element every link to this address may be the one: it tells who was meant where all of them agree.
  const meant = new Map(
    links
      .filter((link) => link.href === linkUrl && (target === null || isWithin(target, link)))
      .map((link) => rowAround(rows, link) ?? linked(link))
      .map((seen) => [seen && keyOf(seen), seen]),
  );
  const [only, another] = meant.values();
  return another === undefined ? (only ?? null) : null;
}

/** A link beside all rows: of a person's picture, or of a name in the page's own bar. */
function linked(link: Element): SeenPerson | null {
  const userId = profileId(link);
  return userId === null ? null : { userId, username: null };
}

/** Of rows that stand in each other, the one that holds no other. */
function rowAround(rows: readonly Row[], target: Element): Row | null {
  const around = rows.filter((row) => partsOf(row).some((part) => isWithin(target, part)));
  return around.find(({ element }) => around.every((other) => isWithin(element, other.element))) ?? null;
}

/**
 * The row of an element that is in the page no more: a list of suggestions is taken away when the popup takes the focus.
 * What was taken away is still whole.
 */
function rowGone(target: Element): Row | null {
  if (target.isConnected) return null;
  let part = target;
  while (part.parentElement !== null) part = part.parentElement;
  const rows = [...LAYOUTS, profileLinks].flatMap(({ names, rowOf }) =>
    [...part.querySelectorAll<HTMLElement>(names)].flatMap((name) => rowOf(name) ?? []),
  );
  return rowAround(rows, target);
}
