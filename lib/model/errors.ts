/** How an expected failure travels. */
import type { Failure } from './failure.ts';

/** Carries a `Failure` up the stack to the place that turns it back into a value. */
export class Failed extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.kind);
    this.name = 'Failed';
    this.failure = failure;
  }
}

/** The failure in whatever was thrown; what nobody expected is `internal`, with its name and no content. */
export function failureOf(thrown: unknown): Failure {
  if (thrown instanceof Failed) return thrown.failure;
  return { kind: 'internal', what: thrown instanceof Error ? thrown.name : typeof thrown };
}
