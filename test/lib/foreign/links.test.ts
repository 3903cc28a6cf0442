/** Whatever link a list gives to its next page: nothing is asked of another origin, and every walk ends. */
import { domainToUnicode } from 'node:url';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectClient } from '../../../lib/lms/client.ts';
import { pagesOf } from '../../../lib/lms/paging.ts';
import { UserPage } from '../../../lib/lms/schemas.ts';
import { Failed } from '../../../lib/model/errors.ts';

const SITES = [
  'https://community.example.org',
  'https://community.example.org:8443',
  'http://localhost:8080',
];
/** As many people as the servers of these tests have. */
const PEOPLE = 6;

/** Hands a list's links out one after the other, with people who repeat themselves; then no link any more. */
async function walk(origin: string, links: readonly (string | null)[], people: readonly number[]) {
  const asked: URL[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    const at = asked.push(new URL(input as URL)) - 1;
    const id = people[at % people.length] ?? 1;
    const results = [{ id, username: `person_${id}`, real_name: '' }];
    return Response.json({ count: 1_000, next: links[at % links.length] ?? null, results });
  };
  const client = connectClient({ origin, token: 't', fetch });
  let ended: unknown = null;
  try {
    for await (const _page of pagesOf({ client }, '/api/v2/user/', UserPage));
  } catch (thrown) {
    ended = thrown;
  }
  return { asked, ended };
}

const origin = fc.constantFrom(...SITES);
const path = fc.oneof(
  fc.webPath(),
  fc.string(),
  fc.constantFrom('', '?page=2', 'api/', '../../', '\\', '\t//x'),
);
const host = fc.oneof(
  fc.domain(),
  fc.ipV4(),
  fc.ipV6().map((ip) => `[${ip}]`),
  fc.constantFrom('', '[', '%', 'a b'),
);

/** Links that may have been meant to lead away from `site`. */
const leadingAway = (site: string): fc.Arbitrary<string> => {
  const { host: own, hostname, protocol, port } = new URL(site);
  const looksOwn = host.chain((other) =>
    fc.constantFrom(
      `${protocol}//${own}.${other}`,
      `${protocol}//${own}@${other}`,
      `${protocol}//user:secret@${own}`,
      `${protocol}//${other}#${own}`,
      `${protocol}//${other}\\${own}`,
      `${protocol}\\\\${other}`,
      `${protocol}//${hostname}:${Number(port || 443) + 1}`,
      `${protocol === 'https:' ? 'http:' : 'https:'}//${own}`,
      `${protocol}//${hostname}.`,
      `//${other}`,
      `\\\\${other}`,
      `/\\${other}`,
      `\n//${other}`,
      `${protocol}${other}`,
      `blob:${site}`,
      `filesystem:${site}`,
      `javascript:fetch('//${other}')//${site}`,
      `data:text/html,${site}`,
      `file:///${own}`,
      `wss://${own}`,
      `chrome-extension://${other}`,
    ),
  );
  return fc.tuple(looksOwn, path).map(([start, end]) => `${start}/${end}`);
};
const link = (site: string) =>
  fc.oneof(
    leadingAway(site),
    path,
    path.map((end) => `${site}/${end}`),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.constant(null),
  );
const links = origin.chain((site) =>
  fc.tuple(
    fc.constant(site),
    fc.array(link(site), { minLength: 1, maxLength: 20 }),
    fc.array(fc.integer({ min: 1, max: PEOPLE }), { minLength: 1 }),
  ),
);

test('nothing is asked but of the site itself, without anybody else’s name in it; what leads away is a failure', async () => {
  await fc.assert(
    fc.asyncProperty(links, async ([site, next, people]) => {
      const { asked, ended } = await walk(site, next, people);
      for (const { href, username, password } of asked) {
        expect(href.startsWith(`${site}/`), href).toBe(true);
        expect([username, password]).toEqual(['', '']);
      }
      if (ended === null) return;
      expect(ended).toBeInstanceOf(Failed);
      expect((ended as Failed).failure.kind).toBe('unexpected-answer');
    }),
    { numRuns: 2_000 },
  );
});

