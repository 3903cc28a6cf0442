/** From what a manager points at to a plan to be confirmed: the page, everyone who waits, a list, another course. */

import { offerAtOnce } from './at-once.ts';
import { Failed, failureOf } from './errors.ts';
import { showJob } from './flow.ts';
import { planFor } from './invite/plan.ts';
import { jobFor, jobFrom } from './job-to-show.ts';
import type { Asking } from './lms/asking.ts';
import type { Client } from './lms/client.ts';
import { managedCourse, waitingCount } from './lms/course.ts';
import { identify } from './lms/identify.ts';
import { identifyLines } from './lms/identify-lines.ts';
import { managedCourses } from './lms/managed-courses.ts';
import { standings } from './lms/standing.ts';
import { everyoneWaiting } from './lms/waiting.ts';
import {
  type Click,
  type Course,
  type Failure,
  type Identified,
  type ListLine,
  MAX_PEOPLE,
  NO_NOTES,
  type Notes,
  type PageReading,
  type Person,
  type Place,
  type Plan,
  type View,
} from './model.ts';
import { signedIn } from './site.ts';
import { withKnown } from './store/known.ts';
import { planOf, takeGesture } from './store/places.ts';
import { noteCourse, recentCourses, rulesOf } from './store/settings.ts';
import { originOf, readTab } from './tab.ts';

/** A site as a question is asked of it: with how far it has come, and with what the person can still stop. */
interface At {
  place: Place;
  origin: string;
  client: Client;
  user: Person;
  madeAt: number;
}

type Asked = Pick<Asking, 'signal' | 'progress'>;

/**
 * What the popup of a place shows: a job that was started there, or is for the course, and whose end the manager has not
 * seen; a review of the people chosen on the page; or the course; where the page is about no course that they manage, their courses. `courseId`: the course they chose
 * there. `aside`: the jobs that they have put aside.
 */
export async function open(
  {
    place,
    courseId,
    click,
    aside,
  }: { place: Place; courseId: number | null; click: Click | null; aside: string[] },
  asked: Asked,
): Promise<View> {
  // First of all, so that it is gone whatever this popup comes to show.
  const byGesture = 'tabId' in place && (await takeGesture(place.tabId));
  const at = await goTo(place);
  const reading =
    'tabId' in place ? await readTab(place.tabId, await rulesOf(at.origin).get(), click) : NO_PAGE;
  if (reading.chosen.length > MAX_PEOPLE) throw new Failed({ kind: 'too-many-people', most: MAX_PEOPLE });
  const { chosen } = reading;
  if (courseId === null && 'tabId' in place) {
    const job = await jobFrom(place.tabId, at.origin, { chosen, aside });
    if (job !== null) return { screen: 'job', job: await showJob(job.id) };
  }
  const of = courseId ?? (await courseOn(at.client, reading));
  if (of === null) return chooser(at, reading, null);
  if (courseId !== null) await noteCourse(at.origin, courseId);

  const job = await jobFor({ origin: at.origin, course: { id: of } }, { chosen, aside });
  if (job !== null) return { screen: 'job', job: await showJob(job.id) };
  let course: Course;
  try {
    course = await managedCourse(at.client, of);
  } catch (thrown) {
    return courseId === null ? chooser(at, reading, failureOf(thrown)) : Promise.reject(thrown);
  }
  const notes = notesOf(reading, course);
  const selectable = 'tabId' in place ? reading.selectable : null;
  if (chosen.length === 0) {
    const waiting = await waitingCount(at.client, course.id);
    return { screen: 'course', origin: at.origin, course, waiting, selectable, notes };
  }
  const { people, unidentified } = await withKnown(at.origin, at.madeAt, (known) =>
    identify(at.client, course.id, chosen, { ...asked, known }),
  );
  const review = await reviewed(at, { course, people, unidentified, lines: [], notes });
  return { ...review, atOnce: await offerAtOnce(review.plan, { reading, click, byGesture }) };
}

