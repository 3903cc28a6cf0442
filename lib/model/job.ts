/** A started plan, and what became of everyone. */
import * as z from 'zod/mini';
import { Id, Person } from './base.ts';
import { Failure } from './failure.ts';
import { Plan } from './plan.ts';

/** What became of one person, in the order in which it is told: what was done, what was so already, what needs a look. */
export const OutcomeKind = z.enum([
  'accepted',
  'invited',
  'already-member',
  'already-invited',
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
 * The ids of one POST. `waiting`: to be sent. `sending`: written before the POST, so that one found so after the worker
 * died may have arrived. `unclear`: sent, and no answer tells whether all of it was applied. `sent`: the LMS answered 204,
 * or its lists showed these people afterwards. `refused`: the LMS said no, in `reason`.
 */
export const Batch = z.strictObject({
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
  /** When it was started, or gone on with by hand. */
  startedAt: z.number(),
  /** Null until it is done or left. */
  endedAt: z.nullable(z.number()),
  /** Whether the manager has seen the result. */
  seen: z.boolean(),
});
export type JobStatus = z.infer<typeof JobStatus>;

/** How far a job has come: of 10,000 people the rest is too much to be told each second. */
export const JobProgress = z.strictObject({ ...JobStatus.shape, batches: z.array(Batch) });
export type JobProgress = z.infer<typeof JobProgress>;

/** A started plan: where it stands, its batches, and in the end what became of everyone. */
export const Job = z.strictObject({
  ...Plan.shape,
  ...JobProgress.shape,
  outcomes: z.array(Outcome),
});
export type Job = z.infer<typeof Job>;
