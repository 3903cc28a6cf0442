/** Which column of a list says who its rows stand for. It is learnt from what the API says of a few of the rows. */
import type { Clue, ClueRow, Person } from '../../model/index.ts';
import type { Asking } from '../asking.ts';
import { peopleById, peopleByName } from './community-lookup.ts';
import { bearsNameOf, isDoubtful, isNamedBy } from './real-names.ts';
import { searchKey } from './usernames.ts';

/** Rows of a list that are asked about. */
const SAMPLE = 10;
/** Rows of the sample whose numbers are asked about: one request each. */
const NUMBERS = 4;
/** Columns of numbers that are asked about: those that stand first. */
const NUMBER_COLUMNS = 4;

export interface Columns {
  /** The column that names the people: null where none does. */
  key: string | null;
  /** Whether the rest of their rows says the same as that column. */
  isConfirmed: boolean;
  /** Columns of numbers and links that hold user ids. */
  ids: ReadonlySet<string>;
  /** Columns whose values set the rows apart from each other. */
  apart: ReadonlySet<string>;
}

/** A clue's row, and whom the API names by the clue. */
interface Asked {
  person: Person | undefined;
  clues: readonly Clue[];
  /** Whether it is the only row of its list: nothing else tells what its columns hold. */
  isOnly: boolean;
}

/** How a column does in the sample, in rows. */
interface Score {
  asked: number;
  /** The API knows somebody by what stands there. */
  known: number;
  /** And the rest of the row says so too. */
  confirmed: number;
  /** And it is rather the first name of somebody else. */
  doubtful: number;
}

export const columnOf = ({ as, column }: Clue): string => `${as} ${column}`;

/** What the columns of one list hold. Requests: a name for each text of the sample, and a few for numbers where no text names people. */
export async function learnColumns(asking: Asking, rows: readonly ClueRow[]): Promise<Columns> {
  const apart = columnsApart(rows);
  const sample = spread(rows, SAMPLE);
  const texts = sample.flatMap(({ clues }) => clues.flatMap((clue) => nameIn(clue, apart) ?? []));
  const named = await peopleByName(asking, [...new Set(texts)], () => {});
  const scores = new Map<string, Score>();
  for (const { clues } of sample) {
    for (const clue of clues) {
      if (clue.as !== 'text' || !apart.has(columnOf(clue))) continue;
      const [person, other] = named.get(clue.text) ?? [];
      note(scores, clue, {
        person: other === undefined ? person : undefined,
        clues,
        isOnly: sample.length === 1,
      });
    }
  }
  const byText = bestOf(scores);
  const ofText = byText === null ? undefined : scores.get(byText);
  if (byText !== null && ofText?.confirmed === sample.length)
    return { key: byText, isConfirmed: true, ids: agreeing(sample, byText, named), apart };

  const ids = await idColumns(asking, sample, apart);
  const [byId] = [...ids.keys()];
  const isBetter = byId !== undefined && (ids.get(byId) ?? 0) > (ofText?.confirmed ?? 0) / sample.length;
  const isConfirmed = (ofText?.confirmed ?? 0) > 0;
  return { key: isBetter ? byId : byText, isConfirmed, ids: new Set(ids.keys()), apart };
}

/** The text of a clue that can be a username. */
export function nameIn(clue: Clue, apart: ReadonlySet<string>): string | null {
  return clue.as === 'text' && apart.has(columnOf(clue)) && searchKey(clue.text) !== null ? clue.text : null;
}

/** Roles, dates and courses stand in many rows alike. */
function columnsApart(rows: readonly ClueRow[]): Set<string> {
  const values = new Map<string, string[]>();
  for (const { clues } of rows) {
    for (const clue of clues) {
      const column = columnOf(clue);
      values.set(column, [...(values.get(column) ?? []), clue.as === 'text' ? clue.text : `${clue.id}`]);
    }
  }
  const columns = [...values].filter(([, all]) => all.length === 1 || new Set(all).size * 2 > all.length);
  return new Set(columns.map(([column]) => column));
}

