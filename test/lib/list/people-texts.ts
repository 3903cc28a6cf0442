/** Ways in which people are written in lists, and what each means. */
import fc from 'fast-check';
import type { Taken } from '../../../lib/model/index.ts';
import { ORIGIN } from '../../people.ts';

const letter = fc
  .integer({ min: 0x30, max: 0x2ffff })
  .filter((code) => code < 0xd800 || code > 0xdfff)
  .map((code) => String.fromCodePoint(code))
  .filter((character) => /[\p{L}\p{N}]/u.test(character));
const mark = fc.constantFrom('', '\u0301', '\u0308', '\u093e', '\u0e31');
const sign = fc.constantFrom('-', '_', 'a', 'Z', '7');

/** Letters, marks and digits of any script, `-` and `_`; composed, so that it is itself in NFC. */
export const username = fc
  .array(
    fc.oneof(
      sign,
      fc.tuple(letter, mark).map(([base, over]) => base + over),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join('').normalize('NFC'));

export interface Written {
  text: string;
  taken: Taken;
}

/** A username that a list without a header cannot take for a number, nor for the name of a column. */
const plainUsername = username
  .filter((name) => /\p{L}/u.test(name) && name.length > 3)
  .map((name) => `x_${name}`);

/** One person, as somebody may write them. */
export const writtenPerson: fc.Arbitrary<Written> = fc.oneof(
  plainUsername.map((name): Written => ({ text: name, taken: { as: 'username', username: name } })),
  username.map((name): Written => ({ text: `@${name}`, taken: { as: 'username', username: name } })),
  fc
    .integer({ min: 1, max: Number.MAX_SAFE_INTEGER })
    .map((id): Written => ({ text: String(id), taken: { as: 'number', id, username: String(id) } })),
  fc
    .tuple(
      fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
      fc.constantFrom(`${ORIGIN}/user/`, '/it/user/'),
    )
    .map(([id, before]): Written => ({ text: `${before}${id}/`, taken: { as: 'id', id } })),
  fc
    .tuple(fc.stringMatching(/^[a-z0-9][a-z0-9._+]{0,10}$/), fc.domain())
    .map(([box, domain]) => `${box}@${domain}`)
    .map((email): Written => ({ text: email, taken: { as: 'email', email } })),
);

export const newline = fc.constantFrom('\n', '\r\n', '\r');
export const byteOrderMark = fc.constantFrom('', '\ufeff');
export const delimiter = fc.constantFrom(',', ';', '\t', '|');
