import { LONGEST_USERNAME, UNSEEN } from '../../model/text.ts';

const INVISIBLE = new RegExp(`${UNSEEN}|\\p{Cc}`, 'gu');

/** What two usernames are compared by: Unicode NFC, without invisible characters and surrounding space. */
export function usernameKey(username: string): string {
  // Composed last: an invisible character may stand between a letter and its accent.
  return username.replace(INVISIBLE, '').trim().normalize('NFC');
}

/** The key of a text that can be somebody's username; null of every other. */
export function searchKey(text: string): string | null {
  const key = usernameKey(text);
  return key === '' || key.length > LONGEST_USERNAME ? null : key;
}
