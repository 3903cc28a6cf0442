/** Whatever an organisation has set: sites that are safe to send a token to, limits that are lower than ours, or nothing. */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import { Organisation, SiteState } from '../../../lib/model/index.ts';
import { organisation, siteStates } from '../../../lib/sites/sites.ts';
import { anyJson } from './anything.ts';

const SECRET = 'secret-6Tf1vNs9Ep4Kw8Zb3Ua';

const address = fc.oneof(
  anyJson,
  fc.webUrl(),
  fc.domain(),
  fc.constantFrom('http://community.example.org', 'https://*', 'https://a:b@example.org', 'file:///etc', ''),
);
const site = fc.oneof(
  anyJson,
  fc.record({ address: fc.domain(), clientId: fc.constant('rollcall'), clientSecret: fc.constant(SECRET) }),
  fc.record(
    {
      address,
      apiAddress: address,
      clientId: fc.oneof(anyJson, fc.string()),
      clientSecret: fc.oneof(anyJson, fc.constant(SECRET)),
    },
    { requiredKeys: [] },
  ),
);
const policy: fc.Arbitrary<object> = fc.oneof(
  fc.dictionary(fc.constantFrom('sites', 'sendAtOnceLimit', 'allowPastedTokens', 'more'), anyJson),
  fc.record(
    {
      sites: fc.oneof(anyJson, fc.array(site), fc.array(fc.record({ address }))),
      sendAtOnceLimit: fc.oneof(anyJson, fc.integer()),
      allowPastedTokens: anyJson,
      more: anyJson,
    },
    { requiredKeys: [] },
  ),
);

const isLimit = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

test('it is read whole or left out, and never makes anything less safe', async () => {
  let sites = 0;
  let withSecret = 0;
  await fc.assert(
    fc.asyncProperty(policy, async (set) => {
      vi.spyOn(browser.storage.managed, 'get').mockImplementation((async () => set) as never);
      Object.assign(fakeBrowser.permissions, { contains: async () => true });
      const all = await organisation();
      const { allowPastedTokens: pasting, sendAtOnceLimit: limit } = set as Record<string, unknown>;
      expect(all.pastedTokens).toBe(pasting === undefined || pasting === true);
      if (limit !== undefined) expect(all.autoSend).toBe(isLimit(limit) ? Math.min(limit, 25) : 0);
      const isWrong =
        (pasting !== undefined && typeof pasting !== 'boolean') || (limit !== undefined && !isLimit(limit));
      if (isWrong) expect(all.problems).not.toEqual([]);
      expect(z.safeParse(Organisation, all).error).toBeUndefined();
      expect(all.autoSend).toBeLessThanOrEqual(25);
      for (const state of await siteStates()) {
        sites += 1;
        expect(z.safeParse(SiteState, state).error).toBeUndefined();
        expect(JSON.stringify(state)).not.toContain(SECRET);
        if (state.clientSecret === 'set') withSecret += 1;
        for (const origin of [state.origin, state.api]) {
          expect(origin).toMatch(/^https:\/\/[^*@/]+$|^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?$/);
        }
      }
    }),
    { numRuns: 1_000 },
  );
  expect(sites).toBeGreaterThan(100);
  expect(withSecret).toBeGreaterThan(5);
});
