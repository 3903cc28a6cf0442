/** Whether a list leaves room for rows that it does not draw: so do those that draw what is in view only. */
import { listsOf, partsOf, type Row } from './row.ts';
import { parentOf } from './visibility/page-tree.ts';

/** A list that draws what is in view only draws few rows; to measure thousands takes longer than to read them. */
const MOST_DRAWN = 1_000;
/** Room for fewer rows is space of the page's own. */
const LEAST_ROWS = 5;
/** What fills a place without a text. */
const CONTENT = 'img, svg, canvas, video, iframe, input';
/** So far up the room is looked for: in what holds the rows, or in what scrolls. */
const DEPTH = 5;

/** `rows`: all that are drawn, of one list or several. */
export function isInLongerScroller(rows: readonly Row[]): boolean {
  return listsOf(rows).some(leavesRoom);
}

function leavesRoom(rows: readonly Row[]): boolean {
  const [first] = rows;
  if (first === undefined || rows.length > MOST_DRAWN) return false;
  const least = first.element.getBoundingClientRect().height * LEAST_ROWS;
  const drawn = rows.flatMap(partsOf).map((part) => part.getBoundingClientRect());
  let [top, bottom] = [Math.min(...drawn.map((one) => one.top)), Math.max(...drawn.map((one) => one.bottom))];
  let at = parentOf(first.element);
  for (let depth = 0; at !== null && depth < DEPTH; depth += 1, at = parentOf(at)) {
    const isScroller = scrolls(at);
    // What else stands there takes its own place.
    for (const child of at.children) {
      if (
        child.textContent?.trim() === '' &&
        child.querySelector(CONTENT) === null &&
        !child.matches(CONTENT)
      )
        continue;
      const area = child.getBoundingClientRect();
      if (area.height === 0) continue;
      if (!child.contains(first.element))
        [top, bottom] = [Math.min(top, area.top), Math.max(bottom, area.bottom)];
    }
    const height = isScroller ? at.scrollHeight : at.getBoundingClientRect().height;
    if (height - (bottom - top) > least && scrollsAround(at)) return true;
    if (isScroller) return false;
  }
  return false;
}

function scrollsAround(element: Element): boolean {
  for (let at: Element | null = element; at !== null; at = parentOf(at)) if (scrolls(at)) return true;
  return false;
}

function scrolls(element: Element): boolean {
  if (element.scrollHeight <= element.clientHeight + 1) return false;
  return (
    element === element.ownerDocument.scrollingElement ||
    /auto|scroll/.test(getComputedStyle(element).overflowY)
  );
}
