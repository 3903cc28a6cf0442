/**
 * The dashboard's "See" dialog of one student. The link on the picture leads to the course's *creator*; only the link
 * of the Message button is the student's (react-ui 0.11.0-alpha.119, seen 2026-11).
 */

import { firstId, idIn } from '../profile-id.ts';
import { namedRows } from './named-rows.ts';

const STUDENT = '.SCCourseUsersTable-info-inner-wrapper';
const MESSAGES_PATH = /\/messages\/([1-9]\d{0,15})\/?$/;

export const studentDialog = namedRows(
  `${STUDENT} .SCCourseUsersTable-avatar-wrapper > p`,
  STUDENT,
  (student) => firstId([...student.querySelectorAll('a[href]')].map((link) => idIn(link, MESSAGES_PATH))),
);
