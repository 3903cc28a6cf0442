/**
 * What the API answers, as far as Rollcall uses it (docs: apireference/v2/course and /user, seen 2026-11).
 * Fields we do not use are dropped; a field we use that is missing or of another kind is an error.
 */
import * as z from 'zod/mini';
import { type Course, Id, type Person, Relation, Username } from '../model/index.ts';

const USER = { id: Id, username: Username, real_name: z.optional(z.nullable(z.string())) };

function personOf(user: z.output<z.ZodMiniObject<typeof USER>>): Person {
  return { id: user.id, username: user.username, realName: user.real_name ?? '' };
}

export const ApiUser = z.pipe(z.object(USER), z.transform(personOf));

/** One person of the community as asked for by id, name or account. */
export const ApiAccount = z.pipe(
  z.object({
    ...USER,
    email: z.optional(z.nullable(z.string())),
    deleted: z.optional(z.nullable(z.boolean())),
  }),
  z.transform((user) => ({
    person: personOf(user),
    /** Null where it is not told. */
    email: user.email ?? null,
    deleted: user.deleted === true,
  })),
);
export type ApiAccount = z.infer<typeof ApiAccount>;

/** A person with the id that another system gave them: by the docs a text in one place, a number in another. */
const ApiExternal = z.pipe(
  z.object({ ...USER, ext_id: z.optional(z.nullable(z.union([z.string(), z.number()]))) }),
  z.transform((user) => ({ id: user.id, person: personOf(user), extId: `${user.ext_id ?? ''}`.trim() })),
);

export const ApiCourse = z.pipe(
  z.object({
    id: Id,
    name: z.string(),
    slug: z.optional(z.nullable(z.string())),
    privacy: z.optional(z.nullable(z.string())),
    // Absent where the course hides it.
    member_count: z.optional(z.nullable(z.int())),
    // By the docs it may be absent.
    join_status: z.optional(Relation),
  }),
  z.transform(
    (course): Course => ({
      id: course.id,
      name: course.name,
      slug: course.slug ?? '',
      // '' is a draft: one that does not say is none.
      privacy: course.privacy ?? 'untold',
      memberCount: course.member_count ?? null,
      ...(course.join_status !== undefined && { role: course.join_status }),
    }),
  ),
);

/** A page of Django REST framework; `next` is an absolute URL. */
const PAGE = { count: z.int().check(z.nonnegative()), next: z.nullable(z.string()) };

export const UserPage = z.object({ ...PAGE, results: z.array(ApiUser) });

/** A row of one of a course's lists. Of the members' it tells who of them has yet to pay; absent in the others. */
const ApiListed = z.pipe(
  z.object({ ...USER, join_status: z.optional(z.nullable(z.string())) }),
  z.transform((user) => ({
    id: user.id,
    person: personOf(user),
    waitsForPayment: user.join_status === 'payment_waiting',
  })),
);
export type ApiListed = z.infer<typeof ApiListed>;

export const ListedPage = z.object({ ...PAGE, results: z.array(ApiListed) });
export type ListedPage = z.infer<typeof ListedPage>;

export const ExternalPage = z.object({ ...PAGE, results: z.array(ApiExternal) });

export const CoursePage = z.object({ ...PAGE, results: z.array(ApiCourse) });

/** A page of which only the count is wanted. */
export const Counted = z.object({ count: PAGE.count });
