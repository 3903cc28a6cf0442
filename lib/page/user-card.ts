/**
 * The user card (`SCUser`): participants dialog, group, event and follower lists. Its link holds the user id; deleted
 * users and invite dialogs have a button in its place and tell the username only (react-ui 0.11.0-alpha.119, seen 2026-11).
 */
import type { Layout } from './layouts.ts';
import { ownName } from './names.ts';
import { profileId } from './profile-id.ts';

const CARD = '.SCUser-root';

export const userCards: Layout = {
  names: `${CARD} .SCBaseItemButton-primary`,
  rowOf(name) {
    const element = name.closest<HTMLElement>(CARD);
    const username = ownName(name);
    if (element === null || username === null) return null;
    const link = element.querySelector('a.SCBaseItemButton-content[href]');
    return { element, name, userId: profileId(link), username };
  },
};
