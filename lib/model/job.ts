/** A started plan, and what became of everyone. */
import * as z from 'zod/mini';
import { Count, Id, Origin, Person } from './base.ts';
import { Failure } from './failure.ts';
import { Place, Plan, Undoing } from './plan.ts';

/** What became of one person, in the order in which it is told: what was done, what was so already, what needs a look. */
export const OutcomeKind = z.enum([
  'accepted',
  /** Accepted, and no member before they have paid for the course. */
  'waits-for-payment',
  'invited',
  'withdrawn',
  'removed',
  'already-member',
  'already-invited',
  'already-waits-for-payment',
  /** In no list any more, and nothing was asked for them. */
  'already-gone',
  'refused',
  'not-confirmed',
  'not-sent',
]);

/** What became of one person, as the LMS's lists say after the job. */
export const Outcome = z.strictObject({
  person: Person,
  kind: OutcomeKind,
  /** The server's own words, where it refused. */
  reason: z.nullable(z.string()),
});
export type Outcome = z.infer<typeof Outcome>;

/**
 * What one request asks of the LMS for all its people. `release` is the same request as `remove`, for those who have not paid:
 * whoever has by then is left alone.
 */
export const Call = z.enum(['invite', 'withdraw', 'remove', 'release']);
export type Call = z.infer<typeof Call>;

/**
 * The ids of one request. `waiting`: to be sent. `sending`: written before the request, so that one found so after the worker
 * died may have arrived. `unclear`: sent, and no answer tells whether all of it was applied. `sent`: the LMS answered 204,
 * or its lists showed these people afterwards. `refused`: the LMS said no, in `reason`.
 */
export const Batch = z.strictObject({
  call: Call,
  users: z.array(Id).check(z.minLength(1)),
  state: z.enum(['waiting', 'sending', 'unclear', 'sent', 'refused']),
  /** The attempt that wrote this; whoever goes on with a batch makes sure that it is still as they read it. */
  attempt: z.nullable(z.uuid()),
  /** The server's own words; of an `unclear` one, that it is to be split. */
  reason: z.nullable(z.string()),
});
export type Batch = z.infer<typeof Batch>;

/** Where a job stands; times in milliseconds since 1970. */
export const JobStatus = z.strictObject({
  /** `left`: given up for a new review. */
  state: z.enum(['running', 'paused', 'done', 'left']),
  /** Why it is paused, or what it waits for until `nextAttemptAt`. */
  failure: z.nullable(Failure),
  /** Nothing is asked of the LMS before. */
  nextAttemptAt: z.nullable(z.number()),
  /** Attempts in a row that got nowhere. */
  tries: z.int().check(z.nonnegative()),
  /** Whether the manager has stopped it: what is not sent by then is not sent any more. */
  cancelled: z.boolean(),
  /**
   * When the LMS was last asked how those stand who are still to be sent; null where others may have acted since. Then it
   * is asked again before any of them is sent.
   */
  lookedAt: z.nullable(z.number()),
  createdAt: z.number(),
  /** When it was started, or gone on with by hand. */
  startedAt: z.number(),
  /** Null until it is done or left. */
  endedAt: z.nullable(z.number()),
  /** Whether the manager has seen the result. */
  seen: z.boolean(),
  /** How many people had each outcome, in the order in which they are told; empty until it is done. */
  counts: z.array(z.strictObject({ kind: OutcomeKind, count: Count })),
  /** What of it was taken back, or is about to be. */
  undone: z.array(Undoing),
});
export type JobStatus = z.infer<typeof JobStatus>;

/** How far a job has come: of 10,000 people the rest is too much to be told each second. */
export const JobProgress = z.strictObject({
  ...JobStatus.shape,
  batches: z.array(Batch),
  /** How many other jobs of the same community go first. */
  ahead: Count,
});
export type JobProgress = z.infer<typeof JobProgress>;

/** A job as a list of jobs shows it. */
export const JobSummary = z.strictObject({
  ...JobStatus.shape,
  id: z.uuid(),
  origin: Origin,
  course: z.strictObject({ id: Id, name: z.string() }),
  /** How many people it is about. */
  people: Count,
  place: Place,
  from: Plan.shape.from,
});
export type JobSummary = z.infer<typeof JobSummary>;

/** Jobs found in the history: the newest first, as many as are listed at once, and how many there are in all. */
export const JobList = z.strictObject({ jobs: z.array(JobSummary), all: Count });
export type JobList = z.infer<typeof JobList>;

/** A started plan: where it stands, its batches, and in the end what became of everyone. */
export const Job = z.strictObject({
  ...Plan.shape,
  ...JobStatus.shape,
  batches: z.array(Batch),
  outcomes: z.array(Outcome),
});
export type Job = z.infer<typeof Job>;

/** What the badge of the toolbar icon stands for. Numbers of people, of all jobs that run. */
export type BadgeState =
  | { kind: 'running'; handled: number; all: number }
  | { kind: 'paused' }
  | { kind: 'result' }
  | { kind: 'nothing' };
