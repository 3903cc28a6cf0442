/** Whatever a page shows and however it writes it, nobody is taken for somebody else. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Client, connectClient } from '../../../../lib/lms/client.ts';
import { identify } from '../../../../lib/lms/people/identify.ts';
import { usernameKey } from '../../../../lib/lms/people/usernames.ts';
import type { SeenPerson } from '../../../../lib/model/index.ts';
import type { PracticeUser } from '../../../lms/model.ts';
import { type PracticeLms, startLms } from '../../../lms/server.ts';
import { ALWAYS } from '../asked.ts';

let lms: PracticeLms;
let client: Client;
let everyone: PracticeUser[];
beforeAll(async () => {
  lms = await startLms({ waiting: 40, members: 8, invited: 4, strangers: 14, pageCap: 10 });
  client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
  everyone = [lms.waitingUsers(), lms.members(), lms.invitedUsers(), lms.strangers()].flat();
  // Two more look-alikes: a letter that cannot be seen, and an accent that can hardly be.
  const [one, other] = lms.strangers().slice(-2);
  if (one) one.username = 'user5\u3164';
  if (other) other.username = 'zoé-andersen';
});
afterAll(() => lms.close());

/** What copied text may hold without anybody seeing it. */
const invisible = fc.constantFrom(
  '\u200b',
  '\u200c',
  '\u200d',
  '\u2060',
  '\ufeff',
  '\u00ad',
  '\u200e',
  '\u202a',
  '\u034f',
);
const form = fc.constantFrom('NFC', 'NFD');
interface Disguise {
  form: string;
  dust: [number, string][];
  space: string;
}
const disguise: fc.Arbitrary<Disguise> = fc.record({
  form,
  dust: fc.oneof(
    { weight: 2, arbitrary: fc.constant<[number, string][]>([]) },
    fc.array(fc.tuple(fc.nat(20), invisible), { maxLength: 3 }),
  ),
  space: fc.constantFrom('', ' ', '\n', '\u00a0'),
});

function written(text: string, { form: as, dust, space }: Disguise): string {
  const letters = [...text.normalize(as)];
  for (const [at, speck] of dust) letters.splice(at % (letters.length + 1), 0, speck);
  return `${space}${letters.join('')}${space}`;
}

/** How a row shows a person: what it says, and who stands behind it (null: nobody may be taken for it). */
const shownAs = fc.constantFrom(
  'name',
  'id',
  'id and name',
  'id and real name',
  'real name',
  'wrong id',
  'part',
);

describe('usernameKey', () => {
  test('is the same however a name is written, and its own key', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), disguise, (name, how) => {
        expect(usernameKey(written(name, how))).toBe(usernameKey(name));
        expect(usernameKey(usernameKey(name))).toBe(usernameKey(name));
      }),
    );
  });
  test('tells all people of the community apart', () => {
    expect(new Set(everyone.map(({ username }) => usernameKey(username))).size).toBe(everyone.length);
  });
});

test('rows of random people, written in random ways, with and without the call that tells several at once', {
  timeout: 60_000,
}, async () => {
  const row = fc.tuple(fc.nat(1000), shownAs, disguise, fc.boolean());
  let identified = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 25 }),
      fc.boolean(),
      async (chosen, matching) => {
        lms.clearFaults();
        if (!matching) lms.fault({ path: '/api/v2/user/match/', times: ALWAYS, do: { status: 404 } });
        const seen: SeenPerson[] = [];
        const meant = new Map<SeenPerson, number>();
        const never: SeenPerson[] = [];
        for (const [pick, as, how, twice] of chosen) {
          const user = everyone[pick % everyone.length];
          const other = everyone[(pick + 1) % everyone.length];
          if (user === undefined || other === undefined) throw new Error('seed');
          const name = written(user.username, how);
          const one: SeenPerson = {
            userId: as.includes('id') ? user.id : null,
            username: as === 'id' ? null : name,
          };
          if (as.includes('real')) one.username = written(user.real_name, how);
          if (as === 'part') one.username = user.username.slice(0, -1);
          if (as === 'wrong id') one.userId = other.id;
          const nobody = as === 'wrong id' || as === 'real name' || as === 'part';
          if (nobody) never.push(one);
          else meant.set(one, user.id);
          seen.push(one, ...(twice ? [{ ...one }] : []));
        }
        // A part of a name may be somebody else's whole name.
        const whole = new Map(everyone.map(({ id, username }) => [usernameKey(username), id]));
        const { people, unidentified } = await identify({ client }, 9, seen);

        const may = new Set(meant.values());
        for (const { userId, username } of never) {
          const id = userId === null ? whole.get(usernameKey(username ?? '')) : undefined;
          if (id !== undefined) may.add(id);
        }
        for (const { person, relation } of people) {
          expect(may, `${person.username} was not chosen`).toContain(person.id);
          expect(relation).toBe(lms.relation(9, person.id));
        }
        expect(new Set(people.map(({ person }) => person.id)).size).toBe(people.length);

        const left = new Map(
          unidentified.map(({ seen: of, reason }) => [`${of.userId} ${of.username}`, reason]),
        );
        const found = new Set(people.map(({ person }) => person.id));
        for (const [of, id] of meant) {
          const reason = left.get(`${of.userId} ${of.username}`);
          // Two texts that compare as one name are left out; everybody else is there.
          if (reason === undefined) expect(found).toContain(id);
          else expect([of.userId, reason]).toEqual([null, 'ambiguous']);
        }
        for (const of of never.filter(({ userId }) => userId !== null)) {
          expect(left.get(`${of.userId} ${of.username}`)).toBe('name-mismatch');
        }
        identified += people.length;
      },
    ),
    { numRuns: 60 },
  );
  expect(identified).toBeGreaterThan(100);
});
