/**
 * `CourseUsersTable`: the Users and Requests tabs of the edit page, and the dashboard. The page tells the username
 * only: no id, no link (react-ui 0.11.0-alpha.119, seen 2026-11). Loading skeletons are rows without a name.
 */
import type { Layout } from './layouts.ts';
import { ownName } from './names.ts';

export const courseTable: Layout = {
  names: '.SCCourseUsersTable-root tbody .SCCourseUsersTable-avatar-wrapper > p',
  rowOf(name) {
    const element = name.closest('tr');
    const username = ownName(name);
    return element && username ? { element, name, userId: null, username } : null;
  },
};
