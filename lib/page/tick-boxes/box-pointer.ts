/** What the mouse does in our layer is not the page's, and does not take the focus from it where that would close something. */
import { isListOpen } from './page-focus.ts';

/** What the page would take for its own: a click outside of its dialog, a press that closes its menu. */
const TYPES = 'pointerdown pointerup mousedown mouseup click dblclick auxclick contextmenu input'.split(' ');

/** `root` is the shadow root of our layer; it takes its listeners with it. */
export function keepPointing(root: EventTarget): void {
  root.addEventListener('mousedown', (event) => {
    // With Shift the browser would select text up to here. A list of the page closes when its field loses the focus.
    if ((event instanceof MouseEvent && event.shiftKey) || isListOpen()) event.preventDefault();
  });
  for (const type of TYPES) root.addEventListener(type, (event) => event.stopPropagation());
}
