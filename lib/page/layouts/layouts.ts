/** The layouts in which a page shows people: for each, where the names stand, and what row a name makes. */

import { addUsersChips, addUsersOptions } from './add-users.ts';
import { courseTable } from './course-table.ts';
import { dashboardComments } from './dashboard-comments.ts';
import type { Layout } from './layout.ts';
import { studentDialog } from './student-dialog.ts';
import { userCards } from './user-card.ts';

/** Those of SelfCommunity's front-end; an element belongs to the first that takes it. */
export const LAYOUTS: readonly Layout[] = [
  courseTable,
  studentDialog,
  dashboardComments,
  userCards,
  addUsersOptions,
  addUsersChips,
];
