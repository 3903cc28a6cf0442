/** Which test files a run was asked for, so that it prepares what these need and nothing else. */
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { root } from './build.ts';

/** End-to-end tests that look at the build itself, and at none in a browser. */
const OF_THE_BUILD = /^(?:build|bundle|manifest)\./;
/** Of these, and those of Firefox: what needs its build. */
const OF_FIREFOX = /^(?:build|bundle|manifest)\.|firefox/;
/** `test/tools/test.ts` tells the end-to-end set-up here what it was asked for, one word a line. */
export const WORDS = 'ROLLCALL_TEST_WORDS';

interface Needs {
  /** The packages of the LMS's own front-end, and its pages. */
  frontEnd: boolean;
  browser: boolean;
  firefoxBuild: boolean;
  firefox: boolean;
}

/** @param words parts of file names, as Vitest takes them; all files if there is none */
export function needsOf(words: readonly string[]): Needs {
  const matching = (pattern: string) =>
    globSync(pattern, { cwd: root }).filter(
      (file) => words.length === 0 || words.some((word) => file.includes(word)),
    );
  const names = matching('test/e2e/**/*.test.ts').map((file) => basename(file));
  const browser = names.some((name) => !OF_THE_BUILD.test(name));
  return {
    browser,
    frontEnd: browser || matching('test/lms/{client/*,oauth}.test.ts').length > 0,
    firefoxBuild: names.some((name) => OF_FIREFOX.test(name)),
    firefox: names.some((name) => name.includes('firefox')),
  };
}
