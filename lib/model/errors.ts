/** Expected failures (the union `Failure` of the model): how they travel, and the one step that helps the person. */
import type { Failure } from './index.ts';

/** The one button that helps. */
export type NextStep = 'open-options' | 'try-again';

const OPTIONS_HELP: ReadonlySet<Failure['kind']> = new Set([
  'access-not-granted',
  'not-connected',
  'token-rejected',
  'token-not-usable',
  'token-expired',
  'sign-in-closed',
  'sign-in-not-offered',
  'sign-in-declined',
  'sign-in-interrupted',
  'client-rejected',
  'signed-out',
  'other-account',
  'not-a-community',
]);

/** Which button stands under a failure's words. */
export function nextStep(failure: Failure): NextStep {
  return OPTIONS_HELP.has(failure.kind) ? 'open-options' : 'try-again';
}

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
