/** How pages say that they have more rows than stand in them; read in real Chromium, without the extension around it. */
import { readFileSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { PageReading } from '../../lib/model/index.ts';
import { ensureBrowser } from '../tools/machine.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
afterAll(() => browser?.close());

/** Twelve people in a table of which `ticked` are, and what stands below. */
const page = (
  ticked: number,
  below: string,
) => `<!doctype html><table><thead><tr><th><th>Username</thead><tbody>
  ${Array.from({ length: 12 }, (_, at) => `<tr><td><input type="checkbox" ${at < ticked ? 'checked' : ''}><td>person_${at}`).join('')}
  </tbody></table>${below}`;

async function read(html: string): Promise<PageReading> {
  const tab = await browser.newPage();
  try {
    await tab.setContent(html);
    await tab.evaluate(readFileSync(`${inject('extension')}/page-reader.js`, 'utf8'));
    return await tab.evaluate('globalThis.rollcall.read(null, null)');
  } finally {
    await tab.close();
  }
}

test.each([
  [12, '<p><b>60 selected</b> · Rows per page: 12 · 1–12 of 60 <button>›</button></p>'],
  [12, '<p>1–12 of 60</p>'],
  [12, '<p>13–24 von 1.240</p>'],
  [12, '<div>Showing 1 to 12 of 60 entries</div>'],
  [12, '<div>60 件中 1～12 件</div>'],
  [12, '<span>60 ausgewählt</span>'],
  [12, '<span>Выбрано: 60</span>'],
  [3, '<span role=status>1,234 rows selected</span>'],
  [3, '<div><i>Sélection</i><b>60 sélectionnés</b></div>'],
])('with %s of 12 ticked, %s says that there are more', async (ticked, below) => {
  const { chosen, partial } = await read(page(ticked, below));
  expect(chosen).toHaveLength(ticked);
  expect(partial).toBe(true);
});

test.each([
  [12, ''],
  [12, '<p>1–12 of 12</p>'],
  [12, '<p>12 selected · Rows per page: 25</p>'],
  [12, '<p>Updated 2026-11-28 at 10:30, room 12</p>'],
  [12, '<button>Select all 60</button> <a href="#">Select 60 more</a>'],
  [12, '<p>Tickets 12–13 of course 2026: open since 1999</p>'],
  // One page of several, of which the manager ticked some: who else is on the others was not asked for.
  [3, '<p>1–12 of 60</p>'],
  [3, '<p>3 selected</p>'],
  [0, '<p>60 selected</p>'],
])('with %s of 12 ticked, %s says nothing of the kind', async (ticked, below) => {
  const { chosen, partial } = await read(page(ticked, below));
  expect(chosen).toHaveLength(ticked);
  expect(partial).toBe(false);
});
