/** What is asked of a tab: where it is, what its page shows as chosen, and the tick boxes in it. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Failed } from './errors.ts';
import { PageReading, type SeenPerson } from './model.ts';
import type { SelectionLabels } from './page/selection-bar.ts';

/** The origin of a tab's page, from the browser and not from the page. Throws `Failed` `page-not-readable`. */
export async function originOf(tabId: number): Promise<string> {
  const tab = await browser.tabs.get(tabId).catch(() => null); // It may be closed by now.
  const url = URL.parse(tab?.url ?? '');
  if (url === null || !/^https?:$/.test(url.protocol)) throw new Failed({ kind: 'page-not-readable' });
  return url.origin;
}

/** Reads the page of a tab, which changes nothing that a person sees. Throws `Failed` `page-not-readable`. */
export async function readTab(tabId: number): Promise<PageReading> {
  let results: { result?: unknown }[];
  try {
    results = await browser.scripting.executeScript({ target: { tabId }, files: ['/page-reader.js'] });
  } catch {
    // The browser keeps extensions out of its own pages, its store, and error pages.
    throw new Failed({ kind: 'page-not-readable' });
  }
  const reading = z.safeParse(PageReading, results[0]?.result);
  if (!reading.success) throw new Failed({ kind: 'page-not-readable' });
  return reading.data;
}

/** Shows the tick boxes in the page of a tab. */
export async function selectPeople(tabId: number, labels: SelectionLabels): Promise<null> {
  await readTab(tabId);
  await browser.scripting.executeScript({
    target: { tabId },
    func: (words: SelectionLabels) => globalThis.rollcall?.startSelecting(words),
    args: [labels],
  });
  return null;
}

/** Takes the ticks of these people away; with nobody else ticked, the tick boxes too. */
export async function untick(tabId: number, people: SeenPerson[]): Promise<void> {
  try {
    await browser.scripting.executeScript({
      target: { tabId },
      func: (of: SeenPerson[]) => globalThis.rollcall?.untick(of),
      args: [people],
    });
  } catch {
    // The tab is closed or shows another page: its tick boxes are gone with it.
  }
}
