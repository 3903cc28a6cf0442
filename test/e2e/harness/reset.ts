/** Makes a browser that tests share as it was before the first of them. */
import type { Page } from 'playwright-core';
import { until } from '../../tools/run.ts';
import { type Chromium, MANIFEST } from './chromium.ts';
import { changeHost } from './extensions-page.ts';

/** What the person has allowed in the profile that the browser was started with. */
const GRANTED = 'http://127.0.0.1/*';

/** What of the extension outlives a test. */
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

const look = `(async () => {
  const { optional_permissions: optional = [] } = chrome.runtime.getManifest();
  const { permissions, origins } = await chrome.permissions.getAll();
  return {
    local: Object.keys(await chrome.storage.local.get(null)),
    session: Object.keys(await chrome.storage.session.get(null)),
    sync: Object.keys(await chrome.storage.sync.get(null)),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    alarms: (await chrome.alarms.getAll()).map(({ name }) => name),
    notifications: Object.keys((await chrome.notifications?.getAll()) ?? {}),
    scripts: (await chrome.scripting.getRegisteredContentScripts()).map(({ id }) => id),
    badge: await chrome.action.getBadgeText({}),
    title: await chrome.action.getTitle({}),
    permissions: permissions.filter((one) => optional.includes(one)),
    origins,
  };
})`;

const clear = `(async () => {
  const { optional_permissions: permissions = [], action, name } = chrome.runtime.getManifest();
  await chrome.alarms.clearAll();
  for (const id of Object.keys((await chrome.notifications?.getAll()) ?? {})) await chrome.notifications.clear(id);
  await chrome.scripting.unregisterContentScripts();
  await Promise.all(['local', 'session', 'sync'].map((area) => chrome.storage[area].clear()));
  for (const { name } of await indexedDB.databases()) {
    await new Promise((resolve, reject) => {
      const deleting = indexedDB.deleteDatabase(name);
      deleting.onsuccess = resolve;
      deleting.onerror = () => reject(deleting.error);
      deleting.onblocked = () => reject(new Error('a database is still open: ' + name));
    });
  }
  await chrome.action.setBadgeText({ text: '' });
  await chrome.action.setTitle({ title: action.default_title ?? name });
  await chrome.permissions.remove({ permissions });
  const { origins } = await chrome.permissions.getAll();
  const others = origins.filter((origin) => origin !== ${JSON.stringify(GRANTED)});
  if (others.length > 0) await chrome.permissions.remove({ origins: others });
})`;

/** What the extension, and the browser for it, hold now. */
export function keptBy(chromium: Chromium): Promise<Kept> {
  return chromium.asExtension<Kept>(`${look}()`);
}

/** Closes every tab, window and popup but one, which is left at `home`. */
async function closePages({ context, cdp, extensionId }: Chromium, home: string): Promise<Page> {
  const [first, ...others] = context.pages();
  const blank = first ?? (await context.newPage());
  // Never asked whether it may be left: a page may have said that it has something to lose.
  await Promise.all(others.map((page) => page.close({ runBeforeUnload: false })));
  if (blank.url() !== home) await blank.goto(home);
  const start = `chrome-extension://${extensionId}/`;
  await until('the popups to close', async () => {
    const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{}] });
    const popups = targetInfos.filter(
      ({ type, url }) => type === 'page' && url.startsWith(start) && url !== start + MANIFEST,
    );
    for (const { targetId } of popups) await cdp.send('Target.closeTarget', { targetId }).catch(() => {});
    return popups.length === 0;
  });
  return blank;
}

/** Gives the host back. What the person allowed once and the extension gave up itself, the browser allows without a prompt. */
async function allowAgain(chromium: Chromium, blank: Page, home: string): Promise<void> {
  await changeHost(chromium, 'add', GRANTED);
  const origins = JSON.stringify({ origins: [GRANTED] });
  if (await chromium.asExtension(`chrome.permissions.contains(${origins})`)) return;
  await blank.goto(`chrome-extension://${chromium.extensionId}/options.html`);
  const session = await chromium.context.newCDPSession(blank);
  const expression = `chrome.permissions.request(${origins})`;
  await session.send('Runtime.evaluate', { expression, userGesture: true, awaitPromise: true });
  await session.detach();
  await blank.goto(home);
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
 * Brings the browser back to its beginning: one page, at `home`, nothing kept by the extension or by sites, what the person
 * had allowed, and no worker running, so that the next one starts anew.
 * @throws Error naming what would not go
 */
export async function reset(chromium: Chromium, home: string): Promise<void> {
  const blank = await closePages(chromium, home);
  let kept: Kept | undefined;
  await until('the extension to hold nothing', async () => {
    // A job that waits would have its alarm again at once from a worker that still runs. And closing a tab is an event
    // that wakes the worker: what it puts down after this is cleared in the next round.
    await chromium.stopWorker();
    kept = await chromium.asExtension<Kept>(`${clear}().then(${look})`);
    const { origins, title: _, ...rest } = kept;
    if (!origins.includes(GRANTED)) await allowAgain(chromium, blank, home);
    return origins.join() === GRANTED && Object.values(rest).every(({ length }) => length === 0);
  }).catch((cause: Error) => {
    throw new Error(`A reset left ${JSON.stringify(kept)}: ${cause.message}`, { cause });
  });
  await clearSites(chromium, blank);
}
