/** What may be sent without the button: any doubt at all, and it may not. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Notes, PageReading, Plan, SeenCourse } from '../../../lib/model/index.ts';
import { mayAutoSend, proposalOf } from '../../../lib/review/auto-send-rules.ts';
import { course, notes, person, plan, standing } from '../../people.ts';

const seen: SeenCourse = { id: course.id, slug: course.slug, linked: course.id };
const terms = { byGesture: true, on: true, limit: 25 };

interface Case {
  plan: Plan;
  seen: SeenCourse;
  terms: typeof terms;
}
const may = (one: Case) => mayAutoSend(one.plan, { course: one.seen }, one.terms);

const anyId = fc.integer({ min: 1, max: 9_999 });

/** Whatever may be sent at once: 1 to 25 people, some of whom may be in already, on a page that names the course. */
const fine: fc.Arbitrary<Case> = fc
  .record({
    sent: fc.integer({ min: 1, max: 25 }),
    left: fc.integer({ min: 0, max: 24 }),
    asked: fc.constantFrom('requested' as const, null),
    is: fc.constantFrom('joined' as const, 'invited' as const),
    pointed: fc.constantFrom('pointed' as const, null),
    id: fc.constantFrom(course.id, null),
    linked: fc.constantFrom(course.id, null),
    spare: fc.integer({ min: 0, max: 100 }),
  })
  .filter(({ sent, left }) => sent + left <= 25)
  .map(({ sent, left, asked, is, pointed, id, linked, spare }) => ({
    plan: {
      ...plan([...standing(asked, sent), ...standing(is, left, 5_001)]),
      notes: { ...notes, pointed },
    },
    seen: { ...seen, id, linked },
    terms: { ...terms, limit: sent + left + spare },
  }));

test('without any doubt it may', () => {
  fc.assert(fc.property(fine, may));
});

/** One thing more, and it may not, whatever else there is. */
function never(name: string, spoil: (one: Case, id: number) => Case): void {
  test(name, () => {
    fc.assert(fc.property(fine, anyId, (one, id) => !may(spoil(one, id))));
  });
}
const withPlan = (one: Case, change: Partial<Plan>): Case => ({ ...one, plan: { ...one.plan, ...change } });
const withNotes = (one: Case, change: Partial<Notes>): Case =>
  withPlan(one, { notes: { ...one.plan.notes, ...change } });

describe('never', () => {
  never('by the toolbar, the bar in the page, or a tab', (one) => ({
    ...one,
    terms: { ...one.terms, byGesture: false },
  }));
  never('where the site is not set to it', (one) => ({ ...one, terms: { ...one.terms, on: false } }));
  never('where the organisation allows nobody', (one) => ({ ...one, terms: { ...one.terms, limit: 0 } }));
  never('more than the organisation allows', (one) => ({
    ...one,
    terms: { ...one.terms, limit: one.plan.people.length - 1 },
  }));
  never('more than 25, whatever a limit says', (one, id) => ({
    ...withPlan(one, { people: plan(standing(null, 25 + id)).people }),
    terms: { ...one.terms, limit: 10_000 },
  }));
  for (const reason of ['not-found', 'ambiguous', 'name-mismatch'] as const) {
    never(`with a row that is ${reason}`, (one, id) =>
      withPlan(one, { unidentified: [{ seen: { userId: id, username: 'x' }, reason }] }),
    );
  }
  never('with hidden rows', (one, id) => withNotes(one, { hidden: id }));
  never('where the page keeps only some of its rows', (one) => withNotes(one, { partial: true }));
  never('where the page is still loading', (one) => withNotes(one, { loading: true }));
  never('where the click dropped a highlight', (one) => withNotes(one, { pointed: 'dropped' }));
  never('where the page is signed in as somebody else', (one, id) =>
    withNotes(one, { pageOf: { userId: one.plan.by.id + id, username: null } }),
  );
  never('for the first of everyone who waits', (one, id) => withNotes(one, { ofWaiting: id }));
  never('where the address names another course', (one, id) => ({
    ...one,
    seen: { ...one.seen, id: course.id + id },
  }));
  never('where the links lead to another course', (one, id) => ({
    ...one,
    seen: { ...one.seen, linked: course.id + id },
  }));
  never('where only the links tell the course', (one) => ({
    ...one,
    seen: { id: null, slug: null, linked: course.id },
  }));
  never('for people of a list', (one, id) =>
    withPlan(one, { lines: [{ line: 1, text: 'x', taken: { as: 'id', id }, userId: id, reason: null }] }),
  );
  never('for an undo or a retry', (one, id) =>
    withPlan(one, { from: { jobId: one.plan.id, as: id % 2 === 0 ? 'undo' : 'retry' } }),
  );
  never('with nobody to send', (one) => withPlan(one, { people: plan(standing('joined', 3)).people }));
});

test('a page that moves, adds, hides or renames anybody, or turns to another course, proposes something else', () => {
  const chosen = [person(1), person(2)].map(({ id, username }) => ({ userId: id, username }));
  const [first, second] = chosen;
  if (first === undefined || second === undefined) throw new Error('nobody');
  const reading: PageReading = {
    course: seen,
    chosen,
    peers: [],
    selectable: 9,
    hidden: 0,
    partial: false,
    pointed: null,
  };
  const others: PageReading[] = [
    { ...reading, chosen: [second, first] },
    { ...reading, chosen: [first] },
    { ...reading, chosen: [...chosen, { userId: 3, username: 'c' }] },
    { ...reading, chosen: [first, { ...second, username: 'other' }] },
    { ...reading, chosen: [first, { ...second, userId: 3 }] },
    { ...reading, hidden: 1 },
    { ...reading, partial: true },
    { ...reading, pointed: 'pointed' },
    { ...reading, course: { ...seen, id: 10 } },
    { ...reading, course: { ...seen, slug: 'other' } },
    { ...reading, course: { ...seen, linked: null } },
  ];
  expect(new Set([reading, ...others].map(proposalOf)).size).toBe(others.length + 1);
  // More rows that nobody chose change nothing.
  expect(proposalOf({ ...reading, selectable: 10 })).toBe(proposalOf(reading));
});
