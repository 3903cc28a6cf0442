/** Who is ticked. Kept in this script's memory and never read back from the page. */
import type { SeenPerson } from '../model.ts';
import { keyOf } from './rows.ts';

export interface Ticks {
  has(seen: SeenPerson): boolean;
  toggle(seen: SeenPerson): void;
  /** Takes away the ticks of these people, whether ticked by id or by name. */
  untick(people: readonly SeenPerson[]): void;
  clear(): void;
  all(): SeenPerson[];
}

export function createTicks(): Ticks {
  const ticked = new Map<string, SeenPerson>();
  return {
    has: (seen) => ticked.has(keyOf(seen)),
    toggle({ userId, username }) {
      const key = keyOf({ userId, username });
      if (!ticked.delete(key)) ticked.set(key, { userId, username });
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
