/** Whatever the script in a page hands over: a reading as the model has it, or a page that cannot be read. */
import fc from 'fast-check';
import { beforeEach, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import type * as z from 'zod/mini';
import { readTab, tryRules } from '../../../lib/browser/tab.ts';
import { Failed } from '../../../lib/model/errors.ts';
import { PageReading, Survey } from '../../../lib/model/index.ts';
import { ORIGIN } from '../../people.ts';
import { anyJson, spoilt, valuesOf, withMore } from './anything.ts';

const RULES = { row: 'tr', name: '', id: '', course: '' };

/** What the page's frames answer next. */
let told: unknown;
beforeEach(() => {
  vi.spyOn(browser.scripting, 'executeScript').mockImplementation((async () => told) as never);
  vi.spyOn(browser.tabs, 'query').mockImplementation((async () => [
    { id: 7, url: `${ORIGIN}/course/9/x/` },
  ]) as never);
});

test.each([
  ['a reading', PageReading, () => readTab(7, null, null)],
  ['what rules find', Survey, () => tryRules(ORIGIN, RULES)],
] as const)('%s is exactly as the model has it, or the page cannot be read', async (_what, schema, ask) => {
  const right = valuesOf<z.core.$ZodType>(schema);
  const any = fc.oneof(right, right.chain(spoilt), right.chain(withMore), anyJson);
  const frames = fc.oneof(
    { weight: 9, arbitrary: any.map((result) => [{ frameId: 0, result }]) },
    { weight: 1, arbitrary: fc.oneof(anyJson, fc.array(anyJson)) },
  );
  let taken = 0;
  await fc.assert(
    fc.asyncProperty(frames, async (answer) => {
      told = answer;
      const reading = await ask().catch((thrown: unknown) => thrown);
      if (reading instanceof Failed) expect(reading.failure).toEqual({ kind: 'page-not-readable' });
      else {
        taken += 1;
        const [frame] = answer as { result: unknown }[];
        expect(schema.safeParse(reading).success).toBe(true);
        expect(reading).toEqual(frame?.result);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(taken).toBeGreaterThan(100);
});
