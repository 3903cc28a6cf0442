/** Which account a page itself is signed in with. Injected by itself, so nothing in it stands outside of the function. */
import type { SeenPerson } from '../model/index.ts';

/**
 * Whose profile the community's own toolbar leads to: the id of the link, and the name of the picture in it
 * (`NavigationToolbar` of the front-end's react-ui 0.11, seen 2026-12). Null where there is no such link, where two of them
 * disagree, or where neither is told: a page that does not surely say whose it is says nothing.
 */
export function accountOf(): SeenPerson | null {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('a.SCNavigationToolbar-profile[href]')];
  const told = links.map((link) => {
    const url = URL.parse(link.href);
    const digits =
      url?.origin === location.origin ? /\/user\/([1-9]\d{0,14})\/?$/.exec(url.pathname)?.[1] : null;
    return {
      userId: digits ? Number(digits) : null,
      username: link.querySelector('img')?.alt.trim() || null,
    };
  });
  const [first] = told;
  const agree = told.every((one) => one.userId === first?.userId && one.username === first.username);
  return first && agree && (first.userId !== null || first.username !== null) ? first : null;
}
