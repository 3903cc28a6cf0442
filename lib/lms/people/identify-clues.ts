/**
 * From rows that only give clues to who the API says they stand for. What a clue may prove:
 *
 * | clue | proves |
 * | --- | --- |
 * | a text that is somebody's username | one person, in the column of which this was learnt, or where the rest of the row says the same |
 * | a text that is somebody's real name, whole or in parts | nobody alone; it confirms who another clue names |
 * | a number, or the id in a link | the person of that id, where the row bears a name of theirs, or no name |
 *
 * Two clues that name two people are a contradiction: nobody is taken.
 */
import type { Clue, ClueRow, Identified, Person, Sides, Unidentified, WhyNot } from '../../model/index.ts';
import { type Asking, counting } from '../asking.ts';
import { type Columns, columnOf, learnColumns, nameIn } from './columns.ts';
import { peopleById, peopleByName } from './community-lookup.ts';
import type { Identification } from './identify.ts';
import { bearsNameOf, isDoubtful, isLikeFirstName, isNamedBy } from './real-names.ts';
import {
  createOnce,
  theOne,
  type Wanted,
  wantedById,
  wantedByName,
  wantedPerson,
  whoAre,
} from './resolve.ts';

/** Rows whose column tells nobody are looked at text by text: so many of them, since each of their texts is asked for. */
const MOST_LOOKED_AT = 100;

/** Why a row is nobody, or how it contradicts itself. */
type Nobody = WhyNot | Sides;

function isNobody(answer: object | WhyNot): answer is Nobody {
  return typeof answer === 'string' || 'otherId' in answer;
}

interface Entry {
  row: ClueRow;
  columns: Columns;
  /** The clue of the column that names people. */
  clue: Clue | null;
  wanted: Wanted | null;
}

/** `peers`: other rows of the same lists, by which their columns are learnt. Everyone is in exactly one of the two answers. */
export async function identifyClues(
  asking: Asking,
  courseId: number,
  { rows, peers }: { rows: readonly ClueRow[]; peers: readonly ClueRow[] },
): Promise<Identification> {
  const settled = counting(asking, rows.length);
  const lists = new Map<number, Columns>();
  for (const [list, some] of Map.groupBy([...rows, ...peers], (row) => row.list)) {
    if (rows.some((row) => row.list === list)) lists.set(list, await learnColumns(asking, some));
  }
  const once = createOnce();
  const entries = rows.flatMap((row): Entry[] => {
    const columns = lists.get(row.list);
    if (columns === undefined) return [];
    const clue = row.clues.find((one) => columnOf(one) === columns.key) ?? null;
    return [{ row, columns, clue, wanted: clue && once(wantedBy(clue, row)) }];
  });
  const found = await whoAre(asking, courseId, { wanted: once.all(), onSettled: () => settled(1) });

  const answers = new Map<ClueRow, Identified | Nobody>();
  const open: Entry[] = [];
  for (const entry of entries) {
    const answer = judge(entry, (entry.wanted && found.get(entry.wanted)) ?? []);
    if (answer === null) open.push(entry);
    else answers.set(entry.row, answer);
  }
  for (const [row, answer] of await lookClosely(asking, courseId, open)) answers.set(row, answer);
  settled(rows.length);

  const people = new Map<number, Identified>();
  const unidentified: Unidentified[] = [];
  for (const row of rows) {
    const seen = { userId: row.userId, username: row.username };
    const answer = answers.get(row) ?? 'not-found';
    if (!isNobody(answer)) people.set(answer.person.id, answer);
    else if (typeof answer === 'string') unidentified.push({ seen, reason: answer });
    else unidentified.push({ seen, reason: 'contradiction', sides: answer });
  }
  return { people: [...people.values()], unidentified };
}

function wantedBy(clue: Clue, { clues }: ClueRow): Wanted {
  if (clue.as === 'text') return wantedByName(clue.text);
  const name = clues.find(({ as }) => as === 'text');
  return wantedById(clue.id, name?.as === 'text' ? name.text : null);
}

