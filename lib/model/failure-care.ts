/** What is decided about an expected failure. */
import type { Failure } from './failure.ts';

export type Kind = Failure['kind'];
export type Of<K extends Kind> = Extract<Failure, { kind: K }>;

/** What is filled into words: text as it is, a site by its origin, a moment in milliseconds since 1970. */
export type Fill = string | { site: string } | { moment: number };

/** The one button that helps. */
export type NextStep = 'connect' | 'sign-in' | 'open-options' | 'try-again' | 'review-again';

export interface Care<K extends Kind> {
  /** The name of its title and its help in the message files, below `failure`. */
  words: string | ((failure: Of<K>) => string);
  title?: (failure: Of<K>) => Fill[];
  help?: (failure: Of<K>) => Fill[];
  step: NextStep;
  /**
   * What becomes of a job that meets it: tried again by itself; waiting for the person; or waiting for a sign-in, after which
   * it goes on by itself.
   */
  job: 'tries-again' | 'pauses' | 'needs-sign-in';
  /** Whether the LMS has surely done nothing of what was asked: it turned the request away, or none was made. */
  nothingDone?: true;
  /** Whether a token or secret that was typed went nowhere, and need not be typed again. */
  nothingUsed?: true;
}

/** The site that a failure is about. */
export const site = ({ origin }: { origin: string }): Fill[] => [{ site: origin }];
