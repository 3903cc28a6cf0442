/** The calls about one course. */
import * as z from 'zod/mini';
import { Failed, failureOf } from '../errors.ts';
import type { Course } from '../model.ts';
import type { Client } from './client.ts';
import { type PeopleList, withQuery } from './people-list.ts';
import { ApiCourse } from './schemas.ts';

/** Most ids one POST carries. The server's own limit is not documented. */
export const BATCH = 100;

/** The lists of a course that tell how a person stands to it. */
export function courseLists(courseId: number): Record<'waiting' | 'members' | 'invited', PeopleList> {
  const course = coursePath(courseId);
  // Without `statuses` the creator is left out and looks like a stranger.
  const everyMember = new URLSearchParams({ statuses: '["creator","manager","joined"]' });
  return {
    waiting: { path: `${course}request_join/`, searchable: true },
    members: { path: `${course}users/?${everyMember}`, searchable: true },
    invited: { path: `${course}invite/`, searchable: false },
  };
}

/** The course, if the token's person manages it. Throws `Failed` `course-not-found` or `not-a-manager`. */
export async function managedCourse(client: Client, courseId: number): Promise<Course> {
  const course = await aboutCourse(courseId, client.get(coursePath(courseId), ApiCourse));
  if (course.role !== 'creator' && course.role !== 'manager') throw new Failed({ kind: 'not-a-manager' });
  return course;
}

/** How many people wait for approval. */
export async function waitingCount(client: Client, courseId: number): Promise<number> {
  const { path } = courseLists(courseId).waiting;
  const counted = z.object({ count: z.int().check(z.nonnegative()) });
  const { count } = await aboutCourse(courseId, client.get(withQuery(path, { limit: '1' }), counted));
  return count;
}

/** Invites the people with these ids, or accepts those who had asked to join: at most `BATCH`. 204 or `Failed`. */
export function inviteOrAccept(client: Client, courseId: number, users: readonly number[]): Promise<void> {
  return aboutCourse(courseId, client.post(`${coursePath(courseId)}invite/`, { users }));
}

/** A 404 or 403 from a path of the course is about the course. */
export function aboutCourse<T>(courseId: number, call: Promise<T>): Promise<T> {
  return call.catch((thrown: unknown) => {
    const { kind } = failureOf(thrown);
    if (kind === 'not-found') throw new Failed({ kind: 'course-not-found', courseId });
    if (kind === 'forbidden') throw new Failed({ kind: 'not-a-manager' });
    throw thrown;
  });
}

function coursePath(courseId: number): string {
  return `/api/v2/course/${courseId}/`;
}
