/** Which columns a table's first row names. */
import { bare } from './characters.ts';
import type { ColumnKind } from './classify-cell.ts';

type Kind = ColumnKind | 'provider' | 'other';

/**
 * The words of headers, as `wordOf` writes them, the best column to find people by first. A `sure` one makes a header
 * beside columns that nobody knows; the others may be values as well (a role `user`, somebody named `nick`), and make
 * one only where every cell is a known word.
 */
const WORDS: readonly (readonly [kind: Kind, sure: boolean, words: string])[] = [
  ['id', true, 'user id, userid, uid, member id, memberid'],
  ['id', true, 'id'],
  ['link', true, 'profile link, profile url, user link, user url'],
  ['link', false, 'profile, link, url'],
  ['username', true, 'username, user name, login name, nickname, nom d utilisateur, nome utente'],
  ['username', true, 'benutzername, nombre de usuario, nome de usuario'],
  ['username', false, 'user, login, nick, nick name, handle, screen name, member'],
  [
    'email',
    true,
    'email, e mail, email address, e mail address, mail address, e mail adresse, adresse e mail',
  ],
  ['email', true, 'indirizzo email, correo electronico'],
  ['email', false, 'mail, courriel, correo'],
  ['ext-id', true, 'ext id, extid, external id, externalid'],
  ['provider', false, 'provider'],
  ['other', false, 'real name, realname, name, full name, fullname, display name, first name, firstname'],
  ['other', false, 'last name, lastname, given name, family name, surname, forename, middle name, title'],
  ['other', false, 'vorname, nachname, nome, cognome, prenom, nom, nombre, apellidos'],
  [
    'other',
    false,
    'role, status, state, type, group, groups, course, class, team, section, department, tags',
  ],
  [
    'other',
    false,
    'date, joined, date joined, joined at, created, created at, registered, last login, last seen',
  ],
  ['other', false, 'phone, phone number, mobile, telephone, address, street, zip, city, country, location'],
  ['other', false, 'language, locale, gender, birthday, date of birth, company, organization, organisation'],
  ['other', false, 'position, website, avatar, bio, note, notes, comment, comments, score, points, progress'],
  ['other', false, 'no, nr, number, row, line, #'],
];

interface Meaning {
  kind: Kind;
  sure: boolean;
  rank: number;
}

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  WORDS.flatMap(([kind, sure, words], rank) =>
    words.split(', ').map((word) => [word, { kind, sure, rank }] as const),
  ),
);

/** A column that people can be found by. */
interface Column {
  /** Which cell of a row, from 0. */
  at: number;
  kind: ColumnKind;
  /** As the header has it. */
  name: string;
}

export interface Header {
  /** At least one; the best first. */
  columns: Column[];
  /** Which cell says whose `ext-id` it is; null where none does. */
  provider: number | null;
}

/** What `cells`, the first row of a table, mean as its header; null where they are not one. */
export function headerOf(cells: readonly string[]): Header | null {
  const filled = cells.map((cell, at) => ({ at, name: bare(cell) })).filter(({ name }) => name !== '');
  const known = filled.flatMap((cell) => {
    const meaning = MEANINGS.get(wordOf(cell.name));
    return meaning === undefined ? [] : [{ ...cell, ...meaning }];
  });
  if (known.length < filled.length && !known.some(({ sure }) => sure)) return null;
  const columns = known
    .toSorted((one, other) => one.rank - other.rank)
    .flatMap(({ at, kind, name }) => (kind === 'provider' || kind === 'other' ? [] : [{ at, kind, name }]));
  if (columns.length === 0) return null;
  return { columns, provider: known.find(({ kind }) => kind === 'provider')?.at ?? null };
}

/** `userId`, `USER_ID` and `User ID:` are one word: `user id`. */
function wordOf(name: string): string {
  return name
    .slice(0, 100)
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_.:'’-]+/gu, ' ')
    .trim();
}
