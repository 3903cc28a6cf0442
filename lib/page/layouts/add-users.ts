/**
 * The Add users field: its suggestions, and the chips of who was taken. The page tells the username only;
 * `data-option-index` is a position (react-ui 0.11.0-alpha.119, seen 2026-11). The picture, or the letter in its place,
 * sets people apart from the options of other fields and from other chips.
 */
import { namedRows } from './named-rows.ts';

export const addUsersOptions = namedRows('li[role=option] > .MuiAvatar-root + *', 'li');
export const addUsersChips = namedRows('.MuiChip-root > .MuiChip-avatar + .MuiChip-label', '.MuiChip-root');
