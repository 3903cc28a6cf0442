/**
 * `CourseUsersTable`: the Users and Requests tabs of the edit page, and the dashboard. The page tells the username
 * only: no id, no link (react-ui 0.11.0-alpha.119, seen 2026-11). Loading skeletons are rows without a name.
 */
import { namedRows } from './named-rows.ts';

export const courseTable = namedRows(
  '.SCCourseUsersTable-root tbody .SCCourseUsersTable-avatar-wrapper > p',
  'tr',
);
