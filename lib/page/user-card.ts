/**
 * The user card (`SCUser`): participants dialog, group, event and follower lists. Its link holds the user id; deleted
 * users and invite dialogs have a button in its place and tell the username only (react-ui 0.11.0-alpha.119, seen 2026-11).
 */
import type { Row } from './rows.ts';

const CARD = '.SCUser-root';
const CONTENT = '.SCBaseItemButton-content';
const NAME = '.SCBaseItemButton-primary';
const PROFILE_PATH = /\/user\/([1-9]\d{0,15})(?:\/|$)/;

/** The cards that hold a username or a profile link. */
export function userCards(page: ParentNode): Row[] {
  return [...page.querySelectorAll<HTMLElement>(CARD)].flatMap((element) => {
    const name = element.querySelector<HTMLElement>(NAME);
    const username = name?.textContent?.trim();
    if (!name || !username) return [];
    return [{ element, name, userId: profileId(element.querySelector(`a${CONTENT}[href]`)), username }];
  });
}

function profileId(link: Element | null): number | null {
  const url = URL.parse(link?.getAttribute('href') ?? '', document.baseURI);
  const id = Number(PROFILE_PATH.exec(url?.origin === location.origin ? url.pathname : '')?.[1]);
  return Number.isSafeInteger(id) ? id : null;
}
