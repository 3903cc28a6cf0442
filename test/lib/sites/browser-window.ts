/** The browser around signing in, for tests without one: its window is a request with the cookie of somebody who is logged in. */
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { PracticeLms } from '../../lms/server.ts';

export const REDIRECT = 'https://extension.example.org/';

export async function signsInByItself(lms: PracticeLms): Promise<void> {
  lms.oauth.register(REDIRECT);
  const session = (await fetch(lms.url('/'))).headers.getSetCookie().map((one) => one.split(';')[0]);
  Object.assign(fakeBrowser.permissions, { contains: async () => true });
  Object.assign(fakeBrowser.scripting, {
    executeScript: async () => [],
    getRegisteredContentScripts: async () => [],
    registerContentScripts: async () => {},
  });
  Object.assign(fakeBrowser.identity, {
    getRedirectURL: () => REDIRECT,
    launchWebAuthFlow: async ({ url }: { url: string }) => {
      const sentBack = await fetch(url, { redirect: 'manual', headers: { cookie: session.join('; ') } });
      return sentBack.headers.get('location') ?? undefined;
    },
  });
}
