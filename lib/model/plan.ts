/** What will be done with whom. */
import * as z from 'zod/mini';
import { Count, Course, Id, Origin, Person, Relation, TabId } from './base.ts';
import { MAX_PEOPLE } from './limits.ts';
import { LineAccount, Unidentified } from './list.ts';
import { PageReading, SeenPerson } from './page.ts';

/** A person with what the course's lists say of them. */
export const Identified = z.strictObject({ person: Person, relation: Relation });
export type Identified = z.infer<typeof Identified>;

/**
 * What will be done with a person: both `invite` and `accept` go into the same POST; `withdraw` takes an invitation back
 * and `remove` a membership, `release` the place of somebody who has not paid, all of an undo only; `none` is not sent.
 */
export const PlannedPerson = z.strictObject({
  ...Identified.shape,
  action: z.enum(['invite', 'accept', 'withdraw', 'remove', 'release', 'none']),
});
export type PlannedPerson = z.infer<typeof PlannedPerson>;

/** What an undo takes back: invitations, or the places of those who were accepted. */
export const Undoing = z.enum(['withdraw', 'remove']);
export type Undoing = z.infer<typeof Undoing>;

/** Where the popup stands: over a tab, or in a window of its own for a site. */
export const Place = z.union([z.strictObject({ tabId: TabId }), z.strictObject({ origin: Origin })]);
export type Place = z.infer<typeof Place>;

/** What a review says besides the people. */
export const Notes = z.strictObject({
  hidden: Count,
  partial: z.boolean(),
  /** Whether the page was not read to its end yet, so that more people may come. */
  loading: z.boolean(),
  pointed: PageReading.shape.pointed,
  /** The course that the page's own links lead to, where the address names another. */
  otherCourse: z.nullable(Id),
  /** Whom the page is signed in as, where that is surely somebody else than who sends. */
  pageOf: z.nullable(SeenPerson),
  /** How many wait in all, where these are the first of them. */
  ofWaiting: z.nullable(Count),
});
export type Notes = z.infer<typeof Notes>;
/** Nothing to say of how a page was read. */
export const NO_NOTES: Notes = {
  hidden: 0,
  partial: false,
  loading: false,
  pointed: null,
  otherCourse: null,
  pageOf: null,
  ofWaiting: null,
};

/** What a manager reviews and confirms. Kept by the background; `id` is what Start names. */
export const Plan = z.strictObject({
  id: z.uuid(),
  place: Place,
  origin: Origin,
  /** Whose sign-in it was made with; nobody else's sends it. */
  by: Person,
  /** When the LMS was asked, in milliseconds since 1970. */
  madeAt: z.number(),
  course: Course,
  people: z.array(PlannedPerson).check(z.maxLength(MAX_PEOPLE)),
  unidentified: z.array(Unidentified),
  /** What became of each line, where the people come from a list. */
  lines: z.array(LineAccount),
  notes: Notes,
  /** The job that this one takes back, or of which it tries again what was left; null for a review. */
  from: z.nullable(z.strictObject({ jobId: z.uuid(), as: z.enum(['undo', 'retry']) })),
});
export type Plan = z.infer<typeof Plan>;

/** How far a longer question to the LMS has come. */
export const Progress = z.strictObject({ done: Count, all: Count });
export type Progress = z.infer<typeof Progress>;
