/**
 * The user card (`SCUser`): participants dialog, group, event and follower lists. Its link holds the user id; deleted
 * users and invite dialogs have a button in its place and tell the username only (react-ui 0.11.0-alpha.119, seen 2026-11).
 */

import { profileId } from '../profile-id.ts';
import { namedRows } from './named-rows.ts';

const CARD = '.SCUser-root';

export const userCards = namedRows(`${CARD} .SCBaseItemButton-primary`, CARD, (card) =>
  profileId(card.querySelector('a.SCBaseItemButton-content[href]')),
);
