/** What the extension's worker and the open pages say to the console, for the moment in which a test fails. */
import type { ConsoleMessage, Worker } from 'playwright-core';
import type { Chromium } from './chromium.ts';

export interface Notes {
  /** One line for each message, in their order. */
  worker: string[];
  pages: string[];
  clear(): void;
}

export function takeNotes({ context }: Chromium): Notes {
  const notes: Notes = {
    worker: [],
    pages: [],
    clear() {
      notes.worker.length = 0;
      notes.pages.length = 0;
    },
  };
  const line = (message: ConsoleMessage) =>
    `${new Date().toISOString()} ${message.type()}: ${message.text()}`;
  const listen = (worker: Worker) => {
    notes.worker.push(`${new Date().toISOString()} started: ${worker.url()}`);
    worker.on('console', (message) => notes.worker.push(line(message)));
    worker.once('close', () => notes.worker.push(`${new Date().toISOString()} ended`));
  };
  for (const worker of context.serviceWorkers()) listen(worker);
  context.on('serviceworker', listen);
  context.on('console', (message) => notes.pages.push(`${line(message)} (${message.location().url})`));
  context.on('weberror', (error) => notes.pages.push(`${new Date().toISOString()} ${error.error().stack}`));
  return notes;
}
