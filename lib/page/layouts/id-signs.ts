/** Where pages of any make put a person's id: a check box, a `data-*` attribute, a profile link. */
import { firstId, idIn, ownAddress, safeId } from '../profile-id.ts';
import { theOnly } from '../the-only.ts';

/** Not those that hold a position, such as `data-index` or `data-row-index`. */
const OF_PERSON = ['data-user-id', 'data-userid', 'data-user', 'data-member-id'];
const PROFILE_PATH = /\/(?:users?|members?|profiles?)\/([1-9]\d{0,15})\/?$/i;
/** Moodle's `/user/view.php?id=123` (seen 2026-11) and its like. */
const PROFILE_WITH_QUERY = /\/(?:user|profile|member)\b/i;
/** A check box may carry the id with a word before it, as Moodle's `user123` (seen 2026-11). */
const BOX_OF_PERSON = /^user[-_:]?([1-9]\d{0,15})$/i;

export interface IdSign {
  id: number;
  /** Whether it is surely a person's; a bare number may be a product's as well. */
  ofPerson: boolean;
}

/** The id that a row tells; null where it tells none, or its links tell several. */
export function idSign(row: HTMLElement): IdSign | null {
  const box = row.querySelector('input[type=checkbox]')?.getAttribute('value') ?? '';
  const person = [BOX_OF_PERSON.exec(box)?.[1], ...OF_PERSON.map((name) => row.getAttribute(name))];
  const id = firstId(person.map(safeId)) ?? linkedId(row);
  if (id !== null) return { id, ofPerson: true };
  const bare = firstId([box, row.getAttribute('data-id')].map(safeId));
  return bare === null ? null : { id: bare, ofPerson: false };
}

/** Only where all profile links of the row agree. */
function linkedId(row: HTMLElement): number | null {
  return theOnly(
    [...row.querySelectorAll('a[href]')].map((link) => idIn(link, PROFILE_PATH) ?? idInQuery(link)),
  );
}

function idInQuery(link: Element): number | null {
  const url = ownAddress(link);
  return url && PROFILE_WITH_QUERY.test(url.pathname) ? safeId(url.searchParams.get('id')) : null;
}
