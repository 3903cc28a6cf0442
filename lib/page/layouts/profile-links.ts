/** Links to people wherever they stand: authors, mentions, notifications, cards of a site's own making. */

import { profileId } from '../profile-id.ts';
import type { Row } from '../row.ts';
import type { Layout } from './layout.ts';
import { firstName } from './names.ts';

/** Where a page has links, and one to one's own profile. A header inside an article or a list is that of a card. */
export const NAVIGATION =
  'nav, [role=navigation], [role=banner], [role=contentinfo], body > header, body > footer, body > * > header, body > * > footer';
/** So far up a link's surroundings are looked at for the card that it stands in. */
const CARD_DEPTH = 6;

export const profileLinks: Layout = {
  names: 'a[href*="/user/"]',
  rowOf(link) {
    const userId = link.closest(NAVIGATION) === null ? profileId(link) : null;
    const found = userId === null ? null : firstName(link);
    // A link around a picture only: the name has a link of its own, or is nobody's to guess.
    if (found === null) return null;
    return { element: cardOf(link), name: found.name, userId, username: found.text };
  },
};

/** The one of repeated siblings that is this link's: where another holds another person's link. Else the link itself. */
function cardOf(link: HTMLElement): Row['element'] {
  let element = link;
  for (let depth = 0; depth < CARD_DEPTH; depth += 1) {
    const { parentElement: parent } = element;
    if (parent === null || parent === document.body) break;
    // No further than to the first: a list can hold thousands.
    for (const one of parent.children)
      if (
        one !== element &&
        one.localName === element.localName &&
        one.className === element.className &&
        hasProfile(one)
      )
        return element;
    if (!isAlone(parent, link)) break;
    element = parent;
  }
  return link;
}

function hasProfile(element: Element): boolean {
  return element.matches(profileLinks.names) || element.querySelector(profileLinks.names) !== null;
}

/** Whether all profile links in `parent` lead to the same person. */
function isAlone(parent: Element, link: Element): boolean {
  const id = profileId(link);
  return [...parent.querySelectorAll(profileLinks.names)].every((other) => profileId(other) === id);
}
