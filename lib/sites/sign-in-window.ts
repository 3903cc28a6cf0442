/** The browser's window in which the person signs in at the community's own pages. */
import { browser } from 'wxt/browser';
import type { Failure, Site } from '../model/index.ts';

/** How long another window for signing in is waited for. */
const PATIENCE_MS = 4 * 60_000;

/**
 * The address that the community sends the person back to. Chromium opens one window for this at a time, and it stays when
 * the worker ends (156, seen 2026-11): nobody hears of what is done in it any more, and the next one has to wait for its end.
 */
export async function answerAt(url: string): Promise<string | undefined> {
  const { launchWebAuthFlow } = browser.identity;
  const patience = Date.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await launchWebAuthFlow({ url, interactive: true });
    } catch (thrown) {
      const isTaken = thrown instanceof Error && /only one web auth flow/i.test(thrown.message);
      if (!isTaken || Date.now() > patience) throw thrown;
      await new Promise((again) => setTimeout(again, 500));
    }
  }
}

/** Chromium (156, seen 2026-11) shows no page of an error, and tells that apart from a closed window by words only. */
export function unansweredBy({ origin }: Site, thrown: unknown): Failure {
  const noPage = thrown instanceof Error && /could not be loaded/.test(thrown.message);
  return { kind: noPage ? 'sign-in-not-offered' : 'sign-in-closed', origin };
}
