/** The words that everything else is made of: ids, people, courses, sites. */
import * as z from 'zod/mini';

/** Most people one plan or job may hold. */
export const MAX_PEOPLE = 10_000;

/** Ids of users and courses: positive integers that a double holds exactly. */
export const Id = z.int().check(z.positive());

export const Count = z.int().check(z.nonnegative());

/** As the LMS's docs have it (schemas/user, seen 2026-11): at most 255 characters, in any script. */
export const Username = z.string().check(z.minLength(1), z.maxLength(255));

/** `https://host[:port]`, as `URL.origin` writes it. */
export const Origin = z
  .string()
  .check(z.refine((text) => URL.canParse(text) && new URL(text).origin === text));

/** As the browser numbers its tabs. */
export const TabId = z.int().check(z.nonnegative());

/** What the LMS calls `join_status`, for one person and one course; null is a stranger to the course. */
export const Relation = z.nullable(
  z.enum(['requested', 'invited', 'joined', 'manager', 'creator', 'payment_waiting']),
);
export type Relation = z.infer<typeof Relation>;

/** A person as the LMS's API names them. */
export const Person = z.strictObject({ id: Id, username: Username, realName: z.string() });
export type Person = z.infer<typeof Person>;

/** A course as the LMS's API describes it; `role` is what the signed-in person is there. */
export const Course = z.strictObject({
  id: Id,
  name: z.string(),
  slug: z.string(),
  privacy: z.string(),
  memberCount: z.nullable(z.int()),
  role: Relation,
});
export type Course = z.infer<typeof Course>;

/** A community the extension is connected to, without its token. */
export const Site = z.strictObject({ origin: Origin, user: Person });
export type Site = z.infer<typeof Site>;
