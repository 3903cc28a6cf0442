/** The practice LMS's real Requests page with more rows than the LMS itself ever loads, and the built reader in it. */
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import type { PracticeLms } from '../lms/server.ts';

const REQUESTS = '/course/9/intro-to-marine-biology/edit/requests';
const FIRST_ROW = '.SCCourseUsersTable-root tbody > tr p';

interface Stage {
  context: BrowserContext;
  lms: PracticeLms;
  /** Folder of the built extension. */
  extension: string;
}

export interface LongPage {
  page: Page;
  /**
   * Clones the page's first row, each time for somebody else and marked as selected, or takes rows away, until there are
   * this many; resolves when they are laid out and painted. 10,000 new ones take about 3 s.
   */
  show(rows: number): Promise<void>;
}

export async function openLongPage({ context, lms, extension }: Stage): Promise<LongPage> {
  const page = await context.newPage();
  await page.goto(lms.url(REQUESTS));
  await page.locator(FIRST_ROW).first().waitFor();
  for (const script of ['page-reader.js', 'page-overlay.js'])
    await page.evaluate(readFileSync(`${extension}/${script}`, 'utf8'));
  return { page, show: (rows) => page.evaluate(fill, rows) };
}

/** Runs in the page. */
async function fill(rows: number): Promise<void> {
  const body = document.querySelector('.SCCourseUsersTable-root tbody');
  const model = body?.querySelector('tr');
  if (!body || !model) throw new Error('The page shows no rows.');
  // Those that the LMS shows itself are nobody's choice.
  if (model.ariaSelected !== 'true') body.replaceChildren();
  const clones = document.createDocumentFragment();
  for (let at = body.children.length; at < rows; at += 1) {
    const row = model.cloneNode(true) as HTMLElement;
    row.ariaSelected = 'true';
    const name = row.querySelector('p');
    if (name) name.textContent = `person_${at}`;
    clones.append(row);
  }
  body.append(clones);
  for (const row of [...body.children].slice(rows)) row.remove();
  // Two frames: it is painted when the second begins.
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
}
