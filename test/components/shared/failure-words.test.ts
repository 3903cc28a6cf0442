/** Every failure has its words in the message file, with everything filled in. */
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { failureWords } from '../../../components/shared/failure-words.ts';
import { Failure } from '../../../lib/model/index.ts';
import { ORIGIN } from '../../people.ts';

const HOUR = 3_600_000;
/** Whatever a failure may hold. */
const DETAILS = {
  origin: ORIGIN,
  at: Date.now() - HOUR,
  until: Date.now() + HOUR,
  is: 'secret',
  why: 'cut',
  username: 'cora',
  courseId: 77,
  message: 'The course is full.',
  most: 10_000,
  status: 503,
  what: 'TypeError',
  title: 'Just a moment',
};

const failures = Failure.def.options.map(({ shape }): Failure => {
  const held = Object.entries(DETAILS).filter(([name]) => name in shape);
  return z.parse(Failure, { ...Object.fromEntries(held), kind: shape.kind.def.values[0] });
});

test('there is something to say', () => {
  expect(failures.length).toBeGreaterThan(40);
});

test.each(failures)('$kind: what is the matter, and what to do about it', (failure) => {
  const { title, help } = failureWords(failure);
  for (const words of [title, help]) expect(words).toMatch(/^[^$]{7,}$/);
  const said = `${title} ${help}`;
  if ('username' in failure) expect(said).toContain('cora');
  if ('message' in failure) expect(said).toContain('The course is full.');
  if ('status' in failure) expect(said).toContain('503');
});

test('F12: a page in place of the API is named by its title, where it has one', () => {
  const page = { kind: 'not-the-api', origin: ORIGIN, status: 403 } as const;
  expect(failureWords({ ...page, title: 'Just a moment' }).help).toMatch(/“Just a moment” \(status 403\)/);
  expect(failureWords({ ...page, title: '' }).help).not.toContain('“');
});

test('F11: a site that cannot be reached may have a certificate that the browser warned of', () => {
  expect(failureWords({ kind: 'offline', origin: ORIGIN }).help).toMatch(/warning about its certificate/);
});

test('F13: a database that cannot be opened is no full disk: restart the browser, then what it means', () => {
  const { help } = failureWords({ kind: 'store-not-opened' });
  expect(help).toMatch(/Close all windows of the browser, start it again.*install it again/);
  expect(help).not.toMatch(/disk may be full/);
});

test('a wait without a time says so', () => {
  for (const kind of ['rate-limited', 'unavailable'] as const) {
    expect(failureWords({ kind, until: null }).help).toMatch(/does not say until when/);
    const noon = new Date().setHours(12, 0);
    expect(failureWords({ kind, until: noon }).help).toMatch(/after 12:00/);
  }
});

test.each(['cut', 'newer', 'wrong'] as const)('a set-up text that is %s has words of its own', (why) => {
  expect(failureWords({ kind: 'set-up-not-usable', why }).title).toMatch(/^This set-up text /);
});

test.each(['refresh-token', 'secret', 'password'] as const)('a pasted %s is named', (is) => {
  expect(failureWords({ kind: 'not-an-access-token', is }).title).toMatch(/^This /);
});
