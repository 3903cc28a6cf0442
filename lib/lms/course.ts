/** The calls about one course. */
import { Failed, failureOf } from '../model/errors.ts';
import type { Call, Course } from '../model/index.ts';
import type { Client } from './client.ts';
import { pagesOf, withQuery } from './paging.ts';
import type { PeopleList } from './people/list-search.ts';
import { ApiCourse, Counted, UserPage } from './schemas.ts';

/** Most ids one POST carries. The server's own limit is not documented. */
export const BATCH = 100;

/**
 * The lists of a course that tell how a person stands to it. `withoutPaying`: the members once more, for a site that knows
 * nothing of payment and refuses to be asked for those who wait for it.
 */
export function courseLists(
  courseId: number,
): Record<'waiting' | 'members' | 'withoutPaying' | 'invited', PeopleList> {
  const course = coursePath(courseId);
  // Without `statuses` the creator is left out and looks like a stranger, and so does whoever waits for payment.
  const everyMember = new URLSearchParams({ statuses: '["creator","manager","joined","payment_waiting"]' });
  const whoIsIn = new URLSearchParams({ statuses: '["creator","manager","joined"]' });
  return {
    waiting: { path: `${course}request_join/`, searchable: true },
    members: { path: `${course}users/?${everyMember}`, searchable: true },
    withoutPaying: { path: `${course}users/?${whoIsIn}`, searchable: true },
    invited: { path: `${course}invite/`, searchable: false },
  };
}

/** The course, if the token's person manages it. Throws `Failed` `course-not-found` or `not-a-manager`. */
export async function managedCourse(client: Client, courseId: number): Promise<Course> {
  const course = await aboutCourse(courseId, client.get(coursePath(courseId), ApiCourse));
  // Where it does not say what the person is there, a list that is for those who manage it does.
  if (course.role === undefined) await aboutCourse(courseId, client.get(anyoneWaiting(courseId), Counted));
  else if (!isManaged(course)) throw new Failed({ kind: 'not-a-manager' });
  return course;
}

/** The ids of those who run a course: its creator and its managers, a list of a page or two. */
export async function managersOf(client: Client, courseId: number): Promise<Set<number>> {
  const statuses = new URLSearchParams({ statuses: '["creator","manager"]' });
  const ids = new Set<number>();
  const pages = pagesOf({ client }, withQuery(`${coursePath(courseId)}users/?${statuses}`), UserPage);
  for await (const { results } of pages) for (const { id } of results) ids.add(id);
  return ids;
}

/** The page of a course on which people wait, by the official front-end's own routes (2026-11); a site may have others. */
export function requestsPage(origin: string, { id, slug }: Pick<Course, 'id' | 'slug'>): string {
  return `${origin}/course/${id}/${encodeURIComponent(slug)}/edit/requests`;
}

/** The shortest question about those who wait. */
function anyoneWaiting(courseId: number): string {
  return withQuery(courseLists(courseId).waiting.path, { limit: '1' });
}

/** Whether a course that the API tells of is one to which the token's person may invite people; true where it does not say. */
export function isManaged({ role }: Course): boolean {
  return role === undefined || role === 'creator' || role === 'manager';
}

/**
 * Asks one thing for the people with these ids, at most `BATCH`: `invite` invites them, or accepts those who had asked to
 * join; `withdraw` takes their invitations back; `remove` and `release` take them out of the course. 204 or `Failed`.
 */
export function change(
  client: Client,
  courseId: number,
  { call, users }: { call: Call; users: readonly number[] },
): Promise<void> {
  const course = coursePath(courseId);
  return aboutCourse(
    courseId,
    call === 'remove' || call === 'release'
      ? client.change('POST', `${course}role/`, { unjoined: users })
      : client.change(call === 'invite' ? 'POST' : 'DELETE', `${course}invite/`, { users }),
  );
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
