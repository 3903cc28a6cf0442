/** From what a manager points at to a plan to be confirmed: everyone who waits, a list, the same people for another course. */
import type { Following } from '../lms/asking.ts';
import { managedCourse } from '../lms/course.ts';
import { everyoneWaiting, waitingCount } from '../lms/join-requests.ts';
import { identifyLines } from '../lms/people/identify-lines.ts';
import { standings } from '../lms/people/membership.ts';
import { Failed } from '../model/errors.ts';
import { type ListLine, MAX_PEOPLE, NO_NOTES, type Place, type View } from '../model/index.ts';
import { withKnown } from '../store/identity-cache.ts';
import { planOf } from '../store/popup-state.ts';
import { noteCourse } from '../store/settings.ts';
import { keepPlan } from './keep-plan.ts';
import { siteAt } from './site-at.ts';

/** A review of everyone who waits for a course, or of those whose names match a search: from the LMS, not from the page. */
export async function reviewWaiting(
  { place, courseId, search }: { place: Place; courseId: number; search: string },
  asked: Following,
): Promise<View> {
  const at = await siteAt(place);
  const course = await managedCourse(at.client, courseId);
  const { people, count } = await everyoneWaiting({ client: at.client, ...asked }, courseId, {
    search,
    most: MAX_PEOPLE,
  });
  return keepPlan(at, {
    course,
    people: people.map((person) => ({ person, relation: 'requested' })),
    unidentified: [],
    lines: [],
    notes: { ...NO_NOTES, ofWaiting: count > people.length ? count : null },
  });
}

/** A review of the people of a list, each line of it accounted for. */
export async function reviewList(
  { place, courseId, lines }: { place: Place; courseId: number; lines: ListLine[] },
  asked: Following,
): Promise<View> {
  if (lines.length > MAX_PEOPLE) throw new Failed({ kind: 'too-many-people', most: MAX_PEOPLE });
  const at = await siteAt(place);
  const course = await managedCourse(at.client, courseId);
  const found = await withKnown(at.origin, at.madeAt, (known) =>
    identifyLines({ client: at.client, ...asked, known }, courseId, lines),
  );
  return keepPlan(at, { course, ...found, unidentified: [], notes: NO_NOTES });
}

/** The same people for another course: who they are is known, how they stand to it is asked. */
export async function reviewElsewhere(
  { place, planId, courseId }: { place: Place; planId: string; courseId: number },
  asked: Following,
): Promise<View> {
  const at = await siteAt(place);
  const plan = await planOf(place).get();
  if (plan?.id !== planId) throw new Failed({ kind: 'review-again' });
  const course = await managedCourse(at.client, courseId);
  await noteCourse(at.origin, courseId);
  const people = await standings(
    { client: at.client, ...asked },
    courseId,
    plan.people.map(({ person }) => person),
  );
  const { unidentified, lines, notes } = plan;
  return keepPlan(at, { course, people, unidentified, lines, notes: { ...notes, otherCourse: null } });
}

/** How many of those who wait match a search. */
export async function countWaiting(asked: {
  place: Place;
  courseId: number;
  search: string;
}): Promise<number> {
  const { client } = await siteAt(asked.place);
  return waitingCount(client, asked.courseId, asked.search);
}
