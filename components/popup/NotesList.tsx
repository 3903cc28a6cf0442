import { i18n } from '#i18n';
import type { Course, Notes, Person } from '../../lib/model/index.ts';
import { numberWords } from '../shared/plain-words.ts';

interface Props {
  notes: Notes;
  course: Course;
  /** Whose sign-in acts; null where nothing is about to be done. */
  by: Person | null;
  /** How many people the review holds. */
  people: number;
}

/** What the person should know of the course, and of how the page was read. */
export function NotesList(props: Props) {
  const words = notesWords(props);
  if (words.length === 0) return null;
  return (
    <ul class="notes">
      {words.map((note) => (
        <li key={note} class="note">
          {note}
        </li>
      ))}
    </ul>
  );
}

function notesWords({ notes, course, by, people }: Props): string[] {
  const { hidden, partial, loading, pointed, otherCourse, pageOf, ofWaiting } = notes;
  const words = [...whoSees(course)];
  if (pageOf !== null && by !== null) {
    words.push(i18n.t('review.pageOf', [pageOf.username ?? `#${pageOf.userId}`, by.username]));
  }
  if (pointed === 'dropped') words.push(i18n.t('review.dropped'));
  if (pointed === 'pointed') words.push(i18n.t('review.pointed'));
  if (hidden > 0) words.push(i18n.t('review.hidden', hidden));
  if (loading) words.push(i18n.t('review.loading'));
  if (partial) words.push(i18n.t('review.partial'));
  if (ofWaiting !== null) words.push(i18n.t('review.firstOf', [numberWords(people), numberWords(ofWaiting)]));
  if (otherCourse !== null) {
    words.push(i18n.t('review.courseByAddress', [String(course.id), String(otherCourse)]));
  }
  return words;
}

/** Who can see the course at all, where that is not everybody (docs, schemas/course: a draft has no privacy yet; seen 2026-11). */
function whoSees({ privacy }: Course): string[] {
  if (privacy === '') return [i18n.t('review.draft')];
  return privacy === 'secret' ? [i18n.t('review.secret')] : [];
}
