/** What an element says as a person's name. */

/** As long as a username may be (docs, schemas/user); longer texts are no names. */
const LONGEST = 255;

/** Text that is not the name although it stands beside it: the letter in the place of a picture, icons, controls. */
const NOT_A_NAME =
  '[aria-hidden=true], [class*=avatar i], button, svg, style, script, noscript, select, textarea';

/**
 * The name that an element holds itself: its own text, without that of badges inside it ("Admin" stands inside the name
 * on group cards, seen 2026-11). Without the `@` of a mention. Null where there is none.
 */
export function ownName(element: Element): string | null {
  if (element.firstElementChild === null) return cleaned(element.textContent);
  let own = '';
  for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) own += node.nodeValue;
  return cleaned(own);
}

/** The first text inside an element that can be a name, and the element that holds it. */
export function firstName(element: HTMLElement): { name: HTMLElement; text: string } | null {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const name = node.parentElement;
    const text = cleaned(node.nodeValue);
    if (name === null || text === null) continue;
    const other = name.closest(NOT_A_NAME);
    if (other === null || other.contains(element)) return { name, text };
  }
  return null;
}

function cleaned(text: string | null): string | null {
  const shown = text?.trim() ?? '';
  const name = shown.startsWith('@') ? shown.slice(1) : shown;
  return name === '' || name.length > LONGEST ? null : name;
}
