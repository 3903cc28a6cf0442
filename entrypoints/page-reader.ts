import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { createPageReader, type PageReader } from '../lib/page/reader.ts';

declare global {
  // Lives in the extension's isolated world: the page's scripts do not see it.
  var rollcall: PageReader | undefined;
}

/** The polyfilled `browser` would add 10 kB to what is injected. */
declare const chrome: {
  /** Firefox only. */
  menus?: { getTargetElement(target: number): Element | null };
};

/** Injected by a gesture, again at each one; the reader and its ticks stay from the first time on. */
export default defineUnlistedScript(() => {
  globalThis.rollcall ??= createPageReader((target) => chrome.menus?.getTargetElement(target) ?? null);
});
