/** A run prepares what the files need that it was asked for, and nothing else. */
import { expect, test } from 'vitest';
import { needsOf } from './chosen.ts';

const nothing = { browser: false, frontEnd: false, firefoxBuild: false, firefox: false };

test.each([
  ['a unit test', ['run.model'], nothing],
  ['the practice LMS', ['lms/server'], nothing],
  ['its official client', ['official-client'], { ...nothing, frontEnd: true }],
  ['the build', ['manifest.test'], { ...nothing, firefoxBuild: true }],
  ['what is in a browser', ['selecting'], { ...nothing, browser: true, frontEnd: true }],
  ['Firefox', ['sign-in-firefox'], { browser: true, frontEnd: true, firefoxBuild: true, firefox: true }],
  ['everything', [], { browser: true, frontEnd: true, firefoxBuild: true, firefox: true }],
])('%s', (_what, words, needs) => {
  expect(needsOf(words)).toEqual(needs);
});
