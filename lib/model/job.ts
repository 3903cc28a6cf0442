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
 * The ids of one POST. `waiting`: not sent. `sending`: written before the POST, so a batch found so after the worker
 * died may have arrived. `unclear`: sent, but no answer tells whether it was applied. `sent`: the LMS answered 204.
 * `refused`: the LMS said no, in `reason`. Only `waiting` is ever sent.
 */
export const Batch = z.strictObject({
  users: z.array(Id),
  state: z.enum(['waiting', 'sending', 'unclear', 'sent', 'refused']),
  reason: z.nullable(z.string()),
});
export type Batch = z.infer<typeof Batch>;

/** A started plan: its batches, where each stands, and in the end what became of everyone. */
export const Job = z.strictObject({
  ...Plan.shape,
  /** `left`: given up for a new review. */
  state: z.enum(['running', 'paused', 'done', 'left']),
  batches: z.array(Batch),
  /** Why it is paused, or what stopped the sending before the end. */
  failure: z.nullable(Failure),
  outcomes: z.array(Outcome),
  /** Milliseconds since 1970; null until it is done or left. */
  endedAt: z.nullable(z.number()),
  /** Whether the manager has seen the result. */
  seen: z.boolean(),
});
export type Job = z.infer<typeof Job>;
