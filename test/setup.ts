/** The browser's message lookup, on the real message file: WXT's test browser has none. */
import { generateChromeMessages, parseMessagesFile } from '@wxt-dev/i18n/build';
import { beforeEach } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';

const messages = generateChromeMessages(await parseMessagesFile('lib/locales/en.yml'));

beforeEach(() => {
  fakeBrowser.reset();
  Object.assign(fakeBrowser.i18n, {
    getMessage(key: string, given: string | string[] = []): string {
      const substitutions = [given].flat();
      const message = messages[key]?.message ?? '';
      return message.replaceAll(/\$(\d)/g, (_, at: string) => substitutions[Number(at) - 1] ?? '');
    },
  });
});
