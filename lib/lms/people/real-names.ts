/** Whether a row's texts say who a person is: by the real name, whole in one text or in parts in several, or by the username. */
import type { Clue, Person } from '../../model/index.ts';
import { searchKey } from './usernames.ts';

/** More words than this beside a real name, and a text is about something else. */
const MOST_OTHER_WORDS = 2;

/** Whether the texts, without `except`, hold the person's whole real name. Nobody without a real name is confirmed. */
export function isNamedBy(person: Person, texts: readonly Clue[], except: Clue | null): boolean {
  const name = wordsOf(person.realName);
  if (name.length === 0) return false;
  const parts = new Set<string>();
  for (const clue of texts) {
    if (clue === except || clue.as !== 'text') continue;
    const words = wordsOf(clue.text);
    const others = words.filter((word) => !name.includes(word)).length;
    const isWhole = name.every((word) => words.includes(word));
    if (isWhole && (others === 0 || (name.length > 1 && others <= MOST_OTHER_WORDS))) return true;
    if (others === 0) for (const word of words) parts.add(word);
  }
  return name.length > 1 && name.every((word) => parts.has(word));
}

/**
 * Whether a text that is the person's username may well be something else: a number, or a part of their real name of which the
 * row holds nothing else, most likely the first name of somebody who is not this person. What is written as a username is none.
 * @param clues all clues of the row
 */
export function isDoubtful(person: Person, clue: Clue, clues: readonly Clue[]): boolean {
  const isBeside = clues.some(
    (other) => other !== clue && (other.as !== 'text' || wordsOf(other.text).length > 0),
  );
  return isBeside && isLikeFirstName(person, clue);
}

/** The same of a text that stands alone, where the other rows of its list have real names. */
export function isLikeFirstName(person: Person, clue: Clue): boolean {
  if (clue.as !== 'text' || clue.handle) return false;
  const name = wordsOf(person.realName);
  const text = clue.text.normalize('NFKC').toLowerCase();
  return !/\p{L}/u.test(text) || (name.length > 1 && name.includes(text));
}

/** Whether a row bears a name of the person, or no name at all. */
export function bearsNameOf(person: Person, clues: readonly Clue[]): boolean {
  const texts = clues.filter(({ as }) => as === 'text');
  const key = searchKey(person.username);
  return (
    texts.length === 0 ||
    isNamedBy(person, texts, null) ||
    texts.some(
      (clue) => clue.as === 'text' && searchKey(clue.text) === key && !isDoubtful(person, clue, texts),
    )
  );
}

/** The words of a name in no certain form: without case, punctuation and width. */
function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase();
  return plain.match(/[\p{L}\p{M}\p{N}’']+/gu)?.filter((word) => /\p{L}/u.test(word)) ?? [];
}
