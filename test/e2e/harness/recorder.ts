import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import type { LoggedRequest, PracticeLms } from '../../lms/server.ts';
import type { Chromium } from './chromium.ts';
import type { DevTools } from './devtools.ts';
import type { Channel, Heard } from './leaks.ts';
import { linesOfSnapshot, type Snapshot } from './record-dom.ts';
import { BROWSER_STATE, CONTENT_STATE, type Seen } from './record-state.ts';
import { listenToTargets, nameOf, type Target } from './record-targets.ts';

/** Takes down all that is said between contexts, written anywhere, and sent to anybody. */
export interface Recorder {
  /** Grows until the browser ends. */
  heard: Heard[];
  /**
   * Takes down what stands everywhere at this moment, which gets a name; what is heard after it bears the same name. Waits
   * for all that is still on its way.
   */
  look(moment: string): Promise<void>;
  /** Takes down what would be pasted, in a page that it opens for that. */
  lookAtClipboard(): Promise<void>;
}

/** Listens to a browser and to some servers from now on. Nothing in them behaves otherwise for it. */
export async function startRecorder(
  chromium: Chromium,
  devtools: DevTools,
  servers: readonly PracticeLms[],
): Promise<Recorder> {
  const heard: Heard[] = [];
  const logged = new WeakSet<LoggedRequest>();
  const pending = new Set<Promise<unknown>>();
  let moment = 'start';

  const hear = (channel: Channel, where: string, what: string, content: string) => {
    heard.push({ channel, where, what, moment, content });
  };
  const later = (work: Promise<unknown>) => {
    pending.add(work);
    void work.finally(() => pending.delete(work)).catch(() => {});
  };
  const isNew = (request: LoggedRequest) => {
    const is = !logged.has(request);
    logged.add(request);
    return is;
  };
  const own = `chrome-extension://${chromium.extensionId}`;
  const targets = await listenToTargets(devtools, own, hear, later);

  const read = async (page: Page, download: Download) => {
    const where = nameOf({ type: 'page', url: page.url() }, own);
    hear('export', where, 'name', `${download.suggestedFilename()} ${download.url()}`);
    hear('export', where, 'content', await readFile(await download.path(), 'utf8'));
  };
  const onPage = (page: Page) => void page.on('download', (download) => later(read(page, download)));
  chromium.context.on('page', onPage);
  chromium.context.pages().forEach(onPage);

  async function lookAt(target: Target): Promise<void> {
    const { session, url, worlds } = target;
    const [snapshot, history] = await Promise.all([
      devtools.send<Snapshot>('DOMSnapshot.captureSnapshot', { computedStyles: [] }, session),
      devtools.send<{ entries: object[] }>('Page.getNavigationHistory', {}, session),
    ]);
    for (const { what, content } of linesOfSnapshot(snapshot))
      hear('DOM', nameOf(target, own), what, content);
    hear('address', nameOf(target, own), 'history of the tab', JSON.stringify(history.entries));
    for (const contextId of worlds) {
      const asked = { expression: CONTENT_STATE, contextId, awaitPromise: true, returnByValue: true };
      const { result } = await devtools.send<{ result: { value: Seen[] } }>(
        'Runtime.evaluate',
        asked,
        session,
      );
      for (const { what, content } of result.value) {
        hear('content script', `content script in ${url}`, what, content);
      }
    }
  }

  function lookAtServer({ origin, log, oauthLog }: PracticeLms): void {
    for (const { method, path, query, headers, body } of [...log, ...oauthLog].filter(isNew)) {
      const tell = (part: string, content: string) =>
        hear('request', `server ${origin}`, `${part} of ${method} ${origin}${path}`, content);
      tell('address', query);
      tell('body', body);
      for (const [name, value] of Object.entries(headers)) tell(`header ${name}`, value);
    }
  }

  return {
    heard,
    async look(name) {
      moment = name;
      for (const target of targets()) {
        await lookAt(target).catch((error: Error) => {
          // It may be closed while it is looked at; what stays must be seen.
          if (targets().includes(target)) throw error;
        });
      }
      for (const { channel, what, content } of await chromium.asExtension<Seen[]>(BROWSER_STATE)) {
        hear(channel, 'browser', what, content);
      }
      hear('cookie', 'browser', 'all cookies', JSON.stringify(await chromium.context.cookies()));
      servers.forEach(lookAtServer);
      while (pending.size > 0) await Promise.all([...pending]);
    },
    async lookAtClipboard() {
      const page = await chromium.context.newPage();
      const field = page.locator('textarea');
      await page.evaluate(() => document.body.append(document.createElement('textarea')));
      await field.focus();
      await field.press('Control+v');
      hear('clipboard', 'browser', 'what would be pasted', await field.inputValue());
      await page.close();
    },
  };
}
