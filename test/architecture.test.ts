/** The house rules of the source, so that they stay true. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = globSync('{entrypoints,components,lib}/**/*.{ts,tsx}', { cwd: root }).sort();
const text = (file: string) => readFileSync(join(root, file), 'utf8');
/** A source file is one idea, and is read in one sitting. */
const MOST_LINES = { ts: 200, tsx: 200, css: 250 };

const MODEL = ['lib/model'];
const PURE = [...MODEL, 'lib/list', 'lib/jobs/engine'];
const SHOWN = [...PURE, 'lib/messages'];
const WINDOW = [...SHOWN, 'components/shared'];
/** The rooms of the house from the ground up, and which others each may know: only such as stand further down. */
const MAY_KNOW: Record<string, string[]> = {
  'lib/model': [],
  'lib/messages': MODEL,
  'lib/page': MODEL,
  'lib/list': MODEL,
  'lib/lms': MODEL,
  'lib/store': MODEL,
  'lib/jobs/engine': MODEL,
  'lib/browser': [...MODEL, 'lib/page'],
  'lib/sites': [...MODEL, 'lib/lms', 'lib/store', 'lib/browser'],
  'lib/jobs': [...PURE, 'lib/page', 'lib/lms', 'lib/store', 'lib/browser', 'lib/sites'],
  'lib/review': [...PURE, 'lib/lms', 'lib/store', 'lib/browser', 'lib/sites', 'lib/jobs'],
  'components/shared': SHOWN,
  'components/popup': WINDOW,
  'components/options': WINDOW,
  'components/history': WINDOW,
};
MAY_KNOW.entrypoints = Object.keys(MAY_KNOW);
const rooms = Object.keys(MAY_KNOW);

/** The room of a file, the innermost where one stands in another; none for a file that lies loose. */
function roomOf(file: string): string | undefined {
  const around = rooms.filter((room) => file.startsWith(`${room}/`));
  return around.toSorted((one, other) => other.length - one.length)[0];
}

