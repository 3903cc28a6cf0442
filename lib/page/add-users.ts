/**
 * The Add users field: its suggestions, and the chips of who was taken. The page tells the username only;
 * `data-option-index` is a position (react-ui 0.11.0-alpha.119, seen 2026-11). The picture, or the letter in its place,
 * sets people apart from the options of other fields and from other chips.
 */
import type { Layout } from './layouts.ts';
import { ownName } from './names.ts';

export const addUsersOptions = withPicture('li[role=option] > .MuiAvatar-root + *', 'li');
export const addUsersChips = withPicture('.MuiChip-root > .MuiChip-avatar + .MuiChip-label', '.MuiChip-root');

function withPicture(names: string, row: string): Layout {
  return {
    names,
    rowOf(name) {
      const element = name.closest<HTMLElement>(row);
      const username = ownName(name);
      return element && username ? { element, name, userId: null, username } : null;
    },
  };
}
