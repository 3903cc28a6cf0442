/** What WXT's test browser and happy-dom lack: a database, empty for each test, the message lookup on the real message file, dropping. */
import 'fake-indexeddb/auto';
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { deleteDB } from 'idb';
import { afterEach, beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

const messages = generateChromeMessages(await parseMessagesFile('lib/locales/en.yml'));

// By these Preact knows the events' names; browsers have them, happy-dom does not.
if (globalThis.HTMLElement) {
  // A busy machine takes its time; nothing is shown quicker for being awaited shorter.
  const { configure } = await import('@testing-library/preact');
  configure({ asyncUtilTimeout: 10_000 });
  for (const name of ['ondragover', 'ondragleave', 'ondrop']) {
    Object.defineProperty(HTMLElement.prototype, name, { value: null, configurable: true, writable: true });
  }
}

beforeEach(async () => {
  fakeBrowser.reset();
  // The store keeps its connection, and closes it for this.
  for (const { name = '' } of await indexedDB.databases()) await deleteDB(name);
  Object.assign(fakeBrowser.i18n, {
    getMessage(key: string, given: string | string[] = []): string {
      const substitutions = [given].flat();
      const message = messages[key]?.message ?? '';
      return message.replaceAll(/\$(\d)/g, (_, at: string) => substitutions[Number(at) - 1] ?? '');
    },
  });
});

// What a test did to the clock and to functions is not the next file's, which may run in the same worker.
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
