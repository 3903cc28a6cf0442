/** What became of each person: never from the answer to a request, always from the LMS's lists read afterwards. */
import {
  type Call,
  type Job,
  type Outcome,
  OutcomeKind,
  type PlannedPerson,
  type Standing,
} from '../../model/index.ts';

/** By user id, how people stand to the course; absent are those in no list. */
export type ReadBack = ReadonlyMap<number, Standing>;

/** Whether there is nothing left to ask for somebody who stands so to the course. */
export function isDone(call: Call, standing: Standing | undefined): boolean {
  if (call === 'invite') return standing !== undefined;
  return standing !== TAKEN_BACK[call];
}

/** As what somebody stands there of whom something is taken back. */
const TAKEN_BACK = { withdraw: 'invited', remove: 'joined', release: 'payment_waiting' } as const;

/** As what somebody is told of who stands so without us. */
const ALREADY = {
  joined: 'already-member',
  invited: 'already-invited',
  payment_waiting: 'already-waits-for-payment',
} as const satisfies Record<Standing, Outcome['kind']>;

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
    if (relation === null || relation === 'requested') return [];
    const isMember = relation === 'manager' || relation === 'creator';
    return [[person.id, isMember ? 'joined' : relation] as const];
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
    case 'remove':
    case 'release':
      if (standing === TAKEN_BACK[action]) return sent === undefined ? ALREADY[standing] : unfinished(sent);
      if (standing === 'joined' || standing === 'payment_waiting') return ALREADY[standing];
      if (ours) return action === 'withdraw' ? 'withdrawn' : 'removed';
      return standing === undefined ? 'already-gone' : ALREADY[standing];
    default:
      // Nothing was asked for those who stood so already; whatever they are by now is their own doing.
      if (standing === undefined) return sent === undefined ? 'already-gone' : unfinished(sent);
      if (ours && action === 'accept' && standing !== 'invited') return ACCEPTED[standing];
      return ours && standing === 'invited' ? 'invited' : ALREADY[standing];
  }
}

/** Whoever had asked to join a course that costs something has to pay first. */
const ACCEPTED = { joined: 'accepted', payment_waiting: 'waits-for-payment' } as const;

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
