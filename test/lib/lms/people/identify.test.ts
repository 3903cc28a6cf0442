import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Client, connectClient } from '../../../../lib/lms/client.ts';
import { identify } from '../../../../lib/lms/people/identify.ts';
import { readBack } from '../../../../lib/lms/people/membership.ts';
import { type LmsOptions, type PracticeLms, startLms } from '../../../lms/server.ts';

let lms: PracticeLms;
let client: Client;

async function start(options: LmsOptions): Promise<void> {
  await lms?.close();
  lms = await startLms(options);
  client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
}
beforeEach(() => start({ waiting: 340 }));
afterEach(() => lms.close());

const named = (username: string) => ({ userId: null, username });
const asked = () => lms.log.map(({ path, query }) => path + query);

describe('names only', () => {
  test('three waiting people among 340 cost the first page and at most one search a name', async () => {
    const three = lms.waitingUsers().slice(-3);
    const { people, unidentified } = await identify(
      { client },
      9,
      three.map(({ username }) => named(username)),
    );
    expect(people.map(({ person, relation }) => [person.id, relation])).toEqual(
      three.map(({ id }) => [id, 'requested']),
    );
    expect(unidentified).toEqual([]);
    expect(asked().length).toBeLessThanOrEqual(4);
  });

  test('people on the first page cost one request', async () => {
    await identify(
      { client },
      9,
      lms
        .waitingUsers()
        .slice(0, 50)
        .map(({ username }) => named(username)),
    );
    expect(asked()).toHaveLength(1);
  });

  test.each([10, 100])(
    'all 340, with a server that honours at most %d a page, cost its pages',
    async (pageCap) => {
      await start({ waiting: 340, pageCap });
      const { people } = await identify(
        { client },
        9,
        lms.waitingUsers().map(({ username }) => named(username)),
      );
      expect(people).toHaveLength(340);
      expect(asked()).toHaveLength(Math.ceil(340 / pageCap));
    },
  );

  test('a member, an invited person and a stranger are told apart', async () => {
    const [member, invited, stranger] = [lms.members()[0], lms.invitedUsers()[0], lms.strangers()[0]];
    const seen = [member, invited, stranger].map((user) => named(user?.username ?? ''));
    const { people } = await identify({ client }, 9, seen);
    expect(people.map(({ person, relation }) => [person.id, relation])).toEqual([
      [member?.id, 'joined'],
      [invited?.id, 'invited'],
      [stranger?.id, null],
    ]);
  });

  test('the creator is a member, not a stranger', async () => {
    const { people } = await identify({ client }, 9, [{ userId: 1, username: null }]);
    expect(people[0]?.relation).toBe('joined');
  });

  test('user5 is not user50: substrings never match', async () => {
    await start({ waiting: 340, pageCap: 10 });
    const { people } = await identify({ client }, 9, [named('user5')]);
    expect(people.map(({ person }) => person.username)).toEqual(['user5']);
  });

  test('a name nobody has is not identified, and nobody like it is taken', async () => {
    const { people, unidentified } = await identify({ client }, 9, [named('user'), named('nobody-at-all')]);
    expect(people).toEqual([]);
    expect(unidentified.map(({ reason }) => reason)).toEqual(['not-found', 'not-found']);
  });

  test('invisible characters and composed letters do not hide a person', async () => {
    const user =
      lms.waitingUsers().find(({ username }) => username.normalize('NFD') !== username) ??
      lms.waitingUsers()[3];
    const disguised = `\u200b${user?.username.normalize('NFD')}\u00ad `;
    const { people } = await identify({ client }, 9, [named(disguised)]);
    expect(people[0]?.person.id).toBe(user?.id);
  });
});

describe('rows with an id', () => {
  test('the API names the person; the same person by name is the same one', async () => {
    const user = lms.waitingUsers()[7];
    const { people } = await identify({ client }, 9, [
      { userId: user?.id ?? 0, username: user?.username ?? '' },
      named(user?.username ?? ''),
    ]);
    expect(people).toEqual([
      {
        person: { id: user?.id, username: user?.username, realName: user?.real_name },
        relation: 'requested',
      },
    ]);
  });

  test('a link to somebody else than the name says is left out', async () => {
    const [one, other] = lms.waitingUsers();
    const { people, unidentified } = await identify({ client }, 9, [
      { userId: one?.id ?? 0, username: other?.username ?? '' },
    ]);
    expect(people).toEqual([]);
    expect(unidentified[0]?.reason).toBe('name-mismatch');
  });

  test('a row may bear the real name, and who bears the same one is somebody else', async () => {
    const [one, other] = [lms.user('m_rossi'), lms.user('maria-rossi_88')];
    const { people } = await identify({ client }, 9, [{ userId: other.id, username: ' Maria\u200b Rossi' }]);
    expect(people.map(({ person, relation }) => [person.id, relation])).toEqual([[other.id, 'requested']]);
    const both = await identify({ client }, 9, [
      { userId: one.id, username: 'Maria Rossi' },
      { userId: other.id, username: 'maria-rossi_88' },
      named('Maria Rossi'),
    ]);
    expect(both.people.map(({ person }) => person.id)).toEqual([one.id, other.id]);
    expect(both.unidentified).toEqual([{ seen: named('Maria Rossi'), reason: 'not-found' }]);
  });

  test('a real name that the search does not find does not make a stranger of who asked to join', async () => {
    const user = lms.user('zoë-andersen');
    user.real_name = user.real_name.normalize('NFD');
    const { people } = await identify({ client }, 9, [{ userId: user.id, username: 'Zoë Andersen' }]);
    expect(people.map(({ person, relation }) => [person.id, relation])).toEqual([[user.id, 'requested']]);
  });

  test('rows of one id that bear different names: the person once, and the row that does not fit', async () => {
    const [one, other] = lms.waitingUsers();
    const wrong = { userId: one?.id ?? 0, username: other?.username ?? '' };
    const right = { userId: one?.id ?? 0, username: one?.username ?? '' };
    for (const seen of [
      [wrong, right],
      [right, wrong, right],
    ]) {
      const { people, unidentified } = await identify({ client }, 9, seen);
      expect(people.map(({ person }) => person.id)).toEqual([one?.id]);
      expect(unidentified).toEqual([{ seen: wrong, reason: 'name-mismatch' }]);
    }
  });

  test('a name of nothing that can be seen is nobody, and with an id no name of theirs', async () => {
    const { people, unidentified } = await identify({ client }, 9, [
      named('\u200b'),
      { userId: 2001, username: '\u200b' },
    ]);
    expect(people).toEqual([]);
    expect(unidentified.map(({ reason }) => reason)).toEqual(['not-found', 'name-mismatch']);
  });

  test('an id that nobody has is not identified', async () => {
    const { unidentified } = await identify({ client }, 9, [{ userId: 999_999, username: null }]);
    expect(unidentified[0]?.reason).toBe('not-found');
  });
});

