/** The user id in a link to a person. */

/** `/user/:id/` of the default routes, also under a path prefix (react-core's routes, seen 2026-11). */
const PROFILE_PATH = /\/user\/([1-9]\d{0,15})\/?$/;

/** The id that a profile link of this site holds; null for every other link. */
export function profileId(link: Element | null): number | null {
  return idIn(link, PROFILE_PATH);
}

/** The id that `pattern` captures in the path of a link to this site. */
export function idIn(link: Element | null, pattern: RegExp): number | null {
  return safeId(pattern.exec(ownAddress(link)?.pathname ?? '')?.[1]);
}

/** Where a link to this site leads; null for every other link. */
export function ownAddress(link: Element | null): URL | null {
  const href = link?.getAttribute('href');
  const url = href ? URL.parse(href, document.baseURI) : null;
  return url?.origin === location.origin ? url : null;
}

/** The first that is told; null where none is. */
export function firstId(ids: readonly (number | null)[]): number | null {
  return ids.find((id) => id !== null) ?? null;
}

/** A user id as it stands in a page; null for what is none. */
export function safeId(digits: string | null | undefined): number | null {
  if (!digits || !/^[1-9]\d*$/.test(digits)) return null;
  const id = Number(digits);
  return Number.isSafeInteger(id) ? id : null;
}
