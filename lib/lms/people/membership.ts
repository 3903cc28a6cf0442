/** How people stand to a course: what its three lists say of them. */
import { failureOf } from '../../model/errors.ts';
import type { Identified, Person, Relation, Standing } from '../../model/index.ts';
import { type Asking, counting } from '../asking.ts';
import type { Client } from '../client.ts';
import { aboutCourse, courseLists } from '../course.ts';
import type { ApiListed } from '../schemas.ts';
import { findIn, type Sought } from './list-search.ts';
import { usernameKey } from './usernames.ts';

const MEANS = { waiting: 'requested', members: 'joined', invited: 'invited' } as const satisfies Record<
  string,
  Relation
>;
type ListName = keyof typeof MEANS;
/** Requests first: most of those who are chosen have asked to join. */
export const EVERY_LIST: readonly ListName[] = ['waiting', 'members', 'invited'];

/** What the lists hold. */
export interface Listed<S> {
  /** Without those in no list; several people where a name does not tell who is meant. */
  found: Map<S, Identified[]>;
  /** Whether every list was read to its end, so that whoever was not found is in none. */
  whole: boolean;
}

interface Looking<S> {
  sought: readonly S[];
  lists: readonly ListName[];
  /** Told once of each, as soon as one of the lists holds them. */
  onFound?(who: S): void;
}

/** Looks for `sought` in the named lists of a course, one after the other until all are found. */
export async function lookUp<S extends Sought>(
  asking: Pick<Asking, 'client' | 'signal'>,
  courseId: number,
  { sought, lists, onFound }: Looking<S>,
): Promise<Listed<S>> {
  const found = new Map<S, Identified[]>();
  let whole = true;
  for (const list of lists) {
    const missing = sought.filter((who) => !found.has(who));
    if (missing.length === 0) break;
    const take = (who: S, { person, waitsForPayment }: ApiListed) => {
      const same = found.get(who) ?? [];
      if (same.some((known) => known.person.id === person.id)) return;
      const paysFirst = list === 'members' && waitsForPayment;
      found.set(who, [...same, { person, relation: paysFirst ? 'payment_waiting' : MEANS[list] }]);
      onFound?.(who);
    };
    const read = (one: keyof ReturnType<typeof courseLists>) =>
      aboutCourse(courseId, findIn(asking, courseLists(courseId)[one], { sought: missing, onFound: take }));
    const reading = read(list).catch((thrown: unknown) => {
      if (list !== 'members' || failureOf(thrown).kind !== 'refused') throw thrown;
      return read('withoutPaying');
    });
    whole = (await reading) && whole;
  }
  return { found, whole };
}

/** Somebody whom the API has named: by id, searched for by username. */
export function soughtPerson({ id, username }: Person): Sought {
  return { id, name: usernameKey(username) || null };
}

/** How people who are known already stand to a course, in their order: by id, whoever else may bear their name. */
export async function standings(
  asking: Asking,
  courseId: number,
  people: readonly Person[],
): Promise<Identified[]> {
  const settled = counting(asking, people.length);
  const each = new Map(people.map((person) => [person.id, soughtPerson(person)]));
  const { found } = await lookUp(asking, courseId, {
    sought: [...each.values()],
    lists: EVERY_LIST,
    onFound: () => settled(1),
  });
  settled(people.length);
  return people.map((person) => {
    const who = each.get(person.id);
    const relation = (who && found.get(who)?.[0]?.relation) ?? null;
    return { person, relation };
  });
}

/**
 * What the course's lists say of these people now, by user id; those in neither list are left out. Whoever has yet to pay
 * stands among the members. Members first:
 * the list is newest first (docs, `ordering`), so people just accepted stand on its first page. Each list is read once.
 * Requests, for n people: of the members no more than one search a person and no more than the list's pages; of the invited,
 * whose list has no search, its pages until all are found who are not members.
 */
export async function readBack(
  client: Client,
  courseId: number,
  people: readonly Person[],
): Promise<Map<number, Standing>> {
  const { found } = await lookUp({ client }, courseId, {
    sought: people.map(soughtPerson),
    lists: ['members', 'invited'],
  });
  const relations = new Map<number, Standing>();
  for (const { person, relation } of [...found.values()].flat()) {
    if (relation === 'joined' || relation === 'invited' || relation === 'payment_waiting') {
      relations.set(person.id, relation);
    }
  }
  return relations;
}
