/** A course and people for tests that need no LMS. */
import { jobOf } from '../lib/jobs/engine/job.ts';
import { outcomeCounts } from '../lib/jobs/engine/outcomes.ts';
import { planFor } from '../lib/jobs/engine/plan.ts';
import type {
  Course,
  Identified,
  Job,
  Notes,
  Outcome,
  Person,
  Plan,
  Relation,
  SiteState,
} from '../lib/model/index.ts';

export const ORIGIN = 'https://community.example.org';

export const course: Course = {
  id: 9,
  name: 'Intro to Marine Biology',
  slug: 'intro-to-marine-biology',
  privacy: 'private',
  memberCount: 26,
  role: 'manager',
};

/** Nothing to say of how the page was read. */
export const notes: Notes = {
  hidden: 0,
  partial: false,
  loading: false,
  pointed: null,
  otherCourse: null,
  pageOf: null,
  ofWaiting: null,
};

export function person(id: number, username = `person_${id}`): Person {
  return { id, username, realName: `Person ${id}` };
}

/** A site where somebody has signed in with a pasted token. */
export function site(user: Person | null, more: Partial<SiteState> = {}): SiteState {
  const origin = more.origin ?? ORIGIN;
  const nothing = {
    api: origin,
    clientId: null,
    clientSecret: 'none' as const,
    keep: false,
    until: null,
    allowed: true,
    byPolicy: false,
  };
  return { ...nothing, user, ...more, origin };
}

/** `count` people with ids from `from` on, all standing the same way to the course. */
export function standing(relation: Relation, count: number, from = 2001): Identified[] {
  return Array.from({ length: count }, (_, at) => ({ person: person(from + at), relation }));
}

export function plan(identified: readonly Identified[], unidentified: Plan['unidentified'] = []): Plan {
  const id = '3a6a9c5e-0d1b-4c6f-9d53-0d0d8c1f7a11';
  const by = person(2, 'cora_manager');
  return {
    id,
    place: { tabId: 1 },
    origin: ORIGIN,
    by,
    madeAt: 0,
    course,
    people: identified.map(planFor),
    unidentified,
    lines: [],
    notes,
    from: null,
  };
}

/** The job of such a plan, with batches of two. */
export function job(identified: readonly Identified[], change: Partial<Job> = {}): Job {
  const begun = jobOf(plan(identified), { batchSize: 2, now: 0, looked: true });
  const { outcomes = [] } = change;
  return { ...begun, counts: outcomeCounts(outcomes), ...change };
}

export function outcome(kind: Outcome['kind'], id: number, reason: string | null = null): Outcome {
  return { person: person(id), kind, reason };
}
