import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hostPattern, siteOrigin } from '../../../lib/lms/community.ts';
import { retryAfter } from '../../../lib/lms/retry-after.ts';
import { serverWords } from '../../../lib/lms/server-words.ts';
import { failureOf } from '../../../lib/model/errors.ts';
import { Origin } from '../../../lib/model/index.ts';

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
    ['https://community.example.org@evil.example', 'not-a-site-address'],
    ['*', 'not-a-site-address'],
    ['https://*.example.org', 'not-a-site-address'],
    ['http://community.example.org', 'site-not-secure'],
    ['http://community.example.org.', 'site-not-secure'],
    ['https://community.example.org..', 'not-a-site-address'],
    ['https://.', 'not-a-site-address'],
  ])('%s is refused as %s', (typed, kind) => {
    expect(() => siteOrigin(typed)).toThrow(kind);
  });

  test('is the same with a dot at its end, in its own letters or in those of the network, with its port and with any path', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.constantFrom('bücher.example', 'пример.example', 'xn--bcher-kva.example', 'EXAMPLE.org'),
    );
    const port = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: null });
    const scheme = fc.constantFrom('https://', 'HTTPS://', '');
    const end = fc.oneof(
      fc.webPath(),
      fc.constantFrom('', '/', '/lms/course/9/', '?next=https://evil.example'),
    );
    fc.assert(
      fc.property(scheme, host, port, end, (start, name, number, rest) => {
        const { hostname } = new URL(`https://${name}`);
        const origin = `https://${hostname}${number === null || number === 443 ? '' : `:${number}`}`;
        const own = number === null ? '' : `:${number}`;
        for (const written of [name, hostname, `${name}.`, `${hostname}.`]) {
          expect(siteOrigin(`${start}${written}${own}${rest}`)).toBe(origin);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('whatever is typed gives an origin that is safe to send a token to, or one of the two failures', () => {
    const host = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.string(),
      fc.constantFrom('localhost', '127.0.0.1', '[::1]', '*'),
    );
    const end = fc.oneof(
      fc.webPath(),
      fc.string(),
      fc.constantFrom('', ':8080', '#x', '?y', '@evil.example', '\\'),
    );
    const scheme = fc.constantFrom(
      'https://',
      'http://',
      'HTTPS:\\\\',
      'http:',
      '//',
      'https://a:b@',
      'ftp://',
      'blob:https://',
      '',
    );
    const typed = fc.tuple(scheme, host, end).map((parts) => parts.join(''));
    let origins = 0;
    fc.assert(
      fc.property(fc.oneof(typed, fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        let origin: string;
        try {
          origin = siteOrigin(text);
        } catch (thrown) {
          expect(['not-a-site-address', 'site-not-secure']).toContain(failureOf(thrown).kind);
          return;
        }
        origins += 1;
        expect(Origin.safeParse(origin).success, origin).toBe(true);
        expect(origin).toMatch(/^https:\/\/[^/@?#\\*]+$|^http:\/\/(?:localhost|127\.0\.0\.1)(?::\d+)?$/);
        expect(siteOrigin(origin)).toBe(origin);
        // Of one host, and all of its pages.
        const { protocol, hostname } = new URL(origin);
        expect(hostPattern(origin)).toBe(`${protocol}//${hostname}/*`);
        expect(hostPattern(origin).match(/\*/g)).toHaveLength(1);
      }),
      { numRuns: 2_000 },
    );
    expect(origins).toBeGreaterThan(300);
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

  const inAYear = now + 31_536_000_000;
  const ahead = fc.integer({ min: 1, max: 31_535_999 });

  test('is the second that a date names, in each of the three forms of a date', () => {
    const two = (part: number) => String(part).padStart(2, '0');
    fc.assert(
      fc.property(ahead, (seconds) => {
        const at = new Date(now + seconds * 1_000);
        const [weekday = '', day = '', month = '', year = '', time = ''] = at.toUTCString().split(/,? /);
        const whole = at.toLocaleDateString('en', { weekday: 'long', timeZone: 'UTC' });
        expect(retryAfter(at.toUTCString(), now)).toBe(at.getTime());
        expect(retryAfter(`${whole}, ${day}-${month}-${year.slice(2)} ${time} GMT`, now)).toBe(at.getTime());
        const padded = two(Number(day)).replace(/^0/, ' ');
        expect(retryAfter(`${weekday} ${month} ${padded} ${time} ${year}`, now)).toBe(at.getTime());
      }),
    );
  });

  test('is so many seconds ahead, in digits', () => {
    fc.assert(
      fc.property(ahead, (seconds) => {
        expect(retryAfter(`${seconds}`, now)).toBe(now + seconds * 1_000);
      }),
    );
  });

  test('is nothing where it is neither digits nor a date', () => {
    const number = fc.oneof(fc.integer({ max: -1 }).map(String), fc.double().map(String));
    const almost = fc
      .tuple(
        fc.string(),
        fc.constantFrom('try in ', 'Sun ', 'GMT ', '+', '-', '1e'),
        fc.integer({ min: 2027, max: 9999 }),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string(), number, almost), (header) => {
        fc.pre(!/^\s*\d+\s*$/.test(header));
        expect(retryAfter(header, now)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });

  test('is never in the past nor more than a year ahead', () => {
    const date = fc.date({ noInvalidDate: true }).map((at) => at.toUTCString());
    const digits = fc.oneof(
      fc.nat().map(String),
      fc.nat(400).map((count) => '9'.repeat(count)),
    );
    fc.assert(
      fc.property(fc.oneof(fc.string(), digits, date), (header) => {
        const until = retryAfter(header, now);
        expect(until === null || (until > now && until <= inAYear)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("the server's words", () => {
  test.each([
    ['{"detail":"Not found."}', 'Not found.'],
    ['{"errors":[{"code":"invalid","message":"Unknown user 7","field":"users"}]}', 'Unknown user 7'],
    [
      '{"errors":[{"field":"users","messages":[{"code":"invalid","message":"Unknown user 7"}]}]}',
      'Unknown user 7',
    ],
    ['{"errors":[{"field":"users","messages":[{"code":"does_not_exist"}]}]}', 'HTTP 400'],
    ['{"errors":[{"code":"permission_denied"}]}', 'HTTP 400'],
    ['{"type":"client_error","errors":[{"attr":"users","code":"x","detail":"Too many."}]}', 'Too many.'],
    ['{"code":["This field is required."]}', 'This field is required.'],
    ['{"field":["This field is required."]}', 'This field is required.'],
    ['{"users":["Invalid pk \\"7\\" - object does not exist."]}', 'Invalid pk "7" - object does not exist.'],
    ['<html>', 'HTTP 400'],
    ['', 'HTTP 400'],
    ['[]', 'HTTP 400'],
    ['null', 'HTTP 400'],
    ['{"detail":"No such token: s3cr3t-t0k3n"}', 'No such token: …'],
    [JSON.stringify({ detail: `${'x'.repeat(295)}s3cr3t-t0k3n` }), `${'x'.repeat(295)}…`],
  ])('%s', (body, words) => expect(serverWords(body, 400, 's3cr3t-t0k3n')).toBe(words));

  test('do not repeat the token that a server repeats, also where it stands at the end of what is told', () => {
    const token = 'tok/en+9=';
    const echo = { detail: `${'x'.repeat(291)} Bearer ${token} and ${token}` };
    const words = serverWords(JSON.stringify(echo).replaceAll('/', '\\/'), 400, token);
    expect(words).toBe(`${'x'.repeat(291)} Bearer …`);
  });

  test("are plain text in one line: nothing of a server's moves our own words about", () => {
    const detail = '\u202eNot\n\u0007 for\u2066 you.\u0000';
    expect(serverWords(JSON.stringify({ detail }), 400, null)).toBe('Not for you.');
  });

  test('are short, whatever comes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
        const words = serverWords(body, 400, 'token');
        expect(words.length).toBeGreaterThan(0);
        expect(words.length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
