import type { Channel } from './leaks.ts';

/** One thing that stands somewhere. */
export interface Seen {
  channel: Channel;
  what: string;
  content: string;
}

/** To be evaluated in the world of a content script; its value: what that sees of storage, or that it is refused. */
export const CONTENT_STATE = `(${contentState})()`;
/** To be evaluated with the extension's rights; its value: what stands in its storage, on its icon and elsewhere. */
export const BROWSER_STATE = `(${databaseState})().then((kept) => (${browserState})(kept))`;

interface Api {
  storage: Record<string, { get(keys: null): Promise<unknown> } | undefined>;
  tabs: { query(which: object): Promise<{ id: number; url?: string; title?: string }[]> };
  action: { getBadgeText(of: object): Promise<string>; getTitle(of: object): Promise<string> };
  scripting: { getRegisteredContentScripts(): Promise<unknown> };
  alarms: { getAll(): Promise<unknown> };
  notifications?: { getAll(): Promise<unknown> };
}

async function contentState(): Promise<Seen[]> {
  const { storage } = (globalThis as unknown as { chrome: Api }).chrome;
  const seen: Seen[] = [];
  const see = async (what: string, ask: () => Promise<unknown> | undefined) => {
    const content = await Promise.resolve()
      .then(ask)
      .then((value) => JSON.stringify(value) ?? 'not there')
      .catch((thrown: unknown) => `refused: ${thrown}`);
    seen.push({ channel: 'content script', what, content });
  };
  for (const area of ['local', 'session', 'sync', 'managed']) {
    await see(`storage.${area}`, () => storage[area]?.get(null));
  }
  await see('indexedDB', () => indexedDB.databases());
  await see('caches', () => globalThis.caches?.keys());
  return seen;
}

async function browserState(kept: unknown): Promise<Seen[]> {
  const { storage, tabs, action, scripting, alarms, notifications } = (
    globalThis as unknown as { chrome: Api }
  ).chrome;
  const seen: Seen[] = [];
  const see = (channel: Channel, what: string, value: unknown) => {
    seen.push({ channel, what, content: JSON.stringify(value) ?? '' });
  };
  for (const area of ['local', 'sync', 'managed']) {
    see('storage', `storage.${area}`, await storage[area]?.get(null).catch(String));
  }
  see('storage', 'localStorage', localStorage);
  see('database', 'indexedDB', kept);
  see('database', 'caches', await caches.keys());
  const open = await tabs.query({});
  see('address', 'tabs', open);
  for (const which of [{}, ...open.map(({ id }) => ({ tabId: id }))]) {
    see('icon', 'badge', await action.getBadgeText(which));
    see('icon', 'title', await action.getTitle(which));
  }
  see('notification', 'ids', await notifications?.getAll());
  see('call', 'alarms', await alarms.getAll());
  see('call', 'content scripts', await scripting.getRegisteredContentScripts());
  return seen;
}

/** Everything in all databases of the extension. */
async function databaseState(): Promise<unknown> {
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  const all: unknown[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await answer(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    const reading = stores.length > 0 ? database.transaction(stores) : null;
    for (const store of stores) {
      const rows = reading?.objectStore(store);
      if (rows) all.push([name, store, await answer(rows.getAllKeys()), await answer(rows.getAll())]);
    }
    database.close();
  }
  return all;
}
