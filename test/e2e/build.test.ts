/** The size of what is injected into pages, and what it must not hold. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { checkBudgets } from '../tools/budgets.ts';

describe('what is put into pages', () => {
  const added = (file: string, text: string) => {
    const folder = mkdtempSync(join(tmpdir(), 'rollcall-build-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    cpSync(inject('extension'), folder, { recursive: true });
    writeFileSync(join(folder, file), text, { flag: 'a' });
    return folder;
  };
  /** Text that stays as long as it is when gzipped. */
  const dense = (bytes: number) => crypto.getRandomValues(Buffer.alloc(bytes / 2)).toString('hex');

  test.each(['extension', 'firefoxExtension'] as const)('is within its budget in %s', (name) => {
    const sizes = checkBudgets(inject(name));
    expect(sizes).toEqual([
      expect.stringMatching(/^page-reader\.js: \d+ of 14336 bytes gzipped$/),
      expect.stringMatching(/^page-overlay\.js: \d+ of 14336 bytes gzipped$/),
      expect.stringMatching(/^row-under-pointer\.js: \d+ of 2048 bytes gzipped$/),
    ]);
    for (const size of sizes) console.info(size);
  });

  test.each([
    ['page-reader.js', 14_336],
    ['page-overlay.js', 14_336],
    ['row-under-pointer.js', 2_048],
  ])('%s of more than %d bytes fails a build', (file, most) => {
    const folder = added(file, `//${dense(2 * most)}`);
    const size = gzipSync(readFileSync(join(folder, file))).length;
    const words = `Over the budget: ${file} has ${size} bytes gzipped, ${size - most} more than ${most}.`;
    expect(() => checkBudgets(folder)).toThrow(words);
  });

  test.each([
    ['page-reader.js', '.ZodMiniObject'],
    ['page-overlay.js', '.ZodMiniObject'],
    ['page-reader.js', 'This script should only be loaded in a browser extension.'],
    ['row-under-pointer.js', 'webextension-polyfill'],
    ['row-under-pointer.js', 'new MutationObserver(f)'],
    ['row-under-pointer.js', 'new ResizeObserver(f)'],
    ['row-under-pointer.js', 'setTimeout(f)'],
    ['row-under-pointer.js', 'requestAnimationFrame(f)'],
    ['row-under-pointer.js', 'e.getBoundingClientRect()'],
    ['row-under-pointer.js', 'e.offsetWidth'],
    ['row-under-pointer.js', 'getComputedStyle(e)'],
  ])('%s with %s in it fails a build', (file, text) => {
    expect(() => checkBudgets(added(file, text))).toThrow(`${file} holds "`);
  });
});
