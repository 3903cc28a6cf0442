/** When a job asks the LMS again after it got no answer, or was told to wait. */
import { careFor } from '../../model/failure-table.ts';
import type { Failure } from '../../model/index.ts';

const SECOND_MS = 1_000;
/** The first wait without word from the server is at most this long; each further one at most twice the one before. */
const FIRST_MS = 2 * SECOND_MS;
const LONGEST_MS = 5 * 60 * SECOND_MS;
/** Whoever is told to wait longer is asked to come back. */
const LONGEST_TOLD_MS = 60 * 60 * SECOND_MS;
const MOST_TRIES = 8;

/** Milliseconds since 1970, and a number from 0 to 1. */
export interface Clock {
  now(): number;
  random(): number;
}

/**
 * When to try again, in milliseconds since 1970; null where the person has to see to it first: another try would end the
 * same way, the server wants more than an hour, or eight attempts in a row got nowhere.
 * @param tries attempts in a row that got nowhere, this one included
 */
export function nextAttempt(failure: Failure, tries: number, { now, random }: Clock): number | null {
  if (tries >= MOST_TRIES || careFor(failure).job !== 'tries-again') return null;
  const told = 'until' in failure ? failure.until : null;
  if (told === null) return now() + backOff(tries, random);
  return told - now() > LONGEST_TOLD_MS ? null : told;
}

/** Exponential, with full jitter: many who were turned away at once do not come back at once. */
function backOff(tries: number, random: () => number): number {
  return random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));
}
