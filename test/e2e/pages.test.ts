/** What the reader finds on saved pages, and that nobody on them is taken for somebody else. */
import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import * as z from 'zod/mini';
import { connectClient } from '../../lib/lms/client.ts';
import { identifyRows } from '../../lib/lms/people/identify-rows.ts';
import { SeenCourse, SeenRow } from '../../lib/model/index.ts';
import { type PracticeLms, startLms } from '../lms/server.ts';
import { type SavedPage, savedPages } from '../pages/pages.ts';
import { openSaved } from '../pages/serve.ts';
import { ensureBrowser } from '../tools/machine.ts';

const pages = savedPages();

let lms: PracticeLms;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  lms = await startLms();
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

const Survey = z.strictObject({
  course: SeenCourse,
  people: z.array(SeenRow),
  hidden: z.int().check(z.nonnegative()),
});

/** What the built reader says of a saved page in a real browser, and what a person can read there. */
interface Look {
  survey: z.infer<typeof Survey>;
  /** Those of the expected people whose name stands nowhere on the page. */
  missing: (string | null)[];
}

async function lookAt(saved: SavedPage): Promise<Look> {
  const page = await openSaved(context, { html: saved.html, url: saved.expected.url });
  try {
    await page.evaluate(readFileSync(`${inject('extension')}/page-reader.js`, 'utf8'));
    const survey = Survey.parse(await page.evaluate('globalThis.rollcall.outline(null)'));
    const missing: Look['missing'] = [];
    for (const { username } of saved.expected.people) {
      // Text is searched for through open shadow roots; a mention begins with a sign, a badge follows the name.
      const name = new RegExp(`^[@☐☑\\s]*${username}(Admin|Staff)?$`);
      const shown = await Promise.all(page.frames().map((frame) => frame.getByText(name).count()));
      if (Math.max(...shown) === 0) missing.push(username);
    }
    return { survey, missing };
  } finally {
    await page.close();
  }
}

const looks = new Map<SavedPage, Promise<Look>>();

/** The look at a page, which is opened once for all tests. */
function lookOnceAt(saved: SavedPage): Promise<Look> {
  const look = looks.get(saved) ?? lookAt(saved);
  looks.set(saved, look);
  return look;
}

const rowKey = ({ userId, username }: Pick<SeenRow, 'userId' | 'username'>) => `${userId} ${username}`;

describe('the saved pages themselves', () => {
  test('there are those of the LMS and those of other shapes', () => {
    const others = pages.filter(({ name }) => name.startsWith('other/'));
    expect(others.length).toBeGreaterThanOrEqual(15);
    expect(pages.length - others.length).toBeGreaterThanOrEqual(25);
  });

  test.each(pages)('$name is small, and nothing of it runs, leads elsewhere or is secret', ({ html }) => {
    expect(Buffer.byteLength(html)).toBeLessThan(300_000);
    expect(html).not.toMatch(/<script|\son\w+=|127\.0\.0\.1|localhost/);
    for (const token of Object.values(lms.tokens)) expect(html).not.toContain(token);
  });

  test.each(pages)('what $name says is true in the LMS', ({ expected: { people } }) => {
    for (const { userId, username, is, flagged } of people) {
      const { id } = lms.user(is);
      const tells = { userId: userId ?? id, username: username ?? is };
      if (!flagged) expect(tells).toEqual({ userId: id, username: is });
    }
    expect(new Set(people.map(rowKey)).size).toBe(people.length);
  });

  test.each(pages)('$name shows everybody it is said to show', async (saved) => {
    expect((await lookOnceAt(saved)).missing).toEqual([]);
  });
});

test.each(pages)('the reader finds on $name what is there', async (saved) => {
  const { course, people, hidden } = saved.expected;
  const { survey } = await lookOnceAt(saved);
  expect({ course: survey.course, hidden: survey.hidden }).toEqual({ course, hidden });
  expect(survey.people).toHaveLength(people.length);
  const meant = await usernamesOf(survey.people);
  expect(meant).toEqual(
    people
      .filter(({ flagged }) => !flagged)
      .map(({ is }) => is)
      .sort(),
  );
  // A row of the LMS's own says by itself who it stands for.
  for (const [at, row] of survey.people.entries()) {
    const { userId, username } = people[at] ?? {};
    if (!('clues' in row)) expect(row).toEqual({ userId, username });
  }
});

/** Whom rows that are chosen together stand for, by the LMS. */
async function usernamesOf(rows: SeenRow[]): Promise<string[]> {
  const client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
  const { people } = await identifyRows({ client }, lms.courseId, { rows, peers: [] });
  return people.map(({ person }) => person.username).sort();
}

test('nobody is taken for somebody else, also where one row alone is chosen', async () => {
  const client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
  const wrong: string[] = [];
  let rows = 0;
  for (const saved of pages) {
    const { survey } = await lookOnceAt(saved);
    for (const [at, row] of survey.people.entries()) {
      rows += 1;
      const peers = survey.people.filter((other) => other !== row);
      const { people } = await identifyRows({ client }, lms.courseId, { rows: [row], peers });
      const expected = saved.expected.people[at];
      // A row that is nobody's on the page must not become anybody, nor one that contradicts itself.
      const right = expected?.flagged ? undefined : expected?.is;
      for (const { person } of people)
        if (person.username !== right) wrong.push(`${saved.name}: ${rowKey(row)} became ${person.username}`);
    }
  }
  console.info(`wrong persons: ${wrong.length} of ${rows} over ${pages.length} pages`);
  expect(wrong).toEqual([]);
  expect(rows).toBeGreaterThan(200);
}, 300_000);
