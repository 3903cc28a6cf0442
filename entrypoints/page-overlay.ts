import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import type { ReviewRequest } from '../lib/messages/schemas.ts';
import { createPageOverlay, type PageOverlay } from '../lib/page/tick-boxes/page-overlay.ts';

declare global {
  var rollcallOverlay: PageOverlay | undefined;
}

/** The polyfilled `browser` would add 10 kB to what is injected; one message without an answer needs none of it. */
declare const chrome: { runtime: { sendMessage(message: ReviewRequest): Promise<void> } };

/** Injected after the reader where something is to be drawn into the page: only then. */
export default defineUnlistedScript(() => {
  const { rollcall: reader } = globalThis;
  if (reader !== undefined) globalThis.rollcallOverlay ??= createPageOverlay(reader, askForReview);
});

function askForReview(): void {
  const request: ReviewRequest = { type: 'review' };
  void chrome.runtime.sendMessage(request);
}
