/** What became of each person: never from the answer to a request, always from the LMS's lists read afterwards. */
import { type Call, type Job, type Outcome, OutcomeKind, type PlannedPerson } from '../../model/index.ts';

type Standing = 'joined' | 'invited';

/** By user id, how people stand to the course; absent are those in neither list. */
export type ReadBack = ReadonlyMap<number, Standing>;

/** Whether there is nothing left to ask for somebody who stands so to the course. */
export function isDone(call: Call, standing: Standing | undefined): boolean {
  if (call === 'invite') return standing !== undefined;
  return standing !== (call === 'withdraw' ? 'invited' : 'joined');
}

/** One outcome for each person of the job, in its order. */
export function outcomesOf(job: Pick<Job, 'people' | 'batches'>, now: ReadBack): Outcome[] {
  const batchOf = new Map(job.batches.flatMap((batch) => batch.users.map((id) => [id, batch] as const)));
  return job.people.map(({ person, action }) => {
    const batch = batchOf.get(person.id);
    const kind = became(action, now.get(person.id), batch?.state);
    return { person, kind, reason: kind === 'refused' ? (batch?.reason ?? null) : null };
  });
}

/** What is told of a job that was stopped before any of it was sent: nobody stands otherwise because of it. */
export function outcomesUnsent(job: Pick<Job, 'people' | 'batches'>): Outcome[] {
  const before = job.people.flatMap(({ person, relation }) => {
    if (relation === null || relation === 'requested' || relation === 'payment_waiting') return [];
    return [[person.id, relation === 'invited' ? 'invited' : 'joined'] as const];
  });
  return outcomesOf(job, new Map(before));
}

/** `undefined`: nothing was asked for them. */
type Sent = Job['batches'][number]['state'] | undefined;

/**
 * Those whom the lists show so are done by us, or were so without us. A refused batch counts as sent, since a 400 may
 * have applied a part of it.
 */
function became(
  action: PlannedPerson['action'],
  standing: Standing | undefined,
  sent: Sent,
): Outcome['kind'] {
  const ours = sent !== undefined && sent !== 'waiting';
  switch (action) {
    case 'withdraw':
      if (standing === 'joined') return 'already-member';
      if (standing === 'invited') return sent === undefined ? 'already-invited' : unfinished(sent);
      return ours ? 'withdrawn' : 'already-gone';
    case 'remove':
      if (standing === 'joined') return sent === undefined ? 'already-member' : unfinished(sent);
      if (ours) return 'removed';
      return standing === 'invited' ? 'already-invited' : 'already-gone';
    default:
      // Nothing was asked for those who stood so already; whatever they are by now is their own doing.
      if (standing === undefined) return sent === undefined ? 'already-gone' : unfinished(sent);
      if (standing === 'joined') return ours && action === 'accept' ? 'accepted' : 'already-member';
      return ours ? 'invited' : 'already-invited';
  }
}

/** Those for whom the lists do not show what was asked for. */
function unfinished(sent: NonNullable<Sent>): Outcome['kind'] {
  if (sent === 'refused') return 'refused';
  return sent === 'waiting' ? 'not-sent' : 'not-confirmed';
}

/** How many of each kind, in the order in which they are told; kinds with nobody are left out. */
export function outcomeCounts(outcomes: readonly Outcome[]): { kind: Outcome['kind']; count: number }[] {
  const counts = Map.groupBy(outcomes, ({ kind }) => kind);
  return OutcomeKind.options
    .map((kind) => ({ kind, count: counts.get(kind)?.length ?? 0 }))
    .filter(({ count }) => count > 0);
}

/** Those whom a new attempt may still bring where the manager wanted them. */
export function unfinishedOf(outcomes: readonly Outcome[]): Outcome[] {
  return outcomes.filter(({ kind }) => UNFINISHED.has(kind));
}

const UNFINISHED: ReadonlySet<Outcome['kind']> = new Set(['refused', 'not-confirmed', 'not-sent']);
