/** A job as it leaves Rollcall: who, what was asked for them, and what became of it. The shape of its JSON. */
import * as z from 'zod/mini';
import {
  type Batch,
  Count,
  Course,
  Id,
  type Job,
  JobStatus,
  Origin,
  OutcomeKind,
  Person,
  Plan,
  type PlannedPerson,
  Relation,
  Username,
  WhyNot,
} from '../model/index.ts';

/** ISO 8601, in UTC. */
const Moment = z.iso.datetime();

/**
 * Of a job that is not over: `waiting`, to be sent; `sent`, and not yet read back; `unclear`, may have been sent;
 * `not-needed`, found to stand so already. All others are what the LMS's lists said after the job.
 */
const Became = z.enum([...OutcomeKind.options, 'waiting', 'sent', 'unclear', 'not-needed']);

const ExportedPerson = z.strictObject({
  userId: Id,
  username: Username,
  realName: z.string(),
  /** How they stood to the course before; null is a stranger to it. */
  before: Relation,
  askedFor: z.enum(['invite', 'accept', 'withdraw', 'remove', 'nothing']),
  outcome: Became,
  /** The server's own words, where it refused. */
  reason: z.nullable(z.string()),
});
export type ExportedPerson = z.infer<typeof ExportedPerson>;

/** A row of the page, or a line of the list, that was nobody: nothing was asked for it. */
const ExportedNobody = z.strictObject({
  /** Counts from 1; null for a row of the page. */
  line: z.nullable(Count),
  userId: z.nullable(Id),
  /** The line as it was written, or the name that the page showed. */
  text: z.nullable(z.string()),
  reason: WhyNot,
});

/** `version` changes when a reader of this one could not read it any more. */
export const ExportedJob = z.strictObject({
  format: z.literal('rollcall-job'),
  version: z.literal(1),
  id: z.uuid(),
  site: Origin,
  course: z.strictObject({ id: Id, name: Course.shape.name, slug: Course.shape.slug }),
  /** Whose sign-in it was sent with. */
  by: z.strictObject({ userId: Id, username: Username, realName: Person.shape.realName }),
  startedAt: Moment,
  /** Null until it is over. */
  endedAt: z.nullable(Moment),
  /** `left`: paused, then given up. */
  state: JobStatus.shape.state,
  /** Which kind of failure it is paused by, or waits after. */
  failure: z.nullable(z.string()),
  cancelled: z.boolean(),
  /** The job that this one takes back, or tries again. */
  from: Plan.shape.from,
  /** What of it another job has taken back. */
  undone: JobStatus.shape.undone,
  people: z.array(ExportedPerson),
  nobody: z.array(ExportedNobody),
});
export type ExportedJob = z.infer<typeof ExportedJob>;

/** To take somebody out is one thing for a reader, paid or not. */
const ASKED_FOR = {
  invite: 'invite',
  accept: 'accept',
  withdraw: 'withdraw',
  remove: 'remove',
  release: 'remove',
  none: 'nothing',
} as const satisfies Record<PlannedPerson['action'], ExportedPerson['askedFor']>;

/** A job in any state, with everyone it is about in its order. Nothing of how Rollcall works, and no token. */
export function exported(job: Job): ExportedJob {
  const { course, by, people, unidentified, lines, endedAt, failure } = job;
  const batchOf = new Map(job.batches.flatMap((batch) => batch.users.map((id) => [id, batch] as const)));
  const outcomeOf = new Map(job.outcomes.map((outcome) => [outcome.person.id, outcome]));
  return {
    format: 'rollcall-job',
    version: 1,
    id: job.id,
    site: job.origin,
    course: { id: course.id, name: course.name, slug: course.slug },
    by: { userId: by.id, username: by.username, realName: by.realName },
    startedAt: new Date(job.createdAt).toISOString(),
    endedAt: endedAt === null ? null : new Date(endedAt).toISOString(),
    state: job.state,
    failure: failure?.kind ?? null,
    cancelled: job.cancelled,
    from: job.from,
    undone: job.undone,
    people: people.map((planned) => {
      const { id, username, realName } = planned.person;
      const outcome = outcomeOf.get(id);
      const became =
        outcome === undefined
          ? soFar(planned, batchOf.get(id), job.state)
          : { outcome: outcome.kind, reason: outcome.reason };
      const askedFor = ASKED_FOR[planned.action];
      return { userId: id, username, realName, before: planned.relation, askedFor, ...became };
    }),
    nobody: [
      ...unidentified.map(({ seen, reason }) => ({
        line: null,
        userId: seen.userId,
        text: seen.username,
        reason,
      })),
      ...lines.flatMap(({ line, text, reason }) =>
        reason === null ? [] : { line, userId: null, text, reason },
      ),
    ],
  };
}

/** What can be said of somebody whose job has no outcomes. */
function soFar(
  { relation, action }: PlannedPerson,
  batch: Batch | undefined,
  state: Job['state'],
): Pick<ExportedPerson, 'outcome' | 'reason'> {
  if (batch === undefined) {
    if (action !== 'none') return { outcome: 'not-needed', reason: null };
    const waits = relation === 'payment_waiting' ? 'already-waits-for-payment' : 'already-member';
    return { outcome: relation === 'invited' ? 'already-invited' : waits, reason: null };
  }
  switch (batch.state) {
    case 'waiting':
      return { outcome: state === 'left' ? 'not-sent' : 'waiting', reason: null };
    case 'sending':
      return { outcome: 'unclear', reason: null };
    case 'refused':
      return { outcome: 'refused', reason: batch.reason };
    default:
      return { outcome: batch.state, reason: null };
  }
}
