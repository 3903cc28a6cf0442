/**
 * Characters that take no room and can hide in copied text: format controls, marks of direction, soft hyphens. Not the
 * invisible letters (such as U+3164): a username may hold them, and with them it is somebody else's.
 */
const INVISIBLE = /(?!\p{L})\p{Default_Ignorable_Code_Point}|\p{Cc}/gu;

/** What two usernames are compared by: Unicode NFC, without invisible characters and surrounding space. */
export function usernameKey(username: string): string {
  // Composed last: an invisible character may stand between a letter and its accent.
  return username.replace(INVISIBLE, '').trim().normalize('NFC');
}

/** The longest that a username is (docs, schemas/user, seen 2026-11). */
const LONGEST = 255;

/** The key of a text that can be somebody's username; null of every other. */
export function searchKey(text: string): string | null {
  const key = usernameKey(text);
  return key === '' || key.length > LONGEST ? null : key;
}
