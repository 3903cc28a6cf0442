/** Makes a browser that tests share as it was before the first of them. */
import type { Page } from 'playwright-core';
import { until } from '../../tools/run.ts';
import type { Chromium } from './chromium.ts';
import { changeHost } from './extensions-page.ts';

/** What the person has allowed in the profile that the browser was started with. */
export const GRANTED = 'http://127.0.0.1/*';

/** What of the extension outlives a test: each must be empty, or as `asStarted` says, before the next. */
const kept = `(async () => ({
  local: Object.keys(await chrome.storage.local.get(null)),
  session: Object.keys(await chrome.storage.session.get(null)),
  sync: Object.keys(await chrome.storage.sync.get(null)),
  databases: (await indexedDB.databases()).map(({ name }) => name),
  alarms: (await chrome.alarms.getAll()).map(({ name }) => name),
  notifications: Object.keys((await chrome.notifications?.getAll()) ?? {}),
  scripts: (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id),
  badge: await chrome.action.getBadgeText({}),
  title: await chrome.action.getTitle({}),
  permissions: (await chrome.permissions.getAll()).permissions.filter((one) => optional.includes(one)),
  origins: (await chrome.permissions.getAll()).origins,
}))()`.replace('optional', '(chrome.runtime.getManifest().optional_permissions ?? [])');

const clear = `(async () => {
  const { optional_permissions: permissions = [], action } = chrome.runtime.getManifest();
  await chrome.alarms.clearAll();
  for (const id of Object.keys((await chrome.notifications?.getAll()) ?? {})) await chrome.notifications.clear(id);
  await chrome.scripting.unregisterContentScripts();
  await Promise.all([chrome.storage.local.clear(), chrome.storage.session.clear(), chrome.storage.sync.clear()]);
  for (const { name } of await indexedDB.databases()) {
    await new Promise((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase(name);
      deleting.onsuccess = resolve;
      deleting.onerror = () => reject(deleting.error);
      deleting.onblocked = () => reject(new Error('a database is still open: ' + name));
    });
  }
  await chrome.action.setBadgeText({ text: '' });
  await chrome.action.setTitle({ title: action.default_title ?? chrome.runtime.getManifest().name });
  await chrome.permissions.remove({ permissions });
  const { origins } = await chrome.permissions.getAll();
  const others = origins.filter((origin) => origin !== ${JSON.stringify(GRANTED)});
  if (others.length > 0) await chrome.permissions.remove({ origins: others });
  return origins.length > others.length;
})()`;

/** What {@link reset} leaves; told so that a test can hold it against what is there. */
export interface Kept {
  local: string[];
  session: string[];
  sync: string[];
  databases: string[];
  alarms: string[];
  notifications: string[];
  scripts: string[];
  badge: string;
  title: string;
  permissions: string[];
  origins: string[];
}

/** What the extension and the browser still hold for it. */
export function keptBy(chromium: Chromium): Promise<Kept> {
  return chromium.asExtension<Kept>(kept);
}

/** Closes every tab, window and popup but one, which is left blank. */
async function closePages({ context, cdp, extensionId }: Chromium): Promise<Page> {
  const [first, ...others] = context.pages();
  const blank = first ?? (await context.newPage());
  // Never asked whether it may be left: a page may have said that it has something to lose.
  await Promise.all(others.map((page) => page.close({ runBeforeUnload: false })));
  await blank.goto('about:blank');
  const start = `chrome-extension://${extensionId}/`;
  await until('the popups to close', async () => {
    const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{}] });
    const popups = targetInfos.filter(({ type, url }) => type === 'page' && url.startsWith(start));
    for (const { targetId } of popups) await cdp.send('Target.closeTarget', { targetId }).catch(() => {});
    return popups.length === 0;
  });
  return blank;
}

/** Cookies and what pages keep, but not the cache of what they load: that is the same in every test. */
async function clearSites({ context }: Chromium, blank: Page): Promise<void> {
  await context.clearCookies();
  await context.clearPermissions();
  const session = await context.newCDPSession(blank);
  const storageTypes = 'cookies,local_storage,indexeddb,cache_storage,service_workers';
  await session.send('Storage.clearDataForOrigin', { origin: '*', storageTypes });
  await session.detach();
}

/**
 * Brings the browser back to its beginning: one blank page, nothing kept by the extension or by sites, what the person
 * had allowed, and no worker running, so that the next one starts anew.
 * @throws Error naming what would not go
 */
export async function reset(chromium: Chromium): Promise<void> {
  const blank = await closePages(chromium);
  // A job that waits for its alarm would have it again at once from a worker that still runs.
  await chromium.stopWorker();
  let granted = await chromium.asExtension<boolean>(clear);
  // Closing a tab is an event that wakes the worker; whatever it put down meanwhile is cleared with the rest.
  await until('the extension to hold nothing', async () => {
    if (!granted) await changeHost(chromium, 'add', GRANTED);
    const { title: _, origins, ...rest } = await keptBy(chromium);
    const left = Object.values(rest).some((one) => one.length > 0);
    if (!left && origins.length === 1) return true;
    await chromium.stopWorker();
    granted = await chromium.asExtension<boolean>(clear);
    return false;
  }).catch(async (cause) => {
    throw new Error(`The reset left ${JSON.stringify(await keptBy(chromium))}`, { cause });
  });
  await clearSites(chromium, blank);
}
