/** What ships, file by file: only what is known to be there, and nothing that a store or a security team would send back. */
import { globSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, inject, test } from 'vitest';
import { PASSWORD, TOKENS } from '../lms/api/session.ts';
import { root, zipExtension } from '../tools/build.ts';
import { type Files, faultsIn, namesOf, RULES } from '../tools/shipped.ts';
import { filesInZip } from '../tools/zip.ts';

const BUILDS = { chrome: 'extension', firefox: 'firefoxExtension' } as const;
/** What must be nowhere, besides what the rules find. */
const SECRETS = [...Object.values(TOKENS), PASSWORD];

const SHIPPED = [
  '_locales/en/messages.json',
  'assets/options-*.css',
  'assets/popup-*.css',
  'background.js',
  'chunks/client-*.js',
  'chunks/options-*.js',
  'chunks/popup-*.js',
  ...[128, 16, 32, 48, 96].map((size) => `icon/${size}.png`),
  'managed-schema.json',
  'manifest.json',
  'options.html',
  'page-overlay.js',
  'page-reader.js',
  'popup.html',
  'row-under-pointer.js',
];

function filesIn(folder: string): Files {
  const names = globSync('**/*', { cwd: folder, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    names.map(({ parentPath, name }) => {
      const path = `${parentPath}/${name}`;
      return [path.slice(folder.length + 1), readFileSync(path)];
    }),
  );
}

let zips: Record<'chrome' | 'firefox', string>;
beforeAll(async () => {
  zips = { chrome: await zipExtension('chrome'), firefox: await zipExtension('firefox') };
});

describe.each(['chrome', 'firefox'] as const)('for %s', (browser) => {
  const build = filesIn(inject(BUILDS[browser]));

  test('the build holds the files that are known, and nothing that must not be in them', () => {
    expect(namesOf(build)).toEqual(SHIPPED);
    expect(faultsIn(build, SECRETS)).toEqual([]);
  });

  test('the zip holds the same', () => {
    const zip = readFileSync(zips[browser]);
    const zipped = filesInZip(zip);
    expect(namesOf(zipped)).toEqual(SHIPPED);
    expect(faultsIn(zipped, SECRETS)).toEqual([]);
    for (const [name, content] of build) expect(zipped.get(name)?.equals(content), name).toBe(true);
    const unpacked = [...zipped.values()].reduce((sum, { length }) => sum + length, 0);
    console.info(`${browser}: ${zip.length} bytes zipped, ${unpacked} unpacked`);
  });
});

test('the sources that go with the zip for Firefox are all that a build needs, and hold no secret', () => {
  const sources = filesInZip(readFileSync(zips.firefox.replace('firefox', 'sources')));
  const rooms = globSync('{components,entrypoints,lib,public,test/tools}/**/*.*', { cwd: root });
  const needed = [...rooms, 'package.json', 'package-lock.json', 'tsconfig.json', 'wxt.config.ts'];
  expect(needed.filter((file) => !sources.has(file))).toEqual([]);
  // Besides these only what lies at the top: README, licence, settings.
  const others = [...sources.keys()].filter((file) => !needed.includes(file));
  expect(others.filter((file) => file.includes('/'))).toEqual([]);
  // Its sums are long random words.
  sources.delete('package-lock.json');
  expect(faultsIn(sources, SECRETS).filter((fault) => fault.includes(': a secret: '))).toEqual([]);
});

describe('each rule finds what it is there for', () => {
  const jwt = ['eyJhbGciOiJIUzI1NiJ9', 'eyJ1c2VyX2lkIjoyfQ', 'c2lnbmF0dXJl'].join('.');
  const planted: [rule: string, file: string, text: string][] = [
    ['code made from text', 'background.js', 'eval("1")'],
    ['code made from text', 'background.js', 'new Function("return 1")()'],
    ['code made from text', 'background.js', 'const F=Function;new F("")'],
    ['code made from text', 'popup.html', 'setTimeout("go()",9)'],
    ['code loaded from an address', 'background.js', 'import("https://cdn.example/x.js")'],
    ['code loaded from an address', 'background.js', 'import(address)'],
    ['code loaded from an address', 'chunks/popup-0a1B2c3D.js', 'import{a}from"//cdn.example/x.js"'],
    ['code loaded from an address', 'background.js', 'importScripts(x)'],
    ['a worker', 'background.js', 'new Worker(x)'],
    ['a worker', 'background.js', 'new a.SharedWorker(x)'],
    ['something loaded from another site', 'popup.html', '<script src="https://cdn.example/x.js"></script>'],
    ['something loaded from another site', 'popup.html', '<img src=//cdn.example/pixel>'],
    ['something loaded from another site', 'assets/a.css', 'a{background:url(https://cdn.example/x)}'],
    ['something loaded from another site', 'assets/a.css', '@import "x"'],
    ['script or style inside a page', 'popup.html', '<script>go()</script>'],
    ['script or style inside a page', 'popup.html', '<p onclick=go()>'],
    ['a source map', 'background.js', '//# sourceMappingURL=background.js.map'],
    ['markup made from text', 'page-reader.js', 'e.innerHTML=t'],
    ['markup made from text', 'page-reader.js', 'e.insertAdjacentHTML("afterend",t)'],
    ['markup made from text', 'page-reader.js', 'document.write(t)'],
    ['an address', 'background.js', 'fetch("http://tracker.example/")'],
    ['an address', 'background.js', '"https://tracker.example/"'],
    ['an address', '_locales/en/messages.json', '"http://127.0.0.1.evil.example/"'],
    ['a secret', 'background.js', '-----BEGIN RSA PRIVATE KEY-----'],
    ['a secret', 'background.js', `"${jwt}"`],
    ['a secret', 'background.js', '"9f86d081884c7d659a2feaa0c55ad015"'],
    ['a secret', 'manifest.json', '"rT9xK2mQ7vB4nW8sL1zY6cD3fH5jP0"'],
    ['a secret', 'background.js', `"${TOKENS.manager}"`],
    ['a path of the machine it was built on', 'background.js', '"/home/anna/rollcall/lib/flow.js"'],
    ['a path of the machine it was built on', 'background.js', 'fileName:"lib/jobs/commands.ts"'],
    ['something of the tests', 'background.js', 'vitest'],
  ];

  test.each(planted)('%s, in %s: %s', (rule, file, text) => {
    const faults = faultsIn(new Map([[file, Buffer.from(`a;${text}`)]]), SECRETS);
    expect(faults).toContainEqual(expect.stringContaining(`${file}: ${rule}: `));
  });

  test('and none of them is without a sample', () => {
    expect(RULES.map(({ name }) => name).filter((name) => !planted.some(([rule]) => rule === name))).toEqual(
      [],
    );
  });

  test('a file that nobody knows is seen in the list', () => {
    const more = new Map([
      ...filesIn(inject('extension')),
      ['chunks/client-0a1B2c3D.js.map', Buffer.from('{}')],
    ]);
    expect(namesOf(more)).not.toEqual(SHIPPED);
  });
});

test('nothing of ours makes markup from text: that is in Preact only, where nobody asks it to', () => {
  const markup =
    /innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write|DOMParser|srcdoc/;
  const sources = globSync('{entrypoints,components,lib}/**/*.{ts,tsx,html}', { cwd: root });
  expect(sources.length).toBeGreaterThan(100);
  expect(sources.filter((file) => markup.test(readFileSync(`${root}${file}`, 'utf8')))).toEqual([]);
});
