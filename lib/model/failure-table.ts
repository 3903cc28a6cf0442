/**
 * All that is decided about an expected failure, in one table: its words, the button that helps, and what it means for a
 * job. A new kind that is missing here does not compile.
 */
import type { Failure } from './failure.ts';
import { type Care, type Fill, type Kind, type Of, site } from './failure-care.ts';
import { SIGN_IN_FAILURES } from './failure-table-sign-in.ts';

const until = (failure: { until: number | null }): Fill[] =>
  failure.until === null ? [] : [{ moment: failure.until }];

const FAILURES = {
  ...SIGN_IN_FAILURES,
  'not-a-site-address': { words: 'notASiteAddress', step: 'try-again', job: 'pauses', nothingUsed: true },
  'site-not-secure': { words: 'siteNotSecure', step: 'try-again', job: 'pauses', nothingUsed: true },
  'page-not-readable': { words: 'pageNotReadable', step: 'try-again', job: 'pauses' },
  'page-silent': { words: 'pageSilent', step: 'try-again', job: 'pauses' },
  'page-loading': { words: 'pageLoading', step: 'try-again', job: 'pauses' },
  'no-page-open': { words: 'noPageOpen', title: site, step: 'try-again', job: 'pauses' },
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
  'turned-away': { words: 'turnedAway', help: ({ message }) => [message], step: 'try-again', job: 'pauses' },
  'not-the-api': {
    words: ({ title }) => (title === '' ? 'notTheApi' : 'notTheApiTitled'),
    title: site,
    help: ({ status, title }) => [String(status), title],
    step: 'try-again',
    job: 'pauses',
  },
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
  'store-not-opened': { words: 'storeNotOpened', step: 'try-again', job: 'pauses' },
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
