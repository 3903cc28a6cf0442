/** What the organisation that manages the browser has set (`storage.managed`; its schema is `public/managed-schema.json`). */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';

const PolicySite = z.strictObject({
  address: z.string(),
  apiAddress: z.optional(z.string()),
  clientId: z.optional(z.string()),
  clientSecret: z.optional(z.string()),
});

export interface Policy {
  sites: { site: z.infer<typeof PolicySite>; at: number }[];
  pastedTokens: boolean;
  /** Null where it is not set. */
  autoSend: number | null;
  /** The paths of what is set and cannot be read: Chromium checks it against the schema first, other browsers do not. */
  problems: string[];
}

/** The policy; where there is none, one that sets nothing. Where a limit cannot be read, it is the strictest. */
export async function readPolicy(): Promise<Policy> {
  // Firefox refuses where nothing manages it.
  const set: Record<string, unknown> = await browser.storage.managed.get(null).catch(() => ({}));
  const problems: string[] = [];
  function read<T extends z.core.$ZodType>(schema: T, value: unknown, path: string): z.output<T> | undefined {
    if (value === undefined) return undefined;
    const parsed = z.safeParse(schema, value);
    if (!parsed.success) problems.push([path, ...(parsed.error.issues[0]?.path ?? [])].join('.'));
    return parsed.data;
  }
  const isSet = (name: string) => set[name] !== undefined;
  const sites = read(z.array(z.unknown()), set.sites, 'sites') ?? [];
  return {
    sites: sites.flatMap((each, at) => {
      const site = read(PolicySite, each ?? null, `sites[${at}]`);
      return site === undefined ? [] : [{ site, at }];
    }),
    pastedTokens:
      read(z.boolean(), set.allowPastedTokens, 'allowPastedTokens') ?? !isSet('allowPastedTokens'),
    autoSend:
      read(z.int().check(z.nonnegative()), set.sendAtOnceLimit, 'sendAtOnceLimit') ??
      (isSet('sendAtOnceLimit') ? 0 : null),
    problems,
  };
}