test('two people whose names look the same are ambiguous, unless one is meant to the letter', async () => {
  const [one, other] = lms.waitingUsers();
  lms.fault({
    path: /request_join/,
    times: Number.POSITIVE_INFINITY,
    do: {
      alter: (page) => ({
        ...page,
        results: [
          { ...one, username: 'andr\u00e9' },
          { ...other, username: 'andre\u0301' },
        ],
        next: null,
      }),
    },
  });
  const meant = await identify({ client }, 9, [named('andr\u00e9')]);
  expect(meant.people[0]?.person.id).toBe(one?.id);
  const either = await identify({ client }, 9, [named('andr\u00e9\u200b')]);
  expect(either.unidentified[0]?.reason).toBe('ambiguous');
});

test('read back: who is a member and who is invited now, and nobody else', async () => {
  const [member, invited, waiting] = [lms.members()[0], lms.invitedUsers()[0], lms.waitingUsers()[0]].map(
    (user) => ({
      id: user?.id ?? 0,
      username: user?.username ?? '',
      realName: '',
    }),
  );
  if (!member || !invited || !waiting) throw new Error('seed');
  const now = await readBack(client, 9, [member, invited, waiting]);
  expect([...now]).toEqual([
    [member.id, 'joined'],
    [invited.id, 'invited'],
  ]);
});

describe('look-alikes', () => {
  /** Gives somebody a name that looks like another's: with an invisible letter, which a username may hold. */
  const HANGUL_FILLER = '\u3164';

  test('whoever registers the same name with an invisible letter is not taken for the person', async () => {
    const [member, mallory] = [lms.members()[0], lms.waitingUsers()[0]];
    if (!member || !mallory) throw new Error('seed');
    mallory.username = `${member.username}${HANGUL_FILLER}`;
    const { people } = await identify({ client }, 9, [named(member.username)]);
    expect(people.map(({ person, relation }) => [person.id, relation])).toEqual([[member.id, 'joined']]);
    const byId = await identify({ client }, 9, [{ userId: member.id, username: member.username }]);
    expect(byId.people[0]?.relation).toBe('joined');
  });

  test('both chosen are both there', async () => {
    const [member, mallory] = [lms.members()[0], lms.waitingUsers()[0]];
    if (!member || !mallory) throw new Error('seed');
    mallory.username = `${member.username}${HANGUL_FILLER}`;
    const { people } = await identify({ client }, 9, [named(member.username), named(mallory.username)]);
    expect(people.map(({ person }) => person.id).toSorted()).toEqual([member.id, mallory.id].toSorted());
  });

  test('two rows whose texts compare as one name are both left out, none is dropped in silence', async () => {
    const [waiting] = lms.waitingUsers();
    const name = waiting?.username ?? '';
    const { people, unidentified } = await identify({ client }, 9, [named(name), named(`${name}\u200b`)]);
    expect(people).toEqual([]);
    expect(unidentified.map(({ reason }) => reason)).toEqual(['ambiguous', 'ambiguous']);
  });
});

describe('a list that is not as it should be', () => {
  const LIST = '/api/v2/course/9/request_join/';
  const some = () => lms.waitingUsers().filter((_, at) => at % 3 === 0);
  const found = async () => {
    const { people } = await identify(
      { client },
      9,
      some().map(({ username }) => named(username)),
    );
    expect(people.map(({ person, relation }) => [person.id, relation])).toEqual(
      some().map(({ id }) => [id, 'requested']),
    );
  };
  test('it grows at its front while it is read: people come twice', async () => {
    await start({ waiting: 60, pageCap: 20 });
    const [newcomer] = lms.strangers();
    lms.fault({ path: LIST, do: { alter: (page) => page } });
    for (let at = 1; at < 4; at++) {
      const again = lms.waitingUsers()[at * 20 - 1];
      lms.fault({
        path: LIST,
        do: {
          alter: (page) => ({ ...page, count: page.count + at, results: [newcomer, again, ...page.results] }),
        },
      });
    }
    await found();
  });
  test('a page in between is empty', async () => {
    await start({ waiting: 60, pageCap: 20 });
    lms.fault({
      path: LIST,
      do: { alter: (page) => ({ ...page, results: [], next: `${lms.origin}${LIST}?limit=20` }) },
    });
    await found();
  });
  test('it counts nobody, and holds people nevertheless', async () => {
    await start({ waiting: 60, pageCap: 20 });
    lms.fault({ path: LIST, times: 9, do: { alter: (page) => ({ ...page, count: 0 }) } });
    await found();
  });
});
