import { i18n } from '#i18n';
import type { Course, Person } from '../../lib/model/index.ts';
import { hostOf } from './plain-words.ts';

interface Props {
  course: Course;
  origin: string;
  /** Whose sign-in it is done with, or was; null where nothing is about to be done. */
  by: Person | null;
}

/** Where this is about to happen, as the LMS's API says: course, site, id, privacy, members; and as whom. */
export function CourseHeader({ course, origin, by }: Props) {
  const facts = [i18n.t('popup.courseFacts', [hostOf(origin), String(course.id)]), ...courseFacts(course)];
  return (
    <header class="course">
      <h1>{course.name}</h1>
      <p>
        {facts.join(' · ')}
        {by !== null && (
          <>
            {' · '}
            <bdi>{i18n.t('popup.as', [by.username])}</bdi>
          </>
        )}
      </p>
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
