/** The house rules of the source, so that they stay true. */
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const sources = globSync('{entrypoints,components,lib}/**/*.{ts,tsx}', { cwd: root }).sort();
const text = (file: string) => readFileSync(join(root, file), 'utf8');

/** Where a file lives: `entrypoints`, `components`, a room of lib, or a file of lib by its name. */
function room(file: string): string {
  const [top, second] = file.split('/');
  if (top !== 'lib') return file === 'entrypoints/background.ts' ? 'background' : (top ?? '');
  return second ?? '';
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

const WORDS = ['model.ts', 'errors.ts'];
/** For each room, the other rooms it may know. */
const MAY_KNOW: Record<string, string[]> = {
  model: [],
  'model.ts': ['model'],
  'errors.ts': ['model.ts'],
  page: WORDS,
  lms: WORDS,
  invite: WORDS,
  store: WORDS,
  list: WORDS,
  'messages.ts': WORDS,
  browser: WORDS,
  'tab.ts': [...WORDS, 'page', 'browser'],
  'access.ts': [...WORDS, 'lms', 'browser'],
  'sites.ts': [...WORDS, 'lms', 'store', 'access.ts'],
  'refresh.ts': [...WORDS, 'lms', 'store'],
  'site.ts': [...WORDS, 'lms', 'store', 'access.ts', 'sites.ts', 'refresh.ts'],
  'right-clicks.ts': ['sites.ts', 'browser'],
  'sign-in.ts': [...WORDS, 'lms', 'store', 'access.ts', 'sites.ts', 'refresh.ts', 'right-clicks.ts'],
  'wake.ts': [...WORDS, 'browser'],
  'badge.ts': ['invite'],
  'notify.ts': WORDS,
  'surfaces.ts': [...WORDS, 'browser', 'page', 'invite', 'store', 'tab.ts', 'badge.ts', 'notify.ts'],
  'queue.ts': [...WORDS, 'lms', 'invite', 'store', 'tab.ts', 'site.ts', 'wake.ts', 'surfaces.ts'],
  'resume.ts': [...WORDS, 'invite', 'store', 'queue.ts'],
  'job-to-show.ts': [...WORDS, 'invite', 'store'],
  'flow.ts': [...WORDS, 'invite', 'store', 'queue.ts', 'resume.ts', 'surfaces.ts'],
  'again.ts': [...WORDS, 'lms', 'invite', 'store', 'site.ts', 'queue.ts', 'flow.ts'],
  'at-once.ts': [...WORDS, 'invite', 'store', 'sites.ts', 'tab.ts', 'flow.ts'],
  'review.ts': [
    ...WORDS,
    'lms',
    'invite',
    'store',
    'tab.ts',
    'site.ts',
    'flow.ts',
    'job-to-show.ts',
    'at-once.ts',
  ],
  components: [...WORDS, 'invite', 'list'],
  entrypoints: [...WORDS, 'page', 'lms', 'invite', 'store', 'list', 'messages.ts', 'components'],
  background: [
    ...WORDS,
    'page',
    'lms',
    'invite',
    'store',
    'list',
    'messages.ts',
    'tab.ts',
    'sites.ts',
    'sign-in.ts',
    'right-clicks.ts',
    'wake.ts',
    'surfaces.ts',
    'components',
    'queue.ts',
    'resume.ts',
    'flow.ts',
    'again.ts',
    'at-once.ts',
    'review.ts',
  ],
};

test('there is something to check', () => {
  expect(sources.length).toBeGreaterThan(30);
});

test.each(sources)('%s imports down and inward only', (file) => {
  const here = room(file);
  const known = MAY_KNOW[here];
  expect(known, `${here} is a room of the design`).toBeDefined();
  for (const imported of importsOf(file)) {
    if (!/^(entrypoints|components|lib)\//.test(imported)) continue;
    const there = room(imported);
    if (there !== here) expect(known, `${file} imports ${imported}`).toContain(there);
  }
});

/** What only some rooms may touch, and by which words it shows. */
const RESERVED: [what: string, words: RegExp, rooms: string[]][] = [
  [
    'the browser API',
    /from 'wxt\/browser'|\bchrome\./,
    [
      'store',
      'messages.ts',
      'tab.ts',
      'access.ts',
      'sign-in.ts',
      'right-clicks.ts',
      'wake.ts',
      'badge.ts',
      'notify.ts',
      'entrypoints',
      'background',
    ],
  ],
  ['storage and IndexedDB', /browser\.storage|indexedDB|from 'idb'/, ['store']],
  ['runtime messaging', /runtime\.(sendMessage|onMessage|connect)\b/, ['messages.ts', 'entrypoints']],
  ['the network', /\bfetch\(|globalThis\.fetch|XMLHttpRequest/, ['lms']],
  ['the DOM', /\bdocument\.|getSelection\(/, ['page', 'entrypoints', 'components']],
  ['the message files', /from '#i18n'/, ['components', 'entrypoints', 'background']],
];

test.each(RESERVED)('%s: only where the design allows it', (_what, words, rooms) => {
  const users = sources.filter((file) => words.test(text(file)));
  expect(users.length).toBeGreaterThan(0);
  for (const file of users) expect(rooms, file).toContain(room(file));
});

test('one page script speaks to the background, and only to ask for a review', () => {
  const speakers = sources.filter((file) => /chrome\.runtime\.sendMessage\(/.test(text(file)));
  expect(speakers).toEqual(['entrypoints/page-reader.ts']);
});

test('the model imports zod and nothing else', () => {
  const files = sources.filter((file) => file.startsWith('lib/model/'));
  expect(files.length).toBeGreaterThan(1);
  for (const imported of files.flatMap(importsOf)) {
    if (!imported.startsWith('lib/model/')) expect(imported).toBe('zod/mini');
  }
});

/** Everything the background reaches by imports. */
function reach(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !sources.includes(file)) return seen;
  seen.add(file);
  for (const imported of importsOf(file)) reach(imported, seen);
  return seen;
}

test('no mutable module state in what the background reaches: a worker forgets', () => {
  const reached = [...reach('entrypoints/background.ts')].filter((file) => !file.startsWith('lib/page/'));
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
