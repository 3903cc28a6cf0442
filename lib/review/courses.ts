/** The courses that a manager can choose from. */
import type { Client } from '../lms/client.ts';
import { managedCourses } from '../lms/managed-courses.ts';
import type { Course, Place } from '../model/index.ts';
import { recentCourses } from '../store/settings.ts';
import { siteAt } from './site-at.ts';

/** The courses that the manager could choose at the site of a place; those chosen lately first. */
export async function courses(place: Place): Promise<Course[]> {
  const { client, origin } = await siteAt(place);
  return sortedCourses(client, origin);
}

/** All whom the account manages, those chosen lately first. */
export async function sortedCourses(client: Client, origin: string): Promise<Course[]> {
  const recent = await recentCourses(origin);
  const rank = ({ id }: Course) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  const all = await managedCourses(client);
  return all.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}
