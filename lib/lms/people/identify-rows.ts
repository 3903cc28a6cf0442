/** From the rows of a page to who the API says they stand for: those of known layouts by what they say, the others by their clues. */
import type { ClueRow, SeenRow } from '../../model/index.ts';
import type { Asking } from '../asking.ts';
import { type Identification, identify } from './identify.ts';
import { identifyClues } from './identify-clues.ts';

/** Everyone of `rows` is in exactly one of the two answers; `peers` are other rows of the same lists. Throws `Failed`. */
export async function identifyRows(
  asking: Asking,
  courseId: number,
  { rows, peers }: { rows: readonly SeenRow[]; peers: readonly SeenRow[] },
): Promise<Identification> {
  asking.signal?.throwIfAborted();
  const known = rows.filter((row) => !hasClues(row));
  const open = rows.filter(hasClues);
  const after = (before: number): Asking => ({
    ...asking,
    progress: ({ done }) => asking.progress?.({ done: before + done, all: rows.length }),
  });
  const byLayout = known.length > 0 ? await identify(after(0), courseId, known) : NOBODY;
  const byClues =
    open.length > 0
      ? await identifyClues(after(known.length), courseId, { rows: open, peers: peers.filter(hasClues) })
      : NOBODY;
  const people = new Map([...byLayout.people, ...byClues.people].map((one) => [one.person.id, one]));
  return { people: [...people.values()], unidentified: [...byLayout.unidentified, ...byClues.unidentified] };
}

function hasClues(row: SeenRow): row is ClueRow {
  return 'clues' in row;
}

const NOBODY: Identification = { people: [], unidentified: [] };
