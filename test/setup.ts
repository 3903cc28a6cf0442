/** What WXT's test browser lacks: a database, empty for each test, and the message lookup, on the real message file. */
import 'fake-indexeddb/auto';
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

const messages = generateChromeMessages(await parseMessagesFile('lib/locales/en.yml'));

beforeEach(() => {
  fakeBrowser.reset();
  globalThis.indexedDB = new IDBFactory();
  Object.assign(fakeBrowser.i18n, {
    getMessage(key: string, given: string | string[] = []): string {
      const substitutions = [given].flat();
      const message = messages[key]?.message ?? '';
      return message.replaceAll(/\$(\d)/g, (_, at: string) => substitutions[Number(at) - 1] ?? '');
    },
  });
});
