/** What the LMS's texts are made of, for whoever reads them: in a page, in a list, in an answer of the API. */

/** The longest that a username is (docs, schemas/user, seen 2026-11). */
export const LONGEST_USERNAME = 255;

/**
 * Letters, digits, `-` and `_`, in any script (docs, schemas/user, seen 2026-11). Marks too: in many scripts a letter is
 * written with them.
 */
export const USERNAME_FORM = /^[\p{L}\p{M}\p{N}_-]+$/u;

/**
 * Part of a regular expression: a character that takes no room and can hide in copied text, such as a mark of direction or a
 * soft hyphen. Not the invisible letters (such as U+3164): a username may hold them, and with them it is somebody else's.
 */
export const UNSEEN = String.raw`(?!\p{L})\p{Default_Ignorable_Code_Point}`;
