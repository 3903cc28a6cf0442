/**
 * One kept value with its schema. `session` is in memory, out of reach of content scripts, gone with the browser;
 * `local` stays, and holds nothing secret. What does not parse is treated as absent, since nothing but us writes it.
 */

import { browser } from 'wxt/browser';
import type * as z from 'zod/mini';
import { safeParse } from 'zod/mini';

export interface Kept<T> {
  key: string;
  get(): Promise<T | null>;
  set(value: T): Promise<void>;
  remove(): Promise<void>;
}

/** The value kept under `key`. */
export function kept<T extends z.core.$ZodType>(
  key: string,
  schema: T,
  where: 'session' | 'local' = 'session',
): Kept<z.output<T>> {
  const area = browser.storage[where];
  return {
    key,
    async get() {
      const parsed = safeParse(schema, (await area.get(key))[key]);
      return parsed.success ? parsed.data : null;
    },
    set: (value) => area.set({ [key]: value }),
    remove: () => area.remove(key),
  };
}
