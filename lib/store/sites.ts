/** The sites that the person has connected: kept on this computer, also when the browser ends. Nothing here is secret. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Site } from '../model/index.ts';
import { withDatabase } from './database.ts';
import { item } from './item.ts';

const PREFIX = 'site:';

/** The site whose pages are at an origin. */
export const siteOf = (origin: string) => item(`${PREFIX}${origin}`, Site, 'disk');

/** All of them, by their addresses. */
export async function keptSites(): Promise<Site[]> {
  const named = IDBKeyRange.bound(PREFIX, `${PREFIX}\uffff`);
  const found = await withDatabase((database) => database.getAll('settings', named));
  return found.flatMap((site) => {
    const parsed = z.safeParse(Site, site);
    return parsed.success ? [parsed.data] : [];
  });
}

/**
 * Content scripts can read these areas by default; nobody but the extension's own pages and worker shall. Firefox has no such
 * call: its content scripts cannot read `storage.session`, and nothing of ours is in the others.
 */
export async function lockStorage(): Promise<void> {
  const { local, session, sync, managed } = browser.storage;
  await Promise.all(
    [local, session, sync, managed].map((area) => area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })),
  );
}
