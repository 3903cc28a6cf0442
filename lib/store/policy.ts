/** What the organisation that manages the browser has set (`storage.managed`; its schema is `public/managed-schema.json`). */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

/** Whatever is not of its type is left out: a browser checks it too, but not every one. */
const Policy = z.object({
  sites: z.catch(
    z.array(
      z.object({
        address: z.catch(z.string(), ''),
        apiAddress: z.catch(z.optional(z.string()), undefined),
        clientId: z.catch(z.optional(z.string()), undefined),
      }),
    ),
    [],
  ),
  allowPastedTokens: z.catch(z.boolean(), true),
  sendAtOnceLimit: z.catch(z.nullable(z.int().check(z.nonnegative())), null),
});
export type Policy = z.infer<typeof Policy>;

/** The policy; where there is none, one that sets nothing. */
export async function readPolicy(): Promise<Policy> {
  // Firefox refuses where nothing manages it.
  const set = await browser.storage.managed.get(null).catch(() => ({}));
  return z.parse(Policy, set);
}
