/**
 * One kept value with its schema. `session` is in memory, out of reach of content scripts, gone with the browser, and for
 * what is small; `until-closed` is gone with the browser too, and may be large; `disk` stays, in the extension's IndexedDB,
 * since content scripts can read and write `storage.local` in Firefox (ESR 153, seen 2026-11), and Chromium's until it is
 * locked. What does not parse is treated as absent: nothing but us writes it.
 */

import { browser } from 'wxt/browser';
import type * as z from 'zod/mini';
import { safeParse } from 'zod/mini';
import { withDatabase } from './database.ts';
import { untilClosed } from './until-closed.ts';

export interface Item<T> {
  key: string;
  get(): Promise<T | null>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
}

interface Shelf {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
  remove(key: string): Promise<void>;
}

type Where = 'session' | 'until-closed' | 'disk';

const SHELVES: Readonly<Record<Where, Shelf>> = {
  session: {
    get: async (key) => (await browser.storage.session.get(key))[key],
    set: (key, value) => browser.storage.session.set({ [key]: value }),
    remove: (key) => browser.storage.session.remove(key),
  },
  'until-closed': untilClosed,
  disk: {
    get: (key) => withDatabase((database) => database.get('settings', key)),
    set: (key, value) => withDatabase((database) => database.put('settings', value, key)),
    remove: (key) => withDatabase((database) => database.delete('settings', key)),
  },
};

/** The value kept under `key`. */
export function item<T extends z.core.$ZodType>(
  key: string,
  schema: T,
  where: Where = 'session',
): Item<z.output<T>> {
  const shelf = SHELVES[where];
  return {
    key,
    async get() {
      const parsed = safeParse(schema, await shelf.get(key));
      return parsed.success ? parsed.data : null;
    },
    async set(value) {
      await shelf.set(key, value);
    },
    remove: () => shelf.remove(key),
  };
}
