/**
 * The dashboard's "See" dialog of one student. The link on the picture leads to the course's *creator*; only the link
 * of the Message button is the student's (react-ui 0.11.0-alpha.119, seen 2026-11).
 */
import type { Layout } from './layouts.ts';
import { ownName } from './names.ts';
import { idIn } from './profile-id.ts';

const STUDENT = '.SCCourseUsersTable-info-inner-wrapper';
const MESSAGES_PATH = /\/messages\/([1-9]\d{0,15})\/?$/;

export const studentDialog: Layout = {
  names: `${STUDENT} .SCCourseUsersTable-avatar-wrapper > p`,
  rowOf(name) {
    const element = name.closest<HTMLElement>(STUDENT);
    const username = ownName(name);
    if (element === null || username === null) return null;
    const ids = [...element.querySelectorAll('a[href]')].map((link) => idIn(link, MESSAGES_PATH));
    return { element, name, userId: ids.find((id) => id !== null) ?? null, username };
  },
};
