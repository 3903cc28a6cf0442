/** Who is ticked. Kept in this script's memory and never read back from the page. */
import type { SeenPerson } from '../../model/index.ts';
import { keyOf, type PersonKey } from '../row.ts';

export interface Ticks {
  /** How many people are ticked. */
  readonly size: number;
  has(seen: SeenPerson): boolean;
  set(seen: SeenPerson, ticked: boolean): void;
  /** How many of the ticked people are not among these, by `keyOf`. */
  outside(keys: ReadonlySet<PersonKey>): number;
  /** Takes away the ticks of these people, whether ticked by id or by name. */
  untick(people: readonly SeenPerson[]): void;
  clear(): void;
  all(): SeenPerson[];
}

export function createTicks(): Ticks {
  const ticked = new Map<PersonKey, SeenPerson>();
  return {
    get size() {
      return ticked.size;
    },
    has: (seen) => ticked.has(keyOf(seen)),
    set({ userId, username }, on) {
      const key = keyOf({ userId, username });
      if (on) ticked.set(key, { userId, username });
      else ticked.delete(key);
    },
    outside(keys) {
      let count = 0;
      for (const key of ticked.keys()) if (!keys.has(key)) count += 1;
      return count;
    },
    untick(people) {
      const ids = new Set(people.map(({ userId }) => userId));
      const names = new Set(people.map(({ username }) => username));
      for (const [key, { userId, username }] of ticked) {
        if (userId === null ? names.has(username) : ids.has(userId)) ticked.delete(key);
      }
    },
    clear: () => ticked.clear(),
    all: () => [...ticked.values()],
  };
}
