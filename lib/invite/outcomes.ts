/** What became of each person: never from the answer to the POST, always from the LMS's lists read afterwards. */
import { type Job, type Outcome, OutcomeKind, type PlannedPerson } from '../model.ts';

/** By user id, how people stand to the course after the job; absent are those in neither list. */
export type ReadBack = ReadonlyMap<number, 'joined' | 'invited'>;

/** One outcome for each person of the job, in its order. */
export function outcomesOf(job: Job, now: ReadBack): Outcome[] {
  const batchOf = new Map(job.batches.flatMap((batch) => batch.users.map((id) => [id, batch] as const)));
  return job.people.map((planned) => {
    const { person } = planned;
    const relation = now.get(person.id);
    const batch = batchOf.get(person.id);
    const kind = relation === undefined ? missing(batch?.state) : standing(planned, relation, batch?.state);
    return { person, kind, reason: kind === 'refused' ? (batch?.reason ?? null) : null };
  });
}

/**
 * Those the lists show: what we asked for is done, or they were there without us. A refused batch counts as sent, since
 * a 400 may have applied a part of it.
 */
function standing(
  { action }: PlannedPerson,
  relation: 'joined' | 'invited',
  sent: BatchState,
): Outcome['kind'] {
  const ours = sent !== undefined && sent !== 'waiting';
  if (relation === 'joined') return ours && action === 'accept' ? 'accepted' : 'already-member';
  return ours ? 'invited' : 'already-invited';
}

/** Those the lists do not show. */
function missing(sent: BatchState): Outcome['kind'] {
  if (sent === 'refused') return 'refused';
  return sent === 'waiting' ? 'not-sent' : 'not-confirmed';
}

type BatchState = Job['batches'][number]['state'] | undefined;

/** How many of each kind, in the order in which they are told; kinds with nobody are left out. */
export function outcomeCounts(outcomes: readonly Outcome[]): { kind: Outcome['kind']; count: number }[] {
  return OutcomeKind.options
    .map((kind) => ({
      kind,
      count: outcomes.filter((outcome) => outcome.kind === kind).length,
    }))
    .filter(({ count }) => count > 0);
}

/** Whether everyone is where the manager wanted them, so that there is nobody left to see to. */
export function isComplete(outcomes: readonly Outcome[]): boolean {
  return outcomes.every(({ kind }) => !UNFINISHED.has(kind));
}

const UNFINISHED: ReadonlySet<Outcome['kind']> = new Set(['refused', 'not-confirmed', 'not-sent']);
