/** What becomes of a batch that the LMS has refused. */
import type { Batch } from '../../model/index.ts';

/** After a 400 a part may be applied; of a single person the lists in the end tell. */
export function refusal(batch: Batch, reason: string): Batch {
  return { ...batch, state: batch.users.length === 1 ? 'refused' : 'unclear', reason };
}

/** Its people in two batches, to be sent anew. */
export function halves(batch: Batch): Batch[] {
  return split(batch, Math.ceil(batch.users.length / 2));
}

/** The first of its people alone, and the others in halves: with them it was refused once. */
export function oneAlone(batch: Batch): Batch[] {
  const [one, ...rest] = split(batch, 1);
  return [...(one === undefined ? [] : [one]), ...rest.flatMap(halves)];
}

/** A batch in two, the first of `many` people, to be sent anew. */
function split(batch: Batch, many: number): Batch[] {
  const waiting: Batch = { ...batch, state: 'waiting', reason: null };
  return [batch.users.slice(0, many), batch.users.slice(many)]
    .filter((users) => users.length > 0)
    .map((users) => ({ ...waiting, users }));
}
