/**
 * What the API answers, as far as Rollcall uses it (docs: apireference/v2/course and /user, seen 2026-11).
 * Fields we do not use are dropped; a field we use that is missing or of another kind is an error.
 */
import * as z from 'zod/mini';
import { type Course, Id, type Person, Relation, Username } from '../model.ts';

export const ApiUser = z.pipe(
  z.object({ id: Id, username: Username, real_name: z.optional(z.nullable(z.string())) }),
  z.transform((user): Person => ({ id: user.id, username: user.username, realName: user.real_name ?? '' })),
);

export const ApiCourse = z.pipe(
  z.object({
    id: Id,
    name: z.string(),
    privacy: z.optional(z.nullable(z.string())),
    // Absent where the course hides it.
    member_count: z.optional(z.nullable(z.int())),
    join_status: Relation,
  }),
  z.transform(
    (course): Course => ({
      id: course.id,
      name: course.name,
      privacy: course.privacy ?? '',
      memberCount: course.member_count ?? null,
      role: course.join_status,
    }),
  ),
);

/** A page of Django REST framework; `next` is an absolute URL. */
export const UserPage = z.object({
  count: z.int().check(z.nonnegative()),
  next: z.nullable(z.string()),
  results: z.array(ApiUser),
});
export type UserPage = z.infer<typeof UserPage>;