/** Whom the column says the row stands for, or why nobody; null where another clue of the row may tell. */
function judge({ row, columns, clue }: Entry, candidates: readonly Identified[]): Identified | Nobody | null {
  if (clue === null || candidates.length === 0) return null;
  const chosen = theOne(candidates, clue.as === 'text' ? clue.text : null);
  if (chosen === null) return 'ambiguous';
  const otherId = idsIn(row, columns).find((id) => id !== chosen.person.id);
  if (otherId !== undefined) return { username: chosen.person.username, otherId };
  if (clue.as !== 'text') return bearsNameOf(chosen.person, row.clues) ? chosen : null;
  const isConfirmed = isNamedBy(chosen.person, row.clues, clue);
  const isOpen = columns.isConfirmed
    ? isLikeFirstName(chosen.person, clue)
    : isDoubtful(chosen.person, clue, row.clues);
  return isConfirmed || !isOpen ? chosen : null;
}

/** The ids that the row tells in columns that hold user ids. */
function idsIn({ clues }: ClueRow, { ids }: Columns): number[] {
  return clues.flatMap((clue) => (clue.as !== 'text' && ids.has(columnOf(clue)) ? clue.id : []));
}

/** Rows that their column did not settle: every text of theirs is asked for, and only who is confirmed is taken. */
async function lookClosely(
  asking: Asking,
  courseId: number,
  entries: readonly Entry[],
): Promise<Map<ClueRow, Identified | Nobody>> {
  const close = entries.slice(0, MOST_LOOKED_AT);
  const texts = close.flatMap(({ row, columns }) =>
    row.clues.flatMap((clue) => nameIn(clue, columns.apart) ?? []),
  );
  const links = close.flatMap(linksIn);
  const site: Site = {
    byName: await peopleByName(asking, [...new Set(texts)], () => {}),
    byId: await peopleById(asking, [...new Set(links)], () => {}),
  };
  const answers = new Map<ClueRow, Person | Nobody>(entries.map(({ row }) => [row, 'not-found']));
  for (const entry of close) answers.set(entry.row, meantIn(entry, site));

  const once = createOnce();
  const wanted = new Map<ClueRow, Wanted>();
  for (const [row, answer] of answers) if (!isNobody(answer)) wanted.set(row, once(wantedPerson(answer)));
  const found = await whoAre(asking, courseId, { wanted: once.all(), onSettled: () => {} });
  return new Map(
    [...answers].map(([row, answer]) => {
      const one = wanted.get(row);
      const [who] = (one && found.get(one)) ?? [];
      return [row, isNobody(answer) ? answer : (who ?? 'not-found')];
    }),
  );
}

/** What the API said of the texts and the links of some rows. */
interface Site {
  byName: ReadonlyMap<string, readonly Person[]>;
  byId: ReadonlyMap<number, Person | null>;
}

/** The one person whom two things in the row agree on. */
function meantIn({ row, columns }: Entry, { byName, byId }: Site): Person | Nobody {
  const { clues } = row;
  const named = clues.flatMap((clue) => {
    const name = nameIn(clue, columns.apart);
    const people = name === null ? [] : (byName.get(name) ?? []);
    return people.map((person) => ({ person, clue }));
  });
  const linked = linksIn({ row, columns }).flatMap((id) => byId.get(id) ?? []);
  const ids = idsIn(row, columns);
  const agreed = [
    ...named.filter(({ person, clue }) => {
      const isTold = ids.includes(person.id) || linked.some(({ id }) => id === person.id);
      return isNamedBy(person, clues, clue) || (isTold && !isDoubtful(person, clue, clues));
    }),
    ...linked.filter((person) => isNamedBy(person, clues, null)).map((person) => ({ person })),
  ];
  const [one, another] = new Map(agreed.map(({ person }) => [person.id, person])).values();
  if (another !== undefined) return 'ambiguous';
  if (one !== undefined) {
    const otherId = ids.find((id) => id !== one.id);
    return otherId === undefined ? one : { username: one.username, otherId };
  }
  if (ids.length > 0 || linked.length > 0) return 'name-mismatch';
  const [only, second] = named;
  if (only === undefined) return 'not-found';
  const isAlone = second === undefined && columns.key === null && clues.length === 1;
  return isAlone && !isLikeFirstName(only.person, only.clue) ? only.person : 'ambiguous';
}

/** The ids in links that are not the same in every row, as one to the teacher is. */
function linksIn({ row, columns }: Pick<Entry, 'row' | 'columns'>): number[] {
  return row.clues.flatMap((clue) =>
    clue.as === 'link' && columns.apart.has(columnOf(clue)) ? clue.id : [],
  );
}
