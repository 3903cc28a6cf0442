import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { UnderPointer } from '../lib/page/pointed.ts';

declare global {
  // Both live in the extension's isolated world: the page's scripts do not see them.
  var rollcallPointer: UnderPointer | null | undefined;
  /** Ends the watching, for a site that is disconnected. */
  var forgetRightClicks: (() => void) | undefined;
}

/**
 * The one script that stays in the pages of connected sites: Chromium tells a context menu's listener the link under
 * the pointer, but not the row. It keeps what was right-clicked last and does nothing else: no look at the page, no timer.
 */
export default defineUnlistedScript(() => {
  // Injected at connecting into pages that are open, which may have it from before.
  if (globalThis.forgetRightClicks !== undefined) return;
  const watching = new AbortController();
  const options = { capture: true, passive: true, signal: watching.signal };
  let highlighted = false;
  // Before the browser drops the highlight, which it does when the button goes down outside of it.
  addEventListener(
    'pointerdown',
    (event) => {
      // `isCollapsed` is true of a highlight inside a shadow root (Chromium 156, seen 2026-11).
      if (event.isTrusted) highlighted = event.button === 2 && getSelection()?.type === 'Range';
    },
    options,
  );
  addEventListener(
    'contextmenu',
    (event) => {
      if (!event.isTrusted) return;
      // The menu key has no button, and its event may go to something that has not the focus (Chromium 156, seen 2026-11).
      // Inside open shadow roots the event's own target is the outermost host.
      const target = event.button < 0 ? document.activeElement : event.composedPath()[0];
      globalThis.rollcallPointer =
        target instanceof Element
          ? { target, highlighted, at: performance.timeOrigin + event.timeStamp }
          : null;
      highlighted = false;
    },
    options,
  );
  globalThis.forgetRightClicks = () => {
    watching.abort();
    globalThis.rollcallPointer = undefined;
    globalThis.forgetRightClicks = undefined;
  };
});
