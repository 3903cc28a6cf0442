/** Characters that come along when text is copied, and are no part of what somebody wrote. */

import { UNSEEN } from '../model/text.ts';

/** Not tabs: they part the cells of a table. */
const INVISIBLE = new RegExp(`${UNSEEN}|(?!\\s)\\p{Cc}`, 'gu');
/** One character around a name: space, quotes, and the comma or semicolon of an enumeration. */
const AROUND = new RegExp(`^(?:[\\s,;"'\`´‘’‚“”„«»‹›]|${UNSEEN}|\\p{Cc})$`, 'u');
/** A bullet or a number before what stands in a list. The space after it tells `- foo` from the username `-foo`. */
const BULLET = /^\s*(?:[-–—*+•‣◦·▪●○]|\d{1,5}[.)])\s+(?=\S)/u;
/** What a line may be made of and still be blank. */
const NOTHING = /^[\s",;|]*$/;

/** `text` without anything that cannot be seen. */
export function visible(text: string): string {
  return text.replace(INVISIBLE, '');
}

/** Whether there is nothing to read: space, and what separates and quotes the cells of a table. */
export function isBlank(text: string): boolean {
  return NOTHING.test(visible(text));
}

/** `text` without what stands around it. */
export function bare(text: string): string {
  // Space first: there may be a lot of it, and it is the one thing that costs nothing to take away.
  const characters = [...text.trim()];
  let from = 0;
  let to = characters.length;
  while (from < to && AROUND.test(characters[from] ?? '')) from++;
  while (from < to && AROUND.test(characters[to - 1] ?? '')) to--;
  return characters.slice(from, to).join('');
}

/** `line` without the bullet or number that a list in a text puts before it. */
export function withoutBullet(line: string): string {
  return line.replace(BULLET, '');
}