/** The same address, written as servers and gateways do. */
const writtenAgain = (site: string): fc.Arbitrary<string> => {
  const { protocol, hostname, port } = new URL(site);
  const ownPort = port === '' ? ['', protocol === 'https:' ? ':443' : ':80'] : [`:${port}`, `:0${port}`];
  const names = [hostname, hostname.toUpperCase(), domainToUnicode(hostname), encodeURIComponent(hostname)];
  const subPath = fc.constantFrom('', '/lms', '/a/b/..', '/./sub%2Fpath', '/ünter');
  return fc
    .tuple(fc.constantFrom(protocol, protocol.toUpperCase()), fc.constantFrom(...names), subPath)
    .chain(([scheme, name, path]) =>
      fc.constantFrom(...ownPort).map((own) => `${scheme}//${name}${own}${path}/api/v2/user/?offset=100`),
    );
};

const OWN = [
  ...SITES,
  'https://xn--bcher-kva.example',
  'https://xn--bcher-kva.example:8443',
  'http://127.0.0.1',
];

test('a link to the site itself is followed, however its host, its port and a path before the API are written', async () => {
  const own = fc.constantFrom(...OWN).chain((site) => fc.tuple(fc.constant(site), writtenAgain(site)));
  await fc.assert(
    fc.asyncProperty(own, async ([site, next]) => {
      const { asked } = await walk(site, [next, null], [1, 2]);
      expect(asked, next).toHaveLength(2);
      expect(asked[1]?.href).toBe(new URL(next).href);
      expect(asked[1]?.origin).toBe(site);
    }),
    { numRuns: 500 },
  );
});

test('a host that only looks or sounds like the site’s is another one', async () => {
  // An address in numbers has no dot at its end: that is the same one.
  const named = OWN.filter((site) => !/[\d.]+$/.test(new URL(site).hostname));
  const strange = fc.constantFrom(...named).chain((site) => {
    const { protocol, hostname, port } = new URL(site);
    const own = port === '' ? '' : `:${port}`;
    return fc.tuple(
      fc.constant(site),
      fc.constantFrom(
        // A dot at the end: the same host to a name server, another origin to a browser.
        `${protocol}//${hostname}.${own}`,
        `${protocol}//${hostname}.:443`,
        `${protocol}//${hostname.replace(/[oc1]/, (letter) => ({ o: 'о', c: 'с' })[letter] ?? 'l')}${own}`,
        `${protocol}//www.${hostname}${own}`,
        `${protocol}//${hostname.split('.').slice(1).join('.') || 'example'}${own}`,
        `${protocol}//xn--${hostname}${own}`,
        `${protocol}//${hostname}:${Number(port || 443) + 1}`,
        port === '' ? `${protocol}//${hostname}:8443` : `${protocol}//${hostname}`,
      ),
    );
  });
  await fc.assert(
    fc.asyncProperty(strange, path, async ([site, host], end) => {
      const { asked, ended } = await walk(site, [`${host}/${end}`], [1]);
      expect(asked, host).toHaveLength(1);
      expect((ended as Failed).failure).toEqual({ kind: 'unexpected-answer', what: 'link to another site' });
    }),
    { numRuns: 500 },
  );
});

test('every walk ends, however its links turn', async () => {
  // More than a walk may take; each of them new, or some again.
  const turning = fc.oneof(
    fc.uniqueArray(fc.nat(10_000), { minLength: 150, maxLength: 150 }),
    fc.array(fc.nat(40), { minLength: 1, maxLength: 150 }),
  );
  const people = fc.array(fc.integer({ min: 1, max: PEOPLE }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(turning, people, async (pages, ids) => {
      const next = pages.map((page) => `${SITES[0]}/api/v2/user/?page=${page}`);
      const { asked, ended } = await walk(SITES[0] ?? '', next, ids);
      expect(ended).toBeInstanceOf(Failed);
      expect(asked.length).toBeLessThanOrEqual(10 * (PEOPLE + 1));
    }),
  );
});

describe('led away from https://community.example.org', () => {
  test.each([
    'https://elsewhere.example/',
    '//elsewhere.example/api/',
    '\\\\elsewhere.example\\api',
    'https://community.example.org.elsewhere.example/',
    'https://community.example.org@elsewhere.example/',
    'https://user:secret@community.example.org/api/',
    'http://community.example.org/api/',
    'https://community.example.org:444/api/',
    'blob:https://community.example.org/5e0c',
    'javascript:alert(1)',
    'https://[',
  ])('%s', async (next) => {
    const { asked, ended } = await walk('https://community.example.org', [next], [1]);
    expect(asked).toHaveLength(1);
    expect((ended as Failed).failure).toEqual({ kind: 'unexpected-answer', what: 'link to another site' });
  });
});
