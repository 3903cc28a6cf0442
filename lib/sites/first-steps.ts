/** The page that somebody who has just installed Rollcall is led to. */
import { browser } from 'wxt/browser';
import { firstStepsShown } from '../store/settings.ts';

/**
 * Opens the first steps, once. A browser tells of an installation also where there was none: Chromium at each start with an
 * extension from its command line, Firefox whenever a temporary one is loaded again (156 and 153, seen 2026-12).
 */
export async function showFirstSteps(reason: string): Promise<void> {
  if (reason !== 'install' || (await firstStepsShown.get()) !== null) return;
  await firstStepsShown.set(true);
  await browser.tabs.create({ url: browser.runtime.getURL('/options.html?installed#sites') });
}