/** Some of the rows, from all of the list. */
function spread(rows: readonly ClueRow[], most: number): ClueRow[] {
  const step = Math.max(1, rows.length / most);
  return Array.from({ length: Math.min(most, rows.length) }, (_, at) => rows[Math.floor(at * step)]).flatMap(
    (row) => row ?? [],
  );
}

function note(scores: Map<string, Score>, clue: Clue, { person, clues, isOnly }: Asked): void {
  const column = columnOf(clue);
  const score = scores.get(column) ?? { asked: 0, known: 0, confirmed: 0, doubtful: 0 };
  scores.set(column, score);
  score.asked += 1;
  if (person === undefined) return;
  score.known += 1;
  if (isNamedBy(person, clues, clue)) score.confirmed += 1;
  else if (isDoubtful(person, clue, clues) || (isOnly && clues.length > 1)) score.doubtful += 1;
}

/** The column of texts that the rest of their rows confirms; else the only one in which nearly every text is a username. */
function bestOf(scores: ReadonlyMap<string, Score>): string | null {
  const all = [...scores];
  const [best] = all
    .filter(([, { known, confirmed }]) => confirmed > 0 && confirmed * 2 >= known)
    .toSorted(([, one], [, other]) => other.confirmed - one.confirmed || other.known - one.known);
  if (best !== undefined) return best[0];
  const [only, another] = all.filter(
    ([, { asked, known, doubtful }]) => known > 0 && known >= asked * 0.8 && doubtful === 0,
  );
  return another === undefined ? (only?.[0] ?? null) : null;
}

/** Columns of numbers that say the same as the texts, in most rows of the sample. */
function agreeing(
  sample: readonly ClueRow[],
  key: string,
  named: ReadonlyMap<string, readonly Person[]>,
): Set<string> {
  const agreed = new Map<string, number>();
  for (const { clues } of sample) {
    const by = clues.find((clue) => columnOf(clue) === key);
    const [person] = (by?.as === 'text' && named.get(by.text)) || [];
    for (const clue of clues) {
      if (clue.as !== 'text' && clue.id === person?.id)
        agreed.set(columnOf(clue), (agreed.get(columnOf(clue)) ?? 0) + 1);
    }
  }
  return new Set([...agreed].filter(([, rows]) => rows * 2 > sample.length).map(([column]) => column));
}

/** The columns whose numbers are user ids, the surest first, and for each in what part of the sample that was confirmed. */
async function idColumns(
  asking: Asking,
  sample: readonly ClueRow[],
  apart: ReadonlySet<string>,
): Promise<Map<string, number>> {
  // Rows without a text say nothing for or against a number, unless none has one.
  const withText = sample.filter(({ clues }) => clues.some(({ as }) => as === 'text'));
  const some = spread(withText.length > 0 ? withText : sample, NUMBERS);
  const numbers = Map.groupBy(
    some.flatMap(({ clues }) => clues.map((clue) => ({ clue, clues }))),
    ({ clue }) => columnOf(clue),
  );
  const columns = [...numbers].filter(([column, [first]]) => first?.clue.as !== 'text' && apart.has(column));
  const asked = columns.slice(0, NUMBER_COLUMNS);
  const ids = asked.flatMap(([, all]) => all.flatMap(({ clue }) => (clue.as === 'text' ? [] : clue.id)));
  const people = await peopleById(asking, [...new Set(ids)], () => {});
  const shares = asked.flatMap(([column, all]): [string, number][] => {
    const confirmed = all.filter(({ clue, clues }) => {
      const person = clue.as === 'text' ? null : (people.get(clue.id) ?? null);
      return person !== null && bearsNameOf(person, clues);
    });
    const share = confirmed.length / all.length;
    return share * 3 >= 2 ? [[column, share]] : [];
  });
  return new Map(shares.toSorted(([, one], [, other]) => other - one));
}
