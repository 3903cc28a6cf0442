/** Who is ticked. Kept in this script's memory and never read back from the page. */
import type { SeenPerson } from '../model.ts';
import { keyOf } from './rows.ts';

export interface Ticks {
  has(seen: SeenPerson): boolean;
  toggle(seen: SeenPerson): void;
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
    clear: () => ticked.clear(),
    all: () => [...ticked.values()],
  };
}
