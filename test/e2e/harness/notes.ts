/** What the extension's worker and the open pages say to the console, for the moment in which a test fails. */
import type { ConsoleMessage } from 'playwright-core';
import type { Chromium } from './chromium.ts';
import { attach } from './target.ts';

export interface Notes {
  /** One line for each message, in their order. */
  worker: string[];
  pages: string[];
  clear(): void;
}

interface Said {
  type: string;
  args: { value?: unknown; description?: string }[];
}
interface Thrown {
  exceptionDetails: { text: string; exception?: { description?: string } };
}

const now = () => new Date().toISOString();

/** Listens to a browser from now on, to the workers that it starts later too. */
export async function takeNotes(chromium: Chromium): Promise<Notes> {
  const { context, cdp, extensionId } = chromium;
  const notes: Notes = {
    worker: [],
    pages: [],
    clear() {
      notes.worker.length = 0;
      notes.pages.length = 0;
    },
  };
  const line = (message: ConsoleMessage) => `${now()} ${message.type()}: ${message.text()}`;
  context.on('console', (message) => notes.pages.push(`${line(message)} (${message.location().url})`));
  context.on('weberror', (error) => notes.pages.push(`${now()} ${error.error().stack}`));

  // Not by Playwright's own worker: that one hears no more once the browser has ended it and started it anew.
  cdp.on('Target.targetCreated', async ({ targetInfo: { type, url, targetId } }) => {
    if (type !== 'service_worker' || !url.startsWith(`chrome-extension://${extensionId}/`)) return;
    // It may be gone again.
    const worker = await attach(cdp, targetId).catch(() => null);
    worker?.on('Runtime.consoleAPICalled', ({ type, args }: Said) => {
      const words = args.map(({ value, description }) => String(value ?? description));
      notes.worker.push(`${now()} ${type}: ${words.join(' ')}`);
    });
    worker?.on('Runtime.exceptionThrown', ({ exceptionDetails: { text, exception } }: Thrown) => {
      notes.worker.push(`${now()} ${exception?.description ?? text}`);
    });
    // One that is ended and started anew is the same target.
    worker?.on('Inspector.workerScriptLoaded', () => notes.worker.push(`${now()} started`));
    await worker?.send('Runtime.enable').catch(() => {});
  });
  await cdp.send('Target.setDiscoverTargets', { discover: true, filter: [{ type: 'service_worker' }] });
  return notes;
}
