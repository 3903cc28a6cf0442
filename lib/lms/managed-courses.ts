/** The courses to which the signed-in person may invite people. */
import type { Course } from '../model/index.ts';
import type { Client } from './client.ts';
import { isManaged } from './course.ts';
import { pagesOf, withQuery } from './paging.ts';
import { CoursePage } from './schemas.ts';

/** All of them, each once, in the site's order. Throws `Failed`. */
export async function managedCourses(client: Client): Promise<Course[]> {
  const courses = new Map<number, Course>();
  const path = withQuery('/api/v2/course/', { statuses: '["creator","manager"]' });
  for await (const { results } of pagesOf({ client }, path, CoursePage)) {
    // A site that does not know the filter tells of every course that was joined.
    for (const course of results.filter(isManaged)) courses.set(course.id, course);
  }
  return [...courses.values()];
}
