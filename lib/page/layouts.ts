/** The layouts in which a page shows people: for each, where the names stand, and what row a name makes. */

import { addUsersChips, addUsersOptions } from './add-users.ts';
import { courseTable } from './course-table.ts';
import { profileLinks } from './profile-links.ts';
import type { Row } from './rows.ts';
import { studentDialog } from './student-dialog.ts';
import { userCards } from './user-card.ts';

export interface Layout {
  /** Selector of what may hold a name. */
  names: string;
  /** The row of a name, or null where it is nobody's. */
  rowOf(name: HTMLElement): Row | null;
}

/** Those of SelfCommunity's front-end; an element belongs to the first that takes it. */
export const LAYOUTS: readonly Layout[] = [
  courseTable,
  studentDialog,
  userCards,
  addUsersOptions,
  addUsersChips,
  profileLinks,
];
