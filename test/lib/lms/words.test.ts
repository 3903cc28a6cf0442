import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { failureOf } from '../../../lib/errors.ts';
import { retryAfter } from '../../../lib/lms/retry-after.ts';
import { serverWords } from '../../../lib/lms/server-words.ts';
import { hostPattern, siteOrigin } from '../../../lib/lms/sign-in.ts';
import { Origin } from '../../../lib/model.ts';

describe('site address', () => {
  test.each([
    ['community.example.org', 'https://community.example.org'],
    ['  https://Community.Example.org/course/9/x?y#z ', 'https://community.example.org'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ])('%s means %s', (typed, origin) => expect(siteOrigin(typed)).toBe(origin));

  test.each([
    ['', 'not-a-site-address'],
    ['ftp://example.org', 'not-a-site-address'],
    ['https://', 'not-a-site-address'],
    ['javascript:alert(1)', 'not-a-site-address'],
    ['https://user:secret@example.org', 'not-a-site-address'],
    ['http://community.example.org', 'site-not-secure'],
  ])('%s is refused as %s', (typed, kind) => {
    expect(() => siteOrigin(typed)).toThrow(kind);
  });

  test('whatever is typed gives an origin or one of the two failures', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webUrl()), (typed) => {
        try {
          expect(Origin.safeParse(siteOrigin(typed)).success).toBe(true);
        } catch (thrown) {
          expect(['not-a-site-address', 'site-not-secure']).toContain(failureOf(thrown).kind);
        }
      }),
    );
  });

  test('the pattern asked of the browser has no port, which Firefox does not know', () => {
    expect(hostPattern('http://127.0.0.1:8080')).toBe('http://127.0.0.1/*');
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 22);
  test.each([
    ['30', now + 30_000],
    [new Date(now + 60_000).toUTCString(), now + 60_000],
    [null, null],
    ['', null],
    ['soon', null],
    ['0', null],
    [new Date(now - 60_000).toUTCString(), null],
    ['31536000', now + 31_536_000_000],
    ['99999999999999999999', now + 31_536_000_000],
  ])('%s', (header, until) => expect(retryAfter(header, now)).toBe(until));

  test('is never in the past nor more than a year ahead', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.nat().map(String)), (header) => {
        const until = retryAfter(header, now);
        expect(until === null || (until > now && until <= now + 31_536_000_000)).toBe(true);
      }),
    );
  });
});

describe("the server's words", () => {
  test.each([
    ['{"detail":"Not found."}', 'Not found.'],
    ['{"errors":[{"code":"invalid","message":"Unknown user 7","field":"users"}]}', 'Unknown user 7'],
    ['{"users":["Invalid pk \\"7\\" - object does not exist."]}', 'Invalid pk "7" - object does not exist.'],
    ['<html>', 'HTTP 400'],
    ['', 'HTTP 400'],
    ['[]', 'HTTP 400'],
    ['null', 'HTTP 400'],
  ])('%s', (body, words) => expect(serverWords(body, 400, null)).toBe(words));

  test('do not repeat the token that a server repeats, also where it stands at the end of what is told', () => {
    const token = 'tok/en+9=';
    const echo = { detail: `${'x'.repeat(291)} Bearer ${token} and ${token}` };
    const words = serverWords(JSON.stringify(echo).replaceAll('/', '\\/'), 400, token);
    expect(words).toBe(`${'x'.repeat(291)} Bearer …`);
  });

  test('are short, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const words = serverWords(body, 400, 'a secret');
        expect(words.length).toBeGreaterThan(0);
        expect(words.length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
