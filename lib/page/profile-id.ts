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

const ANY_PROFILE =
  /\/(?:users?|members?|profiles?|people|persons?|participants?|students?|u)\/(?:view\/|show\/)?([1-9]\d{0,15})\/?$/i;
/** Moodle's `/user/view.php?id=123` (seen 2026-11) and its like; not a report about a course, which has a user in its address too. */
const PROFILE_WITH_QUERY =
  /^(?:\/[^/]+)?\/(?:users?|profiles?|members?|people)(?:\/(?:view|profile|show|index))?(?:\.\w+)?\/?$/i;

/** The id in a link that other platforms use for a profile; null for every other link. */
export function profileIdOfAnyForm(link: Element): number | null {
  const url = ownAddress(link);
  if (url === null) return null;
  const id = safeId(ANY_PROFILE.exec(url.pathname)?.[1]);
  if (id !== null || !PROFILE_WITH_QUERY.test(url.pathname)) return id;
  return firstId(
    ['id', 'user', 'user_id', 'userid', 'uid'].map((name) => safeId(url.searchParams.get(name))),
  );
}
