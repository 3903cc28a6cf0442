import { i18n } from '#i18n';
import type { Course } from '../../lib/model/index.ts';
import { hostOf } from './plain-words.ts';

/** Where this is about to happen, as the LMS's API says: course, site, id, privacy, members. */
export function CourseHeader({ course, origin }: { course: Course; origin: string }) {
  const facts = [i18n.t('popup.courseFacts', [hostOf(origin), String(course.id)]), ...courseFacts(course)];
  return (
    <header class="course">
      <h1>{course.name}</h1>
      <p>{facts.join(' · ')}</p>
    </header>
  );
}

/** Privacy and number of members, each as far as it is known. */
export function courseFacts({ privacy, memberCount }: Course): string[] {
  const members = memberCount === null ? null : i18n.t('popup.members', memberCount);
  return [privacyWord(privacy), members].filter((fact) => fact !== null);
}

/** The values of `privacy` in the docs (schemas/course, seen 2026-11); others are not shown. */
function privacyWord(privacy: string): string | null {
  switch (privacy) {
    case '':
      return i18n.t('popup.privacy.draft');
    case 'open':
      return i18n.t('popup.privacy.open');
    case 'private':
      return i18n.t('popup.privacy.private');
    case 'secret':
      return i18n.t('popup.privacy.secret');
    default:
      return null;
  }
}
