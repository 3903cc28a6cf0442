/** Who people are, and how they stand to a course: its lists are asked first, the community for the rest. */
import type { Identified, Person } from '../../model/index.ts';
import type { Asking } from '../asking.ts';
import { peopleById, peopleByName } from './community-lookup.ts';
import type { Sought } from './list-search.ts';
import { EVERY_LIST, lookUp, soughtPerson } from './membership.ts';
import { searchKey } from './usernames.ts';

/** Somebody who was chosen: by id, with the name that was shown if any, or by name alone. */
export interface Wanted extends Sought {
  /** The name as it was written. */
  readonly text: string | null;
  /** Who it is, where the API said so already. */
  readonly person: Person | null;
}

export function wantedById(id: number, text: string | null): Wanted {
  return { id, text, name: text === null ? null : searchKey(text), person: null };
}

export function wantedByName(text: string): Wanted {
  return { id: null, text, name: searchKey(text), person: null };
}

export function wantedPerson(person: Person): Wanted {
  return { ...soughtPerson(person), text: person.username, person };
}

/** Each of the wanted once, however many rows or lines stand for them: who is wanted already is answered instead. */
export function createOnce() {
  const known = new Map<string, Wanted>();
  const once = (one: Wanted): Wanted => {
    const key = one.id === null ? `name ${one.text}` : `id ${one.id}`;
    const same = known.get(key) ?? one;
    known.set(key, same);
    return same;
  };
  return Object.assign(once, { all: () => [...known.values()] });
}

/** One of those who were chosen as the lists are searched for them. */
interface Search extends Sought {
  readonly one: Wanted;
}

/**
 * Everyone found for each of the wanted: by id one person or nobody, by name perhaps several.
 * Requests: those of `findIn` for each list until all are found, then one for each id and each name in no list (fewer
 * where the site tells several names at once), and `findIn` again for those whom only the answer by id has named.
 * Few bare ids are asked for before, so that the lists can be searched for their names.
 * @param onSettled told once of each, as soon as it is clear who they are
 */
export async function whoAre(
  asking: Asking,
  courseId: number,
  { wanted, onSettled }: { wanted: readonly Wanted[]; onSettled: (one: Wanted) => void },
): Promise<Map<Wanted, Identified[]>> {
  asking.signal?.throwIfAborted();
  const unsettled = new Set(wanted);
  const settle = (one: Wanted | undefined) => {
    if (one !== undefined && unsettled.delete(one)) onSettled(one);
  };
  const ofId = new Map(wanted.map((one) => [one.id, one]));
  const ofText = new Map(wanted.filter(({ id }) => id === null).map((one) => [one.text, one]));
  const people = new Map<number | null, Person | null>();
  for (const { id, person } of wanted) if (person !== null) people.set(id, person);
  const askById = async (some: readonly Sought[]) => {
    const ids = some.flatMap(({ id }) => (id === null || people.has(id) ? [] : id));
    const answers = await peopleById(asking, ids, (id) => settle(ofId.get(id)));
    for (const [id, person] of answers) people.set(id, person);
  };
  const look = (some: readonly Search[]) =>
    lookUp(asking, courseId, { sought: some, lists: EVERY_LIST, onFound: ({ one }) => settle(one) });

  const bare = wanted.filter(({ id, name, person }) => id !== null && name === null && person === null);
  if (bare.length <= EVERY_LIST.length) await askById(bare);
  const first = wanted.flatMap((one): Search[] => {
    const person = people.get(one.id);
    if (person === null || (one.id === null && one.name === null)) return []; // Nobody, or nothing to go by.
    return [{ one, ...(person ? soughtPerson(person) : { id: one.id, name: one.name }) }];
  });
  const { found, whole } = await look(first);

  const rest = first.filter((search) => !found.has(search));
  await askById(rest);
  const texts = rest.flatMap(({ one }) => (one.id === null ? (one.text ?? []) : []));
  const named = await peopleByName(asking, texts, (text) => settle(ofText.get(text)));

  // Whoever was searched for by a real name, or by none, may still stand in a list under the username.
  const again = rest.flatMap((search): Search[] => {
    const person = people.get(search.id);
    const sought = person && soughtPerson(person);
    return sought && sought.name !== search.name ? [{ one: search.one, ...sought }] : [];
  });
  const second = await look(whole ? [] : again);

  const listed = new Map([...found, ...second.found].map(([{ one }, some]) => [one, some]));
  return new Map(
    wanted.map((one) => {
      const person = people.get(one.id);
      const some = one.id === null ? named.get(one.text ?? '') : person && [person];
      const strangers = (some ?? []).map((stranger): Identified => ({ person: stranger, relation: null }));
      return [one, listed.get(one) ?? strangers];
    }),
  );
}

/** The only candidate, or the one whose username is the text to the letter (usernames are unique there). */
export function theOne(candidates: readonly Identified[], text: string | null): Identified | null {
  if (candidates.length === 1) return candidates[0] ?? null;
  return candidates.find(({ person }) => person.username === text) ?? null;
}