/** What a file imports, types included: files of ours by path, packages by name. */
function importsOf(file: string): string[] {
  const specifiers = [...text(file).matchAll(/(?:from|import) '([^']+)'|import\('([^']+)'\)/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
  return specifiers.map((name) =>
    name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name,
  );
}
const importsOfOurs = (file: string) => importsOf(file).filter((imported) => sources.includes(imported));

test('there is something to check', () => {
  expect(sources.length).toBeGreaterThan(100);
});

test('rooms know only rooms below them', () => {
  for (const [at, room] of rooms.entries()) {
    for (const known of MAY_KNOW[room] ?? [])
      expect(rooms.indexOf(known), `${room} → ${known}`).toBeLessThan(at);
  }
});

test.each(sources)('%s stands in a room, and imports what that may know', (file) => {
  const room = roomOf(file) ?? 'no room';
  const known = MAY_KNOW[room];
  expect(known, room).toBeDefined();
  for (const imported of importsOfOurs(file)) {
    if (roomOf(imported) !== room) expect(known, `${file} imports ${imported}`).toContain(roomOf(imported));
  }
});

test('no file imports itself by way of others', () => {
  const done = new Set<string>();
  const walk = (file: string, way: string[]) => {
    expect(way.includes(file), [...way, file].join(' → ')).toBe(false);
    if (done.has(file)) return;
    for (const imported of importsOfOurs(file)) walk(imported, [...way, file]);
    done.add(file);
  };
  for (const file of sources) walk(file, []);
});

test('every source file is short', () => {
  const all = [...sources, ...globSync('{entrypoints,components,lib}/**/*.css', { cwd: root })];
  const long = all.filter((file) => {
    const most = MOST_LINES[file.split('.').at(-1) as keyof typeof MOST_LINES];
    return text(file).trimEnd().split('\n').length > most;
  });
  expect(long).toEqual([]);
});

test('there is one accent colour', () => {
  const [, accent = 'none'] = /ACCENT = '(#\w{6})'/.exec(text('lib/model/colours.ts')) ?? [];
  for (const sheet of ['components/shared/look.css', 'lib/page/tick-boxes/tick-boxes.css'])
    expect(text(sheet), sheet).toMatch(new RegExp(`--accent: (?:light-dark\\()?${accent}`));
});

/** What only some rooms may touch, and by which words it shows. */
const RESERVED: [what: string, words: RegExp, rooms: string[]][] = [
  [
    'the browser API',
    /from 'wxt\/browser'|\bchrome\./,
    ['lib/store', 'lib/messages', 'lib/browser', 'lib/sites', 'lib/jobs', 'entrypoints'],
  ],
  ['storage and IndexedDB', /browser\.storage|indexedDB|from 'idb'/, ['lib/store']],
  ['runtime messaging', /runtime\.(sendMessage|onMessage|connect)\b/, ['lib/messages', 'entrypoints']],
  ['the network', /\bfetch\(|globalThis\.fetch|XMLHttpRequest/, ['lib/lms']],
  [
    'the DOM',
    /\bdocument\.|getSelection\(/,
    ['lib/page', 'entrypoints', ...rooms.filter((room) => room.startsWith('components/'))],
  ],
  [
    'the message files',
    /from '#i18n'/,
    ['entrypoints', ...rooms.filter((room) => room.startsWith('components/'))],
  ],
];

test.each(RESERVED)('%s: only where the design allows it', (_what, words, allowed) => {
  const users = sources.filter((file) => words.test(text(file)));
  expect(users.length).toBeGreaterThan(0);
  for (const file of users) expect(allowed, file).toContain(roomOf(file));
});

test('what is shown is told what to ask by types only, and asks through what is handed in', () => {
  for (const file of sources.filter((name) => name.startsWith('components/'))) {
    for (const [line] of text(file).matchAll(/^import .*\/messages\/.*$/gm)) {
      expect(line, file).toMatch(/^import type .*\/messages\/schemas\.ts';$/);
    }
  }
});

test('one page script speaks to the background, and only to ask for a review', () => {
  const speakers = sources.filter((file) => /chrome\.runtime\.sendMessage\(/.test(text(file)));
  expect(speakers).toEqual(['entrypoints/page-overlay.ts']);
});

test('the model imports zod and nothing else', () => {
  for (const imported of sources.filter((file) => roomOf(file) === 'lib/model').flatMap(importsOf)) {
    if (!imported.startsWith('lib/model/')) expect(imported).toBe('zod/mini');
  }
});

/** Everything the background reaches by imports. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const imported of importsOfOurs(file)) reach(imported, seen);
  return seen;
}

test('no mutable module state in what the background reaches: a worker forgets', () => {
  const reached = [...reach('entrypoints/background.ts')].filter((file) => roomOf(file) !== 'lib/page');
  expect(reached.length).toBeGreaterThan(10);
  const kept =
    /^(?:export )?(?:let|var) .*|^(?:export )?const \w+(?:: [^=]+)? = new (?:Map|Set|WeakMap|WeakSet)\b.*/gm;
  for (const file of reached) {
    const states = text(file).match(kept) ?? [];
    expect(
      states.filter((line) => !/: Readonly(Set|Map)</.test(line)),
      file,
    ).toEqual([]);
  }
});

test('words that people read stand in the message file, not in the code', () => {
  for (const file of sources.filter((name) => name.endsWith('.tsx'))) {
    const spoken = text(file)
      .replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      .match(/>\s*[A-Z][a-z]+[^<>{}=;]*<\//g);
    expect(spoken ?? [], file).toEqual([]);
  }
});

test('nothing in the source silences the checker', () => {
  for (const file of sources) {
    expect(text(file), file).not.toMatch(
      /@ts-(ignore|nocheck|expect-error)|biome-ignore|\bas any\b|as unknown as/,
    );
  }
});
