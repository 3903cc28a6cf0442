/** From what a page shows to who the API says it is, and how they stand to the course. */
import type { Identified, Person, SeenPerson, Unidentified, WhyNot } from '../../model/index.ts';
import { type Asking, counting } from '../asking.ts';
import { theOne, type Wanted, wantedById, wantedByName, whoAre } from './resolve.ts';
import { usernameKey } from './usernames.ts';

/** Everyone chosen is in exactly one of the two, each person once. */
export interface Identification {
  people: Identified[];
  unidentified: Unidentified[];
}

/**
 * Rows with an id must bear the username or the real name of that id; rows with a name only are looked for by exact
 * username. What it costs in requests, `whoAre` says.
 */
export async function identify(
  asking: Asking,
  courseId: number,
  seen: readonly SeenPerson[],
): Promise<Identification> {
  const settled = counting(asking, seen.length);
  const rowsOf = new Map<Wanted, SeenPerson[]>();
  for (const [who, rows] of Map.groupBy(seen, ({ userId, username }) => userId ?? username ?? '')) {
    const shown = rows.find(({ username }) => usernameKey(username ?? '') !== '');
    const wanted = typeof who === 'number' ? wantedById(who, shown?.username ?? null) : wantedByName(who);
    rowsOf.set(wanted, rows);
  }
  const each = [...rowsOf.keys()];
  const found = await whoAre(asking, courseId, {
    wanted: each,
    onSettled: (one) => settled(rowsOf.get(one)?.length ?? 0),
  });
  settled(seen.length);

  const spellings = Map.groupBy(
    each.filter(({ id }) => id === null),
    ({ name }) => name,
  );
  const people = new Map<number, Identified>();
  const unidentified: Unidentified[] = [];
  for (const [wanted, rows] of rowsOf) {
    // Two texts that compare as one name: which of them is meant is not ours to guess.
    const alike = wanted.id === null && (spellings.get(wanted.name)?.length ?? 0) > 1;
    for (const row of new Map(rows.map((same) => [same.username, same])).values()) {
      const whom = judge(row, found.get(wanted) ?? [], alike);
      if (typeof whom === 'string') unidentified.push({ seen: row, reason: whom });
      else people.set(whom.person.id, whom);
    }
  }
  return { people: [...people.values()], unidentified };
}

/** Whom a row stands for, or why nobody. */
function judge(row: SeenPerson, candidates: readonly Identified[], alike: boolean): Identified | WhyNot {
  if (candidates.length === 0) return 'not-found';
  const chosen = alike ? null : theOne(candidates, row.username);
  if (chosen === null) return 'ambiguous';
  return row.userId === null || bears(chosen.person, row.username) ? chosen : 'name-mismatch';
}

function bears({ username, realName }: Person, shown: string | null): boolean {
  if (shown === null) return true;
  const key = usernameKey(shown);
  return key === usernameKey(username) || (key !== '' && key === usernameKey(realName));
}
