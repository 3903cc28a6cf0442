/**
 * `npm run pages`: keeps the states of the practice LMS's real front-end as saved pages, each with what a reader must
 * find there: test/pages/NAME.html and NAME.json. Words after `--` name the states to keep; all of them if left out.
 * `--pictures FOLDER` also takes a picture of each.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium } from 'playwright-core';
import { ensureFrontEnd } from '../lms/build.ts';
import { flatten } from '../pages/flatten.ts';
import { type Expected, SITE } from '../pages/pages.ts';
import { inCards } from '../pages/states/cards.ts';
import { inFields, inLinks } from '../pages/states/links.ts';
import type { Stage, State } from '../pages/states/state.ts';
import { elsewhere, inTables } from '../pages/states/tables.ts';
import { root } from './build.ts';
import { ensureBrowser } from './machine.ts';
import { run, until } from './run.ts';

const FOLDER = join(root, 'test/pages');
/** Bytes of one saved page at most. */
const LIMIT = 300_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { pictures: { type: 'string' } },
});

await ensureFrontEnd();
// Only now are the packages there that the practice LMS itself runs on.
const { startLms } = await import('../lms/server.ts');
const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: ['--no-sandbox', '--disable-gpu'],
});
const states = [...inTables, ...elsewhere, ...inCards, ...inFields, ...inLinks];
for (const state of states.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  // One for each: a state may leave its traces, and none may be in the next.
  const lms = await startLms();
  try {
    await keep(state, { page: await pageOf(browser), lms });
  } finally {
    await lms.close();
  }
}
await browser.close();
await run('biome', ['format', '--write', FOLDER]);

async function pageOf(on: Browser) {
  const context = await on.newContext({
    viewport: { width: 1280, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
  });
  return context.newPage();
}

async function keep(state: State, stage: Stage): Promise<void> {
  const { page, lms } = stage;
  await state.prepare?.(stage);
  await page.goto(lms.url(state.path));
  await page.locator(state.ready).first().waitFor();
  const people = await state.people(lms);
  await state.reach?.(stage);
  await confirm(state, stage, people);
  await settled(stage);
  if (values.pictures) {
    mkdirSync(values.pictures, { recursive: true });
    await page.screenshot({ path: join(values.pictures, `${state.name}.png`) });
  }
  const html = (await page.evaluate(flatten)).replaceAll(lms.origin, SITE);
  const size = Buffer.byteLength(html);
  if (size > LIMIT) throw new Error(`${state.name} has ${size} bytes, more than ${LIMIT}`);
  const expected: Expected = { url: SITE + state.path, course: state.course, people, hidden: 0 };
  writeFileSync(join(FOLDER, `${state.name}.html`), html);
  writeFileSync(join(FOLDER, `${state.name}.json`), `${JSON.stringify(expected, null, 2)}\n`);
  console.log(`${state.name}: ${people.length} people, ${Math.round(size / 1024)} kB`);
  await page.context().close();
}

/** Waits until the pictures are there, or known to be missing, and nothing moves any more but for what never ends. */
async function settled({ page }: Stage): Promise<void> {
  await until('the page to be still', () =>
    page.evaluate(
      () =>
        [...document.images].every((one) => one.complete) &&
        document
          .getAnimations()
          .every((one) => one.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY),
    ),
  );
}

/** The truth comes from the LMS; that the page shows just these people, in this order, is confirmed here. */
async function confirm(
  { name, each, frame }: State,
  { page }: Stage,
  people: Expected['people'],
): Promise<void> {
  const texts = await (frame ? page.frameLocator(frame) : page).locator(each).allInnerTexts();
  // A badge stands on a line of its own, a mention begins with its sign.
  const shown = texts.map((text) => text.trim().split('\n')[0]?.replace(/^@/, ''));
  const meant = people.map(({ username }) => username);
  if (shown.join() !== meant.join()) throw new Error(`${name} shows ${shown}; the LMS says ${meant}`);
}
