/** From what a page shows to who the API says it is, and how they stand to the course. */
import { failureOf } from '../errors.ts';
import type { Identified, Person, Relation, SeenPerson, Unidentified } from '../model.ts';
import type { Client } from './client.ts';
import { aboutCourse, courseLists } from './course.ts';
import { type FoundPeople, findIn } from './people-list.ts';
import { ApiUser } from './schemas.ts';
import { usernameKey } from './usernames.ts';

/** Everyone chosen is in exactly one of the two, each person once. */
export interface Identification {
  people: Identified[];
  unidentified: Unidentified[];
}

/**
 * Rows with an id are asked for by id, and must bear the name that the page shows; rows with a name only are looked
 * for by exact username in the course's lists (requests, members, invitations), the rest in the whole community.
 * Requests: one a row with an id, `findIn` for each list until all are found, one a name found in no list.
 */
export async function identify(
  client: Client,
  courseId: number,
  seen: readonly SeenPerson[],
): Promise<Identification> {
  const unidentified: Unidentified[] = [];
  const byId = new Map<number, Person>();
  const byName = new Map<string, SeenPerson[]>();

  for (const row of seen) {
    if (row.userId === null) {
      const key = usernameKey(row.username ?? '');
      const same = byName.get(key) ?? [];
      if (!same.some(({ username }) => username === row.username)) byName.set(key, [...same, row]);
    } else if (!byId.has(row.userId)) {
      const person = await userById(client, row.userId);
      if (person === null) unidentified.push({ seen: row, reason: 'not-found' });
      else if (bears(person, row.username)) byId.set(person.id, person);
      else unidentified.push({ seen: row, reason: 'name-mismatch' });
    }
  }

  const namesById = [...byId.values()].map(({ username }) => usernameKey(username));
  const names = new Set([...byName.keys(), ...namesById]);
  const standing = await standingOf(client, courseId, names, ['waiting', 'members', 'invited']);
  const people = new Map<number, Identified>();
  for (const person of byId.values()) {
    const found = standing.get(usernameKey(person.username));
    const itself = found?.find((known) => known.person.id === person.id);
    if (found === undefined) people.set(person.id, { person, relation: null });
    else if (itself !== undefined) people.set(person.id, itself);
    // The lists hold somebody else of that name, so they do not say how this one stands.
    else unidentified.push({ seen: { userId: person.id, username: person.username }, reason: 'ambiguous' });
  }
  for (const [name, rows] of byName) {
    const candidates = standing.get(name) ?? (await strangers(client, name));
    for (const row of rows) {
      // Two texts that compare as one name: which of them is meant is not ours to guess.
      const chosen = rows.length === 1 ? theOne(candidates, row.username) : null;
      if (chosen !== null) people.set(chosen.person.id, chosen);
      else unidentified.push({ seen: row, reason: candidates.length === 0 ? 'not-found' : 'ambiguous' });
    }
  }
  return { people: [...people.values()], unidentified };
}

const MEANS = { waiting: 'requested', members: 'joined', invited: 'invited' } as const satisfies Record<
  string,
  Relation
>;

/** How the people with these username keys stand to the course, read from the named lists until all are found. */
async function standingOf(
  client: Client,
  courseId: number,
  names: ReadonlySet<string>,
  lists: readonly (keyof typeof MEANS)[],
): Promise<Map<string, Identified[]>> {
  const standing = new Map<string, Identified[]>();
  const missing = new Set(names);
  for (const list of lists) {
    const found = await aboutCourse(courseId, findIn(client, courseLists(courseId)[list], missing));
    for (const [name, people] of found) {
      standing.set(
        name,
        people.map((person) => ({ person, relation: MEANS[list] })),
      );
      missing.delete(name);
    }
  }
  return standing;
}

/**
 * What the course's lists say of these people now, by user id; those in neither list are left out. Members first:
 * the list is newest first (docs, `ordering`), so people just accepted stand on its first page.
 */
export async function readBack(
  client: Client,
  courseId: number,
  people: readonly Person[],
): Promise<Map<number, 'joined' | 'invited'>> {
  const names = new Set(people.map((person) => usernameKey(person.username)));
  const standing = await standingOf(client, courseId, names, ['members', 'invited']);
  const ids = new Set(people.map((person) => person.id));
  const relations = new Map<number, 'joined' | 'invited'>();
  for (const { person, relation } of [...standing.values()].flat()) {
    if (ids.has(person.id) && (relation === 'joined' || relation === 'invited'))
      relations.set(person.id, relation);
  }
  return relations;
}

async function userById(client: Client, id: number): Promise<Person | null> {
  try {
    return await client.get(`/api/v2/user/${id}/`, ApiUser);
  } catch (thrown) {
    // 404, or 403 for a profile that the manager may not see.
    if (['not-found', 'forbidden'].includes(failureOf(thrown).kind)) return null;
    throw thrown;
  }
}

function bears(person: Person, shown: string | null): boolean {
  return shown === null || usernameKey(person.username) === usernameKey(shown);
}

async function strangers(client: Client, name: string): Promise<Identified[]> {
  const path = `/api/v2/user/autocomplete/?${new URLSearchParams({ username: name })}`;
  const found: FoundPeople = await findIn(client, { path, searchable: false }, new Set([name]));
  return (found.get(name) ?? []).map((person) => ({ person, relation: null }));
}

/** The only candidate, or the one whose username is the shown text to the letter (usernames are unique there). */
function theOne(candidates: readonly Identified[], shown: string | null): Identified | null {
  if (candidates.length === 1) return candidates[0] ?? null;
  return candidates.find((known) => known.person.username === shown) ?? null;
}
