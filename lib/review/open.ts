/** What the popup opens with. */
import { isLoading, readTab } from '../browser/tab.ts';
import { showJob } from '../jobs/commands.ts';
import type { Following } from '../lms/asking.ts';
import type { Client } from '../lms/client.ts';
import { managedCourse } from '../lms/course.ts';
import { waitingCount } from '../lms/join-requests.ts';
import { managedCourses } from '../lms/managed-courses.ts';
import { identifyRows } from '../lms/people/identify-rows.ts';
import { Failed, failureOf } from '../model/errors.ts';
import {
  type Click,
  type Course,
  type Failure,
  MAX_PEOPLE,
  NO_NOTES,
  type Notes,
  type PageReading,
  type Place,
  type View,
} from '../model/index.ts';
import { withKnown } from '../store/identity-cache.ts';
import { takeGesture } from '../store/popup-state.ts';
import { noteCourse, rulesOf } from '../store/settings.ts';
import { offerAutoSend } from './auto-send.ts';
import { sortedCourses } from './courses.ts';
import { jobFor, jobFrom } from './job-to-show.ts';
import { keepPlan } from './keep-plan.ts';
import { type SiteAt, siteAt } from './site-at.ts';

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
  asked: Following,
): Promise<View> {
  // First of all, so that it is gone whatever this popup comes to show.
  const byGesture = 'tabId' in place && (await takeGesture(place.tabId));
  const at = await siteAt(place);
  // Asked first: what comes after that is read too.
  const loading = 'tabId' in place && (await isLoading(place.tabId));
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
  const notes = { ...notesOf(reading, course), loading };
  const selectable = 'tabId' in place ? reading.selectable : null;
  if (chosen.length === 0) {
    const waiting = await waitingCount(at.client, course.id);
    return { screen: 'course', origin: at.origin, course, waiting, selectable, notes };
  }
  const { people, unidentified } = await withKnown(at.origin, at.madeAt, (known) =>
    identifyRows({ client: at.client, ...asked, known }, course.id, { rows: chosen, peers: reading.peers }),
  );
  const review = await keepPlan(at, { course, people, unidentified, lines: [], notes });
  return { ...review, autoSend: await offerAutoSend(review.plan, { reading, click, byGesture }) };
}

const NO_PAGE: PageReading = {
  course: { id: null, slug: null, linked: null },
  chosen: [],
  peers: [],
  selectable: 0,
  hidden: 0,
  partial: false,
  pointed: null,
};

function notesOf({ hidden, partial, pointed, course: { id, linked } }: PageReading, course: Course): Notes {
  const otherCourse = id === course.id && linked !== id ? linked : null;
  return { ...NO_NOTES, hidden, partial, pointed, otherCourse };
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
async function chooser(at: SiteAt, { chosen }: PageReading, because: Failure | null): Promise<View> {
  const elsewhere =
    because === null || because.kind === 'not-a-manager' || because.kind === 'course-not-found';
  const all = elsewhere ? await sortedCourses(at.client, at.origin) : [];
  if (all.length === 0 && because !== null) throw new Failed(because);
  return { screen: 'choose', origin: at.origin, courses: all, people: chosen.length, because };
}
