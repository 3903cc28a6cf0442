/** The sites that the person has connected: kept on this computer, also when the browser ends. Nothing here is secret. */
import { browser } from 'wxt/browser';
import { Site } from '../model.ts';
import { kept } from './kept.ts';

const PREFIX = 'site:';

const siteOf = (origin: string) => kept(`${PREFIX}${origin}`, Site, 'local');

/** Keeps a site in the place of what was known of it. */
export function keepSite(site: Site): Promise<void> {
  return siteOf(site.origin).set(site);
}

/** Forgets a site. */
export function forgetSite(origin: string): Promise<void> {
  return siteOf(origin).remove();
}

/** All of them, by their addresses. */
export async function keptSites(): Promise<Site[]> {
  const everything = await browser.storage.local.get(null);
  const keys = Object.keys(everything).filter((key) => key.startsWith(PREFIX));
  const found = await Promise.all(keys.sort().map((key) => siteOf(key.slice(PREFIX.length)).get()));
  return found.flatMap((site) => site ?? []);
}

/**
 * Content scripts can read `storage.local` by default; nobody but the extension's own pages and worker shall.
 * Firefox has no such call (and its content scripts cannot read `storage.session`).
 */
export async function lockStorage(): Promise<void> {
  const { local, session, sync, managed } = browser.storage;
  await Promise.all(
    [local, session, sync, managed].map((area) => area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })),
  );
}
