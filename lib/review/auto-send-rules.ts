/** Which reviews may be sent without the button, once the person has had the time to stop them. */

import { planCounts } from '../jobs/engine/plan.ts';
import { MOST_AUTO_SENT, type PageReading, type Plan } from '../model/index.ts';

/** What is asked for besides the plan. */
interface Terms {
  /** Whether the context menu or the shortcut opened the popup, and nothing else has been done in it. */
  byGesture: boolean;
  /** Whether the site is set to it. */
  on: boolean;
  /** The most people, where the organisation allows fewer than `MOST_AUTO_SENT`; 0 allows nobody. */
  limit: number;
}

/**
 * Whether a plan may be sent at once: there is no doubt about the course, which the page's address names and its links do
 * not deny, nor about anybody chosen, nor about who sends, and nobody who was chosen is missing. Those who are in already count too.
 */
export function mayAutoSend(
  { course, people, unidentified, lines, notes, from }: Plan,
  { course: seen }: Pick<PageReading, 'course'>,
  { byGesture, on, limit }: Terms,
): boolean {
  const { invite, accept } = planCounts(people);
  const isNamed = seen.id === null ? seen.slug === course.slug : seen.id === course.id;
  const isWhole = notes.hidden === 0 && !notes.partial && !notes.loading && notes.pointed !== 'dropped';
  return (
    byGesture &&
    on &&
    invite + accept > 0 &&
    people.length <= Math.min(limit, MOST_AUTO_SENT) &&
    isNamed &&
    (seen.linked === null || seen.linked === course.id) &&
    unidentified.length === 0 &&
    isWhole &&
    notes.pageOf === null &&
    // A list, an Undo, everyone who waits: none of them comes from a page.
    lines.length === 0 &&
    from === null &&
    notes.ofWaiting === null
  );
}

/** What a page proposes, to be compared with what it proposes a moment later. */
export function proposalOf({ course, chosen, hidden, partial, pointed }: PageReading): string {
  const people = chosen.map(({ userId, username }) => [userId, username]);
  return JSON.stringify([course.id, course.slug, course.linked, people, hidden, partial, pointed]);
}
