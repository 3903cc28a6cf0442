/** Pages of other makes, one for each kind of thing that readers get wrong: who is found, who is chosen, and that nobody becomes somebody else. */
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import * as z from 'zod/mini';
import { connectClient } from '../../lib/lms/client.ts';
import { identifyRows } from '../../lib/lms/people/identify-rows.ts';
import { PageReading, SeenRow } from '../../lib/model/index.ts';
import { type PracticeLms, startLms } from '../lms/server.ts';
import { directory, type Kind, kinds } from '../pages/kinds.ts';
import { openSaved } from '../pages/serve.ts';
import { ensureBrowser } from '../tools/machine.ts';

let lms: PracticeLms;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  lms = await startLms({ waiting: 0, members: 0, invited: 0, strangers: 0, directory });
  browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
});
afterAll(async () => {
  await browser?.close();
  await lms?.close();
});

const Survey = z.object({ people: z.array(SeenRow) });

async function usernamesOf(rows: readonly SeenRow[], peers: readonly SeenRow[]): Promise<string[]> {
  const client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
  const { people } = await identifyRows({ client }, lms.courseId, { rows, peers });
  return people.map(({ person }) => person.username).sort();
}

async function lookAt({ html, url }: Kind) {
  const page = await openSaved(context, { html, url });
  try {
    await page.evaluate(readFileSync(`${inject('extension')}/page-reader.js`, 'utf8'));
    const reading = PageReading.parse(await page.evaluate('globalThis.rollcall.read(null, null)'));
    const survey = Survey.parse(await page.evaluate('globalThis.rollcall.outline(null)'));
    return { reading, survey };
  } finally {
    await page.close();
  }
}

test.each(kinds)('$file: $kind', async (kind) => {
  const { reading, survey } = await lookAt(kind);
  const found = await usernamesOf(survey.people, []);
  const chosen = await usernamesOf(reading.chosen, reading.peers);
  expect(
    found.filter((one) => kind.never.includes(one)),
    'found and nobody there',
  ).toEqual([]);
  expect(
    chosen.filter((one) => kind.never.includes(one)),
    'chosen and nobody there',
  ).toEqual([]);
  expect({ found, chosen, partial: reading.partial, hidden: reading.hidden }).toEqual({
    found: kind.people.toSorted(),
    chosen: kind.chosen.toSorted(),
    ...kind.said,
  });
  expect(survey.people).toHaveLength(kind.people.length);
});
