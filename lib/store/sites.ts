/** The connected sites and their access tokens. A token is handed out for its own origin only, to the background only. */

import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Site } from '../model.ts';
import { kept } from './kept.ts';

const Credentials = z.strictObject({ site: Site, token: z.string() });
const PREFIX = 'site:';

const credentials = (origin: string) => kept(`${PREFIX}${origin}`, Credentials);

/** Keeps a site and its token, replacing an earlier sign-in there. */
export function keepSite(site: Site, token: string): Promise<void> {
  return credentials(site.origin).set({ site, token });
}

/** Forgets a site and its token. */
export function forgetSite(origin: string): Promise<void> {
  return credentials(origin).remove();
}

/** The sign-in at `origin`, or null. */
export function signInAt(origin: string): Promise<{ site: Site; token: string } | null> {
  return credentials(origin).get();
}

/** All connected sites, without their tokens. */
export async function connectedSites(): Promise<Site[]> {
  const everything = await browser.storage.session.get(null);
  const keys = Object.keys(everything).filter((key) => key.startsWith(PREFIX));
  const found = await Promise.all(keys.map((key) => credentials(key.slice(PREFIX.length)).get()));
  return found.flatMap((known) => (known === null ? [] : [known.site]));
}

/**
 * Content scripts can read `storage.local` by default; nobody but the extension's own pages and worker shall.
 * Firefox has no such call (and its content scripts cannot read `storage.session`).
 */
export async function lockStorage(): Promise<void> {
  const { local, session, sync } = browser.storage;
  await Promise.all(
    [local, session, sync].map((area) => area.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' })),
  );
}
