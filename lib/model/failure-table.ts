/**
 * All that is decided about an expected failure, in one table: its words, the button that helps, and what it means for a
 * job. A new kind that is missing here does not compile.
 */
import type { Failure } from './failure.ts';

type Kind = Failure['kind'];
type Of<K extends Kind> = Extract<Failure, { kind: K }>;

/** What is filled into words: text as it is, a site by its origin, a moment in milliseconds since 1970. */
export type Fill = string | { site: string } | { moment: number };

/** The one button that helps. */
export type NextStep = 'connect' | 'sign-in' | 'open-options' | 'try-again' | 'review-again';

interface Care<K extends Kind> {
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
  /** Whether a token that was typed went nowhere, and need not be typed again. */
  nothingUsed?: true;
}

const site = ({ origin }: { origin: string }): Fill[] => [{ site: origin }];
const PASTED = { 'refresh-token': 'refreshToken', secret: 'secret', password: 'password' } as const;
const until = (failure: { until: number | null }): Fill[] =>
  failure.until === null ? [] : [{ moment: failure.until }];

const FAILURES = {
  'not-a-site-address': { words: 'notASiteAddress', step: 'try-again', job: 'pauses', nothingUsed: true },
  'site-not-secure': { words: 'siteNotSecure', step: 'try-again', job: 'pauses', nothingUsed: true },
  'token-not-usable': { words: 'tokenNotUsable', step: 'open-options', job: 'pauses' },
  'not-an-access-token': { words: ({ is }) => `notAToken.${PASTED[is]}`, step: 'try-again', job: 'pauses' },
  'token-expired': {
    words: 'tokenExpired',
    title: ({ at }) => [{ moment: at }],
    step: 'open-options',
    job: 'needs-sign-in',
    nothingDone: true,
  },
  'pasting-not-allowed': { words: 'pastingNotAllowed', step: 'try-again', job: 'pauses' },
  'set-by-organisation': { words: 'setByOrganisation', title: site, step: 'try-again', job: 'pauses' },
  'no-client-id': { words: 'noClientId', step: 'try-again', job: 'pauses' },
  'no-client-secret': { words: 'noClientSecret', title: site, step: 'try-again', job: 'pauses' },
  'set-up-not-usable': { words: ({ why }) => `setUp.${why}`, step: 'try-again', job: 'pauses' },
  'sign-in-closed': { words: 'signInClosed', step: 'open-options', job: 'pauses' },
  'sign-in-not-offered': { words: 'signInNotOffered', title: site, step: 'open-options', job: 'pauses' },
  'sign-in-declined': { words: 'signInDeclined', title: site, step: 'open-options', job: 'pauses' },
  'sign-in-interrupted': { words: 'signInInterrupted', step: 'open-options', job: 'pauses' },
  'client-rejected': {
    words: 'clientRejected',
    title: site,
    step: 'open-options',
    job: 'needs-sign-in',
    nothingDone: true,
  },
  'signed-out': { words: 'signedOut', title: site, step: 'sign-in', job: 'needs-sign-in', nothingDone: true },
  'access-not-granted': {
    words: 'accessNotGranted',
    title: site,
    step: 'open-options',
    job: 'needs-sign-in',
    nothingDone: true,
    nothingUsed: true,
  },
  'not-connected': {
    words: 'notConnected',
    title: site,
    step: 'connect',
    job: 'needs-sign-in',
    nothingDone: true,
  },
  'page-not-readable': { words: 'pageNotReadable', step: 'try-again', job: 'pauses' },
  'page-silent': { words: 'pageSilent', step: 'try-again', job: 'pauses' },
  'no-page-open': { words: 'noPageOpen', title: site, step: 'try-again', job: 'pauses' },
  'token-rejected': {
    words: 'tokenRejected',
    title: site,
    step: 'open-options',
    job: 'needs-sign-in',
    nothingDone: true,
  },
  'other-account': {
    words: 'otherAccount',
    title: ({ username }) => [username],
    help: ({ username }) => [username],
    step: 'open-options',
    job: 'needs-sign-in',
    nothingDone: true,
  },
  'not-a-community': { words: 'notACommunity', title: site, step: 'open-options', job: 'pauses' },
  forbidden: { words: 'forbidden', step: 'try-again', job: 'pauses' },
  'not-a-manager': { words: 'notAManager', step: 'try-again', job: 'pauses', nothingDone: true },
  'course-not-found': {
    words: 'courseNotFound',
    title: ({ courseId }) => [String(courseId)],
    step: 'try-again',
    job: 'pauses',
    nothingDone: true,
  },
  'not-found': { words: 'notFound', step: 'try-again', job: 'pauses' },
  refused: { words: 'refused', help: ({ message }) => [message], step: 'try-again', job: 'pauses' },
  'rate-limited': {
    words: (failure) => (failure.until === null ? 'rateLimited' : 'rateLimitedUntil'),
    help: until,
    step: 'try-again',
    job: 'tries-again',
    nothingDone: true,
  },
  unavailable: {
    words: (failure) => (failure.until === null ? 'unavailable' : 'unavailableUntil'),
    help: until,
    step: 'try-again',
    job: 'tries-again',
    nothingDone: true,
  },
  'too-large': { words: 'tooLarge', step: 'try-again', job: 'pauses' },
  'not-kept': { words: 'notKept', step: 'try-again', job: 'pauses' },
  'job-elsewhere': { words: 'jobElsewhere', step: 'try-again', job: 'pauses' },
  'no-such-job': { words: 'noSuchJob', step: 'review-again', job: 'pauses' },
  'still-running': { words: 'stillRunning', step: 'try-again', job: 'pauses' },
  'too-long': { words: 'tooLong', step: 'try-again', job: 'pauses' },
  offline: { words: 'offline', title: site, step: 'try-again', job: 'tries-again' },
  'server-error': {
    words: 'serverError',
    title: ({ status }) => [String(status)],
    step: 'try-again',
    job: 'tries-again',
  },
  'unexpected-answer': {
    words: 'unexpectedAnswer',
    help: ({ what }) => [what],
    step: 'try-again',
    job: 'pauses',
  },
  'too-many-people': {
    words: 'tooManyPeople',
    help: ({ most }) => [String(most)],
    step: 'try-again',
    job: 'pauses',
  },
  'review-again': { words: 'reviewAgain', step: 'review-again', job: 'pauses' },
  cancelled: { words: 'cancelled', step: 'try-again', job: 'pauses' },
  internal: { words: 'internal', help: ({ what }) => [what], step: 'try-again', job: 'pauses' },
} satisfies { [K in Kind]: Care<K> };

/** What is decided about a failure. */
export const careFor = (failure: Failure): Omit<Care<Kind>, 'words' | 'title' | 'help'> =>
  FAILURES[failure.kind];

/** The name of a failure's title and help in the message files, below `failure`, and what is filled into each. */
export function wordsOf(failure: Failure): { name: string; title: Fill[]; help: Fill[] } {
  return filledIn(FAILURES[failure.kind] as Care<Kind>, failure);
}

function filledIn<K extends Kind>({ words, title, help }: Care<K>, failure: Of<K>) {
  return {
    name: typeof words === 'string' ? words : words(failure),
    title: title?.(failure) ?? [],
    help: help?.(failure) ?? [],
  };
}
