import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { ReviewRequest } from '../lib/messages/schemas.ts';
import { createPageReader, type PageReader } from '../lib/page/reader.ts';

declare global {
  // Lives in the extension's isolated world: the page's scripts do not see it.
  var rollcall: PageReader | undefined;
}

/** The polyfilled `browser` would add 10 kB to what is injected; one message without an answer needs none of it. */
declare const chrome: {
  runtime: { sendMessage(message: ReviewRequest): Promise<void> };
  /** Firefox only. */
  menus?: { getTargetElement(target: number): Element | null };
};

/** Injected by a gesture, again at each one; the reader and its ticks stay from the first time on. */
export default defineUnlistedScript(() => {
  globalThis.rollcall ??= createPageReader({
    onReview: askForReview,
    elementOf: (target) => chrome.menus?.getTargetElement(target) ?? null,
  });
});

function askForReview(): void {
  const request: ReviewRequest = { type: 'review' };
  void chrome.runtime.sendMessage(request);
}