/** A review of everyone who waits for a course, or of those whose names match a search: from the LMS, not from the page. */
export async function reviewWaiting(
  { place, courseId, search }: { place: Place; courseId: number; search: string },
  asked: Asked,
): Promise<View> {
  const at = await goTo(place);
  const course = await managedCourse(at.client, courseId);
  const { people, count } = await everyoneWaiting(at.client, courseId, search, MAX_PEOPLE, asked);
  return reviewed(at, {
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
  asked: Asked,
): Promise<View> {
  if (lines.length > MAX_PEOPLE) throw new Failed({ kind: 'too-many-people', most: MAX_PEOPLE });
  const at = await goTo(place);
  const course = await managedCourse(at.client, courseId);
  const found = await withKnown(at.origin, at.madeAt, (known) =>
    identifyLines(at.client, courseId, lines, { ...asked, known }),
  );
  return reviewed(at, { course, ...found, unidentified: [], notes: NO_NOTES });
}

/** The same people for another course: who they are is known, how they stand to it is asked. */
export async function reviewElsewhere(
  { place, planId, courseId }: { place: Place; planId: string; courseId: number },
  asked: Asked,
): Promise<View> {
  const at = await goTo(place);
  const plan = await planOf(place).get();
  if (plan?.id !== planId) throw new Failed({ kind: 'review-again' });
  const course = await managedCourse(at.client, courseId);
  await noteCourse(at.origin, courseId);
  const people = await standings(
    at.client,
    courseId,
    plan.people.map(({ person }) => person),
    asked,
  );
  const { unidentified, lines, notes } = plan;
  return reviewed(at, { course, people, unidentified, lines, notes: { ...notes, otherCourse: null } });
}

/** The courses that the manager could choose, as in `open`. */
export async function courses(place: Place): Promise<Course[]> {
  const { client, origin } = await goTo(place);
  return sortedCourses(client, origin);
}

/** How many of those who wait match a search. */
export async function countWaiting(asked: {
  place: Place;
  courseId: number;
  search: string;
}): Promise<number> {
  const { client } = await goTo(asked.place);
  return waitingCount(client, asked.courseId, asked.search);
}

async function goTo(place: Place): Promise<At> {
  const origin = 'origin' in place ? place.origin : await originOf(place.tabId);
  return { place, origin, madeAt: Date.now(), ...(await signedIn(origin)) };
}

const NO_PAGE: PageReading = {
  course: { id: null, slug: null, linked: null },
  chosen: [],
  selectable: 0,
  hidden: 0,
  partial: false,
  pointed: null,
};

function notesOf({ hidden, partial, pointed, course: { id, linked } }: PageReading, course: Course): Notes {
  const otherCourse = id === course.id && linked !== id ? linked : null;
  return { hidden, partial, pointed, otherCourse, ofWaiting: null };
}

/** The address comes first, by id or by slug; then the page's own links. */
async function courseOn(
  client: Client,
  { course: { id, slug, linked } }: PageReading,
): Promise<number | null> {
  if (id !== null) return id;
  if (slug === null) return linked;
  const named = (await managedCourses(client)).filter((course) => course.slug === slug);
  return named.length === 1 ? (named[0]?.id ?? null) : linked;
}

/** Their courses to choose from; where they manage none, why the page's own is none is all there is to say. */
async function chooser(at: At, { chosen }: PageReading, because: Failure | null): Promise<View> {
  const elsewhere =
    because === null || because.kind === 'not-a-manager' || because.kind === 'course-not-found';
  const all = elsewhere ? await sortedCourses(at.client, at.origin) : [];
  if (all.length === 0 && because !== null) throw new Failed(because);
  return { screen: 'choose', origin: at.origin, courses: all, people: chosen.length, because };
}

async function sortedCourses(client: Client, origin: string): Promise<Course[]> {
  const recent = await recentCourses(origin);
  const rank = ({ id }: Course) => (recent.includes(id) ? recent.indexOf(id) : recent.length);
  const all = await managedCourses(client);
  return all.toSorted((one, other) => rank(one) - rank(other) || one.name.localeCompare(other.name));
}

/** Keeps the plan that is about to be shown: Start names it, and no other. */
async function reviewed(
  { place, origin, user, madeAt }: At,
  found: Pick<Plan, 'course' | 'unidentified' | 'lines' | 'notes'> & { people: Identified[] },
): Promise<Extract<View, { screen: 'review' }>> {
  const id = crypto.randomUUID();
  const people = found.people.map(planFor);
  const plan: Plan = { id, place, origin, by: user, madeAt, ...found, people, from: null };
  await planOf(place).set(plan);
  return { screen: 'review', plan, atOnce: false };
}
