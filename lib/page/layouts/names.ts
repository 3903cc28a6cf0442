/** What an element says as a person's name. */

import { LONGEST_USERNAME } from '../../model/text.ts';

/** As the model has it (SeenPerson). */
const LONGEST_NAME = 1_000;

/** Text that is not the name although it stands beside it: the letter in the place of a picture, icons, controls. */
const NOT_A_NAME =
  '[aria-hidden=true], [class*=avatar i], button, svg, style, script, noscript, select, textarea';

/**
 * The name that an element holds itself: its own text, without that of badges inside it ("Admin" stands inside the name
 * on group cards, seen 2026-11). Without the `@` of a mention. Null where there is none.
 */
export function ownName(element: Element): string | null {
  return element.firstElementChild === null ? cleaned(element.textContent) : cleaned(textOf(element));
}

/** Its own text. The browser's translation puts each text of a page into two `font` elements (Chromium 156, seen 2026-11). */
function textOf(element: Element): string {
  let own = '';
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) own += node.nodeValue;
    else if ((node as Element).localName === 'font') own += textOf(node as Element);
  }
  return own;
}

/**
 * The first text inside an element that can be a username, and the element that holds it; else the first longer one, so that
 * nobody is left out in silence.
 */
export function firstName(element: HTMLElement): { name: HTMLElement; text: string } | null {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let longer: { name: HTMLElement; text: string } | null = null;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const name = node.parentElement;
    const text = cleaned(node.nodeValue);
    if (name === null || text === null) continue;
    const other = name.closest(NOT_A_NAME);
    if (other !== null && !other.contains(element)) continue;
    // A longer text can only be a real name, or something else.
    if (text.length <= LONGEST_USERNAME) return { name, text };
    longer ??= { name, text };
  }
  return longer;
}

/** A text as a name: null where it is empty; one that is too long even for a real name ends in a sign that no name has. */
export function cleaned(text: string | null): string | null {
  const shown = text?.trim() ?? '';
  const name = shown.startsWith('@') ? shown.slice(1) : shown;
  if (name.length > LONGEST_NAME) return `${name.slice(0, LONGEST_NAME - 1)}…`;
  return name === '' ? null : name;
}
