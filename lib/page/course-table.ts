/**
 * `CourseUsersTable`: the Users and Requests tabs of the edit page, and the dashboard. The page tells the username
 * only: no id, no link (react-ui 0.11.0-alpha.119, seen 2026-11). Loading skeletons are rows without a name.
 */
import type { Row } from './rows.ts';

const ROW = '.SCCourseUsersTable-root tbody > tr';
const NAME = '.SCCourseUsersTable-avatar-wrapper > p';

/** The rows that hold a username. */
export function courseTableRows(page: ParentNode): Row[] {
  return [...page.querySelectorAll<HTMLElement>(ROW)].flatMap((element) => {
    const name = element.querySelector<HTMLElement>(NAME);
    const username = name?.textContent?.trim();
    return name && username ? [{ element, name, userId: null, username }] : [];
  });
}
