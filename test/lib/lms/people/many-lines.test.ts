/** A thousand mixed lines, as somebody pastes them: every line accounted for, nobody wrong, in a bounded number of requests. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectClient } from '../../../../lib/lms/client.ts';
import { identifyLines } from '../../../../lib/lms/people/identify-lines.ts';
import type { Taken, WhyNot } from '../../../../lib/model/index.ts';
import { type PracticeLms, startLms } from '../../../lms/server.ts';
import { askedOf, linesOf, noted, watchedFetch } from '../asked.ts';

const PAGE = 100;
let lms: PracticeLms;
beforeAll(async () => {
  lms = await startLms({
    waiting: 340,
    members: 150,
    invited: 40,
    strangers: 600,
    pageCap: PAGE,
  });
});
afterAll(() => lms.close());

/** A line and whom it stands for, by what the community really is. */
interface Truth {
  taken: Taken;
  expected: number | WhyNot;
}

function thousandLines(): Truth[] {
  const everyone = [lms.waitingUsers(), lms.members(), lms.invitedUsers(), lms.strangers()].flat();
  const pick = (from: number, step: number, count: number) =>
    Array.from({ length: count }, (_, at) => everyone[(from + at * step) % everyone.length]).flatMap(
      (user) => user ?? [],
    );
  const unknown = <T>(count: number, taken: (at: number) => T) =>
    Array.from({ length: count }, (_, at) => taken(at));
  const nobody = (taken: Taken[], expected: WhyNot = 'not-found'): Truth[] =>
    taken.map((one) => ({ taken: one, expected }));
  const lines: Truth[] = [
    pick(0, 7, 150).map(({ id }): Truth => ({ taken: { as: 'id', id }, expected: id })),
    pick(3, 11, 200).map(
      ({ id, username }): Truth => ({ taken: { as: 'username', username }, expected: id }),
    ),
    // As a spreadsheet keeps them: decomposed, with a byte order mark.
    pick(1, 13, 50).map(
      ({ id, username }): Truth => ({
        taken: { as: 'username', username: `\ufeff${username.normalize('NFD')}` },
        expected: id,
      }),
    ),
    pick(5, 17, 100).map(({ id, email }): Truth => ({ taken: { as: 'email', email }, expected: id })),
    pick(2, 19, 300)
      .filter(({ ext_id }) => ext_id !== null)
      .map(
        ({ id, ext_id }, at): Truth => ({
          taken: { as: 'ext-id', extId: ext_id ?? '', provider: at % 2 === 0 ? 'external' : null },
          expected: id,
        }),
      ),
    pick(4, 23, 80).map(
      ({ id }): Truth => ({
        taken: { as: 'number', id, username: `${id}` },
        // Somebody is called 2003, and 2003 is somebody else's id.
        expected: id === 2003 ? 'ambiguous' : id,
      }),
    ),
    [{ taken: { as: 'number', id: 2003, username: '2003' }, expected: 'ambiguous' } satisfies Truth],
    nobody(unknown(30, (at) => ({ as: 'id', id: 900_000 + at }))),
    nobody(unknown(60, (at) => ({ as: 'username', username: `no-such-person-${at}` }))),
    nobody(
      ['user', 'Maria Rossi', 'amara', 'USER5', 'former_member'].map((username) => ({
        as: 'username',
        username,
      })),
    ),
    nobody(unknown(20, (at) => ({ as: 'email', email: `nobody${at}@example.org` }))),
    nobody(unknown(20, (at) => ({ as: 'ext-id', extId: `none-${at}`, provider: null }))),
    nobody(unknown(20, (at) => ({ as: 'number', id: 700_000 + at, username: `${700_000 + at}` }))),
    nobody(
      unknown(10, () => ({ as: 'elsewhere' })),
      'elsewhere',
    ),
    nobody(
      unknown(10, () => ({ as: 'nothing' })),
      'not-a-person',
    ),
  ].flat();
  // The rest are lines that stand there already.
  return Array.from({ length: 1000 }, (_, at) => lines[at] ?? lines[(at * 7) % lines.length]).flatMap(
    (line) => line ?? [],
  );
}

test('1,000 lines: every one accounted for, nobody wrong, in a bounded number of requests', {
  timeout: 30_000,
}, async () => {
  const truth = thousandLines();
  expect(truth).toHaveLength(1000);
  const { fetch, most } = watchedFetch();
  const { progress, all, runs } = noted();
  const admin = connectClient({ origin: lms.origin, token: lms.tokens.admin, fetch });
  const { people, lines } = await identifyLines(
    { client: admin, progress },
    9,
    linesOf(...truth.map(({ taken }) => taken)),
  );

  const wrong = lines.filter(({ userId }, at) => userId !== null && userId !== truth[at]?.expected);
  process.stdout.write(
    `1,000 lines: ${wrong.length} wrong people, ${lms.log.length} requests, ${people.length} people\n`,
  );
  expect(wrong).toEqual([]);
  expect(lines.map(({ userId, reason }) => userId ?? reason)).toEqual(truth.map(({ expected }) => expected));
  expect(people.map(({ person }) => person.id)).toEqual([
    ...new Set(lines.flatMap(({ userId }) => userId ?? [])),
  ]);
  for (const { person, relation } of people) {
    const status = lms.relation(9, person.id);
    expect(relation).toBe(status === 'creator' || status === 'manager' ? 'joined' : status);
  }
  expect(runs()).toBe(true);
  expect(all.at(-1)).toEqual({ done: 1000, all: 1000 });
  expect(most()).toBeLessThanOrEqual(4);

  // The bound: the three lists whole, the community once, one request for each account, each id in no list, each
  // hundred names in no list, and each of those names that the site did not tell at once.
  const distinct = (some: string[]) => new Set(some).size;
  const pages = (count: number) => Math.ceil(count / PAGE);
  const lists = pages(340) + pages(150 + 2) + pages(40);
  const community = pages(340 + 150 + 40 + 600 + 2);
  const accounts = distinct(
    truth.flatMap(({ taken }) =>
      taken.as === 'email'
        ? taken.email
        : taken.as === 'ext-id' && taken.provider !== null
          ? `ext ${taken.extId}`
          : [],
    ),
  );
  const inNoList = ({ id }: { id: number }) => lms.relation(9, id) === null;
  const byId = distinct(
    truth.flatMap(({ taken }) =>
      (taken.as === 'id' || taken.as === 'number') && inNoList(taken) ? `${taken.id}` : [],
    ),
  );
  const names = new Set(
    truth.flatMap(({ taken, expected }) =>
      (taken.as === 'username' || taken.as === 'number') &&
      (typeof expected === 'string' || inNoList({ id: expected }) || taken.as === 'number')
        ? taken.username
        : [],
    ),
  );
  const toTheLetter = new Set(lms.strangers().map(({ username }) => username));
  const notTold = [...names].filter((name) => !toTheLetter.has(name)).length;
  const bound = lists + community + accounts + byId + pages(names.size) + notTold;
  expect(lms.log.length).toBeLessThanOrEqual(bound);
  expect(askedOf(lms, '/course/9/')).toHaveLength(lists);
});
