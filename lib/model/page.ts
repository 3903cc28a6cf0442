/** What a page tells, and what is told about pages. */
import * as z from 'zod/mini';
import { Count, Id } from './base.ts';

/** What stands in a page as a name: longer than a username may be where it is a real name. */
const SeenName = z.string().check(z.minLength(1), z.maxLength(1_000));

/** One row that a page shows as chosen: a proposal, to be confirmed by the API. */
export const SeenPerson = z
  .strictObject({ userId: z.nullable(Id), username: z.nullable(SeenName) })
  .check(z.refine((seen) => seen.userId !== null || seen.username !== null));
export type SeenPerson = z.infer<typeof SeenPerson>;

/** Where in a row something stands: the same for the same place of each row of one list. */
const Column = z.string().check(z.maxLength(200));

/** One thing that a row says of who is meant. What it may prove stands in lib/lms/people/identify-clues.ts. */
export const Clue = z.discriminatedUnion('as', [
  /** A username, a real name, a part of one, or anything else that stands in a row. `handle`: it is written as a username, `@maria`. */
  z.strictObject({ as: z.literal('text'), text: SeenName, column: Column, handle: z.boolean() }),
  /** A number that may be a user id: the value of a check box, an attribute. */
  z.strictObject({ as: z.literal('number'), id: Id, column: Column }),
  /** The id in a link that has the form of a link to somebody's profile. */
  z.strictObject({ as: z.literal('link'), id: Id, column: Column }),
]);
export type Clue = z.infer<typeof Clue>;

/**
 * A row of which only its clues tell who is meant; the two of `SeenPerson` are what it is called until that is known. Rows of
 * one `list` have their columns in common.
 */
export const ClueRow = z
  .strictObject({ ...SeenPerson.shape, list: Count, clues: z.array(Clue).check(z.maxLength(24)) })
  .check(z.refine((seen) => seen.userId !== null || seen.username !== null));
export type ClueRow = z.infer<typeof ClueRow>;

/** A row as it is read: of a layout that is known, which says who it stands for, or one with clues. */
export const SeenRow = z.union([SeenPerson, ClueRow]);
export type SeenRow = z.infer<typeof SeenRow>;

/** The signs by which a page tells its course; the address comes before the links. */
export const SeenCourse = z.strictObject({
  /** The id in the address. */
  id: z.nullable(Id),
  /** What stands in the address in the place of the id. */
  slug: z.nullable(z.string()),
  /** The one id that all of the page's own course links agree on. */
  linked: z.nullable(Id),
});
export type SeenCourse = z.infer<typeof SeenCourse>;

/** What a page proposes: which course it is about, who is chosen on it, how many rows could be. */
export const PageReading = z.strictObject({
  course: SeenCourse,
  chosen: z.array(SeenRow),
  /** Some of the rows that are not chosen: with them it is learnt what the columns of their lists hold. */
  peers: z.array(SeenRow),
  selectable: Count,
  /** Rows that the page marks as chosen and that nobody can see: left out. */
  hidden: Count,
  /** Whether the page says that there are more rows than stand in it, so that more may be chosen than it tells. */
  partial: z.boolean(),
  /** Whether `chosen` is who was right-clicked; `dropped`: and the click took a highlight away. */
  pointed: z.nullable(z.enum(['pointed', 'dropped'])),
});
export type PageReading = z.infer<typeof PageReading>;

/** Everyone whom a page shows, chosen or not: what its rules are tried out with. */
export const Survey = z.strictObject({ course: SeenCourse, people: z.array(SeenPerson), hidden: Count });
export type Survey = z.infer<typeof Survey>;

/** What a site's owner or manager tells of its pages where Rollcall does not find its way; empty means: not told. */
export const PageRules = z.strictObject({
  /** Selector of what stands for one person. */
  row: z.string(),
  /** Selector of the username, inside the row. */
  name: z.string(),
  /** Where the user id stands: an attribute of the row or of something in it, or a link's path with `:id`. */
  id: z.string(),
  /** Path of a course page with `:id`, or with `:slug`. */
  course: z.string(),
});
export type PageRules = z.infer<typeof PageRules>;

/** A right-click on a page, as the browser tells it to the listener of its menu. */
export const Click = z.strictObject({
  linkUrl: z.nullable(z.string()),
  /** The address of the frame it was in; null for the page itself. */
  frameUrl: z.nullable(z.string()),
  /** The number by which the page's script finds the element: Firefox only. */
  target: z.nullable(z.int()),
  /** When its menu entry was chosen, in milliseconds since 1970. */
  at: z.number(),
});
export type Click = z.infer<typeof Click>;

/** How the menu, the shortcut, or Review in the page opened a popup: each of them asks for a review of somebody. */
export const Opening = z.strictObject({
  /** The right-click, if it was one. */
  click: z.nullable(Click),
  /** In milliseconds since 1970. */
  at: z.number(),
});
export type Opening = z.infer<typeof Opening>;
