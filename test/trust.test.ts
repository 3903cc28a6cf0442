/** Every point of `.github/SECURITY.md` is shown by tests that exist. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const POINTS = 26;
/** In a row whose point no test shows as yet, or not all of it. */
const OPEN = 'not yet';

interface Row {
  point: number;
  holds: string;
  shownBy: string;
}

function rowsOf(markdown: string): Row[] {
  return [...markdown.matchAll(/^\| (\d+) \| (.+?) \| (.+?) \|$/gm)].map(
    ([, point, holds = '', shownBy = '']) => ({
      point: Number(point),
      holds,
      shownBy,
    }),
  );
}

/** The tests that a row names: `file`: “title”, “title”; `file`: “title”. */
function testsIn(shownBy: string): [file: string, title: string][] {
  const files = [...shownBy.matchAll(/`(test\/[^`]+)`:((?:,? ?“[^”]+”)+)/g)];
  return files.flatMap(([, file = '', titles = '']) =>
    [...titles.matchAll(/“([^”]+)”/g)].map(([, title = '']): [string, string] => [file, title]),
  );
}

/** Whether `title`, whole, is what a test or a group of tests in `source` is called. */
function isTitleIn(source: string, title: string): boolean {
  const written = title.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\(\\s*(['"\`])${written}\\1\\s*,`).test(source);
}

const rows = rowsOf(readFileSync(join(root, '.github/SECURITY.md'), 'utf8'));

test('each point has one row, in their order', () => {
  expect(rows.map(({ point }) => point)).toEqual(Array.from({ length: POINTS }, (_, at) => at + 1));
});

describe.each(rows)('point $point: $holds', ({ shownBy }) => {
  const named = testsIn(shownBy);

  test('is shown by tests, whole', () => {
    expect(named).not.toEqual([]);
    expect(shownBy).not.toContain(OPEN);
  });

  test('the tests it names are there', () => {
    const missing = named.filter(([file, title]) => {
      const path = join(root, file);
      return !existsSync(path) || !isTitleIn(readFileSync(path, 'utf8'), title);
    });
    expect(missing).toEqual([]);
  });

  test('what it names is written as this test reads it', () => {
    expect(shownBy.match(/“/g) ?? []).toHaveLength(named.length);
    expect(new Set(shownBy.match(/test\/[\w./-]+/g) ?? [])).toEqual(new Set(named.map(([file]) => file)));
  });
});

describe('this test can fail', () => {
  test('for a row that is missing, and for one that names nothing', () => {
    expect(rowsOf('| 1 | a | b |\n| 3 | a | b |\n').map(({ point }) => point)).toEqual([1, 3]);
    expect(testsIn('not yet')).toEqual([]);
    expect(testsIn('`test/a.test.ts`: “one”, “two”; `test/b.test.ts`: “three”')).toEqual([
      ['test/a.test.ts', 'one'],
      ['test/a.test.ts', 'two'],
      ['test/b.test.ts', 'three'],
    ]);
  });

  test('for a title that is only a part of one, or no title', () => {
    const source =
      "test('the whole title', () => {});\ntest.each([1])('%d of them', () => {}); // another one,";
    expect(isTitleIn(source, 'the whole title')).toBe(true);
    expect(isTitleIn(source, '%d of them')).toBe(true);
    for (const title of ['the whole', 'title', 'another one']) expect(isTitleIn(source, title)).toBe(false);
  });
});
