import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { UnderPointer } from '../lib/page/pointed.ts';

declare global {
  // Lives in the extension's isolated world: the page's scripts do not see it.
  var rollcallPointer: UnderPointer | null | undefined;
}

/**
 * The one script that stays in the pages of connected sites: Chromium tells a context menu's listener the link under
 * the pointer, but not the row. It keeps what was right-clicked last and does nothing else: no look at the page, no timer.
 */
export default defineUnlistedScript(() => {
  // Injected at connecting into pages that are open, which may have it from before.
  if (globalThis.rollcallPointer !== undefined) return;
  globalThis.rollcallPointer = null;
  let highlighted = false;
  // Before the browser drops the highlight, which it does when the button goes down outside of it.
  addEventListener(
    'pointerdown',
    (event) => {
      if (event.isTrusted && event.button === 2) highlighted = getSelection()?.isCollapsed === false;
    },
    { capture: true, passive: true },
  );
  addEventListener(
    'contextmenu',
    (event) => {
      // Inside open shadow roots the event's own target is the outermost host.
      const target = event.composedPath()[0];
      if (!event.isTrusted || !(target instanceof Element)) return;
      globalThis.rollcallPointer = { target, highlighted, at: performance.timeOrigin + event.timeStamp };
    },
    { capture: true, passive: true },
  );
});
