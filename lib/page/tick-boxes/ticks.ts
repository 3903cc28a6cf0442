/** Who is ticked. Kept in this script's memory and never read back from the page. */
import type { SeenPerson } from '../../model/index.ts';
import { keyOf, type PersonKey, type ToldRow } from '../row.ts';

export interface Ticks {
  /** How many people are ticked. */
  readonly size: number;
  has(row: ToldRow): boolean;
  set(row: ToldRow, ticked: boolean): void;
  /** How many of the ticked people are not among these, by `keyOf`. */
  outside(keys: ReadonlySet<PersonKey>): number;
  /** Takes away the ticks of these people, whether ticked by id or by name. */
  untick(people: readonly SeenPerson[]): void;
  clear(): void;
  all(): ToldRow[];
}

export function createTicks(): Ticks {
  const ticked = new Map<PersonKey, ToldRow>();
  return {
    get size() {
      return ticked.size;
    },
    has: (row) => ticked.has(keyOf(row)),
    set({ userId, username, clues, list }, on) {
      const told = { userId, username, ...(clues && list !== undefined && { clues, list }) };
      if (on) ticked.set(keyOf(told), told);
      else ticked.delete(keyOf(told));
    },
    outside(keys) {
      let count = 0;
      for (const key of ticked.keys()) if (!keys.has(key)) count += 1;
      return count;
    },
    untick(people) {
      const ids = new Set(people.map(({ userId }) => userId));
      const names = new Set(people.map(({ username }) => username));
      for (const [key, row] of ticked) if (isOneOf(row, ids, names)) ticked.delete(key);
    },
    clear: () => ticked.clear(),
    all: () => [...ticked.values()],
  };
}

function isOneOf(
  { userId, username, clues }: ToldRow,
  ids: ReadonlySet<number | null>,
  names: ReadonlySet<string | null>,
): boolean {
  if (clues !== undefined)
    return clues.some((clue) => (clue.as === 'text' ? names.has(clue.text) : ids.has(clue.id)));
  return userId === null ? names.has(username) : ids.has(userId);
}
