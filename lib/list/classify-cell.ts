/** What one cell of a list can be taken for, by its form alone: nobody is looked up here. */
import { Id, type Taken, Username } from '../model/index.ts';
import { USERNAME_FORM } from '../model/text.ts';
import { bare, visible } from './characters.ts';

/** What a column's header says of its cells. */
export type ColumnKind = 'id' | 'link' | 'username' | 'email' | 'ext-id';

/** Longer than any username, address or link; a cell beyond it is prose, and not looked at. */
const LONGEST = 2_000;

/** A positive integer as an id is written: no sign, no leading zero. */
const DIGITS = /^[1-9]\d*$/;
const EMAIL = /^[^\s@<>()[\],;:"|]+@[^\s@<>()[\],;:"|.]+(?:\.[^\s@<>()[\],;:"|.]+)+$/u;
const MAILTO = /^mailto:([^?]*)(?:\?.*)?$/is;
/** `Anna Smith <anna@example.org>`, as mail programs write it. */
const NAMED = /^[^<>]*<([^<>]*)>$/s;

const SCHEME = /^(?:https?:)?\/\//i;
const HOST_AND_PATH = /^[\p{L}\p{N}.-]+\.\p{L}{2,}(?::\d+)?\//u;
/** The end of a profile's default address, under whatever path a site puts before it. */
const PROFILE = /(?:^|\/)user\/([1-9]\d*)(?:\/|$)/;

/**
 * `origin` is the site's. What cannot be mistaken (a link, `@name`, an e-mail address) is that in every column; digits
 * and single words are what the column says, and without one a number or a username. External ids get no provider here.
 */
export function takenFor(cell: string, origin: string, column: ColumnKind | null): Taken {
  const written = bare(cell.trim().slice(0, LONGEST + 1));
  if (written === '' || written.length > LONGEST) return { as: 'nothing' };
  if (column === 'ext-id') return { as: 'ext-id', extId: written, provider: null };
  return (
    fromLink(written, origin) ??
    fromEmail(written) ??
    (written.startsWith('@') ? fromName(written.slice(1)) : null) ??
    fromDigits(written, column) ??
    (column === null || column === 'username' ? fromName(written) : null) ?? { as: 'nothing' }
  );
}

function fromLink(written: string, origin: string): Taken | null {
  const site = new URL(origin);
  const unwrapped = /^<(.*)>$/s.exec(written)?.[1] ?? written;
  const hasHost = HOST_AND_PATH.test(unwrapped) || unwrapped.toLowerCase().startsWith(`${site.host}/`);
  const address = SCHEME.test(unwrapped) ? unwrapped : hasHost ? `${site.protocol}//${unwrapped}` : null;
  if (address === null && !/^(?:\/\S*\/|\/)?user\//.test(unwrapped)) return null;
  if (/\s/.test(unwrapped)) return null;
  const url = URL.parse(address ?? unwrapped, `${origin}/`);
  if (url === null) return null;
  // The host alone: links are copied with http:// and with https://.
  if (url.host !== site.host) return { as: 'elsewhere' };
  const id = idIn(PROFILE.exec(url.pathname)?.[1]);
  return id === null ? { as: 'nothing' } : { as: 'id', id };
}

function fromEmail(written: string): Taken | null {
  const named = NAMED.exec(written)?.[1]?.trim() ?? written;
  const email = MAILTO.exec(named)?.[1]?.trim() ?? named;
  return EMAIL.test(email) ? { as: 'email', email } : null;
}

function fromDigits(written: string, column: ColumnKind | null): Taken | null {
  const id = idIn(written);
  if (id === null || column === 'username' || column === 'email') return null;
  return column === 'id' ? { as: 'id', id } : { as: 'number', id, username: written };
}

/** As it is written where that fits: which of two spellings of one name is meant, the site knows. */
function fromName(written: string): Taken | null {
  const composed = written.normalize('NFC');
  if (!USERNAME_FORM.test(visible(composed))) return null;
  const username = [written, composed].find((name) => Username.safeParse(name).success);
  return username === undefined ? null : { as: 'username', username };
}

function idIn(digits: string | undefined): number | null {
  if (digits === undefined || !DIGITS.test(digits)) return null;
  const id = Id.safeParse(Number(digits));
  return id.success ? id.data : null;
}
