import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Following } from '../../../lib/lms/asking.ts';
import { connectClient } from '../../../lib/lms/client.ts';
import { everyoneWaiting } from '../../../lib/lms/join-requests.ts';
import { managedCourses } from '../../../lib/lms/managed-courses.ts';
import { identify } from '../../../lib/lms/people/identify.ts';
import { identifyLines } from '../../../lib/lms/people/identify-lines.ts';
import { standings } from '../../../lib/lms/people/membership.ts';
import type { Person, Taken } from '../../../lib/model/index.ts';
import { type PracticeLms, startLms } from '../../lms/server.ts';
import { linesOf, named, noted, numbered, rows } from './asked.ts';

let lms: PracticeLms;
beforeEach(async () => {
  lms = await startLms({ waiting: 60, members: 12, invited: 4, strangers: 20, pageCap: 10 });
  lms.fault({ path: '/api/v2/user/match/', times: Number.POSITIVE_INFINITY, do: { status: 404 } });
});
afterEach(() => lms.close());

const client = (fetch?: typeof globalThis.fetch) =>
  connectClient({ origin: lms.origin, token: lms.tokens.admin, ...(fetch && { fetch }) });

/** Every longer question, on people of all kinds, as the part of the test that takes how it is asked. */
const questions: [
  string,
  (fetch: typeof globalThis.fetch | undefined, asking: Following) => Promise<unknown>,
][] = [
  [
    'rows',
    (fetch, asking) => {
      const some = [...lms.waitingUsers().slice(20), ...lms.members(), ...lms.strangers().slice(0, 10)];
      const seen = [
        ...rows(some),
        ...rows(some),
        ...lms
          .strangers()
          .slice(10)
          .map(({ id }) => numbered(id)),
      ];
      return identify({ client: client(fetch), ...asking }, 9, [...seen, named('nobody-at-all')]);
    },
  ],
  [
    'lines',
    (fetch, asking) => {
      const taken = lms
        .strangers()
        .flatMap(({ id, username, email, ext_id }): Taken[] => [
          { as: 'id', id },
          { as: 'username', username },
          { as: 'email', email },
          { as: 'number', id, username: `${id}` },
          { as: 'ext-id', extId: ext_id ?? 'none', provider: id % 2 ? 'external' : null },
          { as: 'nothing' },
        ]);
      return identifyLines({ client: client(fetch), ...asking }, 9, linesOf(...taken));
    },
  ],
  [
    'how people stand',
    (fetch, asking) => {
      const people: Person[] = [...lms.strangers(), ...lms.members()].map(({ id, username }) => ({
        id,
        username,
        realName: '',
      }));
      return standings({ client: client(fetch), ...asking }, 9, people);
    },
  ],
  [
    'everyone waiting',
    (fetch, asking) => everyoneWaiting({ client: client(fetch), ...asking }, 9, { search: '', most: 10_000 }),
  ],
];

describe.each(questions)('%s', (_what, ask) => {
  test('progress runs from nothing to all and never back', async () => {
    const { progress, all, runs } = noted();
    await ask(undefined, { progress });
    expect(all.length).toBeGreaterThan(5);
    expect(runs(), JSON.stringify(all)).toBe(true);
    expect(new Set(all.map(({ all: whole }) => whole)).size).toBe(1);
  });

  test('given up at any request, it ends at once with the reason, and asks nothing further', {
    timeout: 20_000,
  }, async () => {
    await ask(undefined, {});
    const whole = lms.log.length;
    // The first, the last, and some in between, whatever stage they belong to.
    for (const at of [1, 2, Math.ceil(whole / 3), Math.ceil(whole / 2), whole - 1, whole]) {
      const giveUp = new AbortController();
      const reason = new Error('given up');
      let sent = 0;
      let aborted = 0;
      const counted: typeof globalThis.fetch = (...request) => {
        if (++sent === at) {
          giveUp.abort(reason);
          aborted = sent;
        }
        return fetch(...request);
      };
      await expect(ask(counted, { signal: giveUp.signal })).rejects.toBe(reason);
      expect(sent).toBe(aborted);
    }
  });

  test('given up before it began, it asks nothing', async () => {
    const reason = new Error('given up');
    await expect(ask(undefined, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(lms.log).toEqual([]);
  });
});

test('given up while the site is silent, it does not wait for the site', async () => {
  lms.fault({ path: /./, times: 4, do: { delayMs: 60_000 } });
  const giveUp = new AbortController();
  const reason = new Error('given up');
  const asking = identify({ client: client(), signal: giveUp.signal }, 9, rows(lms.strangers()));
  await expect.poll(() => lms.log.length).toBe(1);
  giveUp.abort(reason);
  await expect(asking).rejects.toBe(reason);
});

test('after a failure the requests that are under way are given up too, and no other is begun', async () => {
  const refused: AbortSignal[] = [];
  const counted: typeof globalThis.fetch = (url, init) => {
    if (`${url}`.includes('autocomplete') && init?.signal) refused.push(init.signal);
    return fetch(url, init);
  };
  lms.fault({ path: /autocomplete/, do: { status: 429 } });
  // Late, so that the others are there by then.
  lms.fault({ path: /autocomplete/, do: { delayMs: 50 } });
  lms.fault({ path: /autocomplete/, times: 3, do: { delayMs: 60_000 } });
  await expect(identify({ client: client(counted) }, 9, rows(lms.strangers()))).rejects.toThrow(
    'rate-limited',
  );
  expect(refused.map(({ aborted }) => aborted)).toEqual([true, true, true, true]);
  await managedCourses(client());
  expect(refused).toHaveLength(4);
});
