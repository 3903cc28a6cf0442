import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, connectClient } from '../../../../lib/lms/client.ts';
import { identifyRows } from '../../../../lib/lms/people/identify-rows.ts';
import type { Clue, ClueRow } from '../../../../lib/model/index.ts';
import { type PracticeLms, startLms } from '../../../lms/server.ts';

let lms: PracticeLms;
let client: Client;
beforeAll(async () => {
  const directory = [
    { id: 5001, username: 'ana_p', realName: 'Ana Prado' },
    { id: 5002, username: 'bo_k', realName: 'Bo Krag' },
    { id: 5003, username: 'chen-l', realName: 'Chen Li' },
    { id: 5004, username: 'Ana', realName: 'Ana Weiss' },
    { id: 5005, username: 'Student', realName: '' },
  ];
  lms = await startLms({ waiting: 0, members: 0, invited: 0, strangers: 0, directory });
  client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
});
afterAll(() => lms.close());

const row = (texts: string[], link?: number): ClueRow => ({
  userId: null,
  username: texts[0] ?? 'nobody',
  list: 1,
  clues: [
    ...texts.map((text, at): Clue => ({ as: 'text', text, column: `${at}`, handle: false })),
    ...(link === undefined ? [] : [{ as: 'link' as const, id: link, column: 'link' }]),
  ],
});
const ROWS = [
  row(['Ana', 'Prado', 'ana_p'], 5001),
  row(['Bo', 'Krag', 'bo_k'], 5002),
  row(['Chen', 'Li', 'chen-l'], 5003),
];
const identified = (rows: ClueRow[], peers: ClueRow[] = []) => identifyRows({ client }, 9, { rows, peers });
const names = async (rows: ClueRow[], peers: ClueRow[] = []) =>
  (await identified(rows, peers)).people.map(({ person }) => person.username).sort();

test('a first name that is somebody else’s username is nobody’s where another column is confirmed', async () => {
  expect(await names(ROWS)).toEqual(['ana_p', 'bo_k', 'chen-l']);
});

test('one row is read by what the rows beside it tell of its columns', async () => {
  const [first, ...peers] = ['ana_p', 'bo_k', 'chen-l'].map((username) => row([username, 'Student']));
  expect(await names(first ? [first] : [], peers)).toEqual(['ana_p']);
  const alone = await identified(first ? [first] : []);
  expect(alone.unidentified.map(({ reason }) => reason)).toEqual(['ambiguous']);
});

test('a row whose name is one person’s and whose link another’s: both are told, nobody is taken', async () => {
  const torn = row(['Ana', 'Prado', 'ana_p'], 5002);
  const { people, unidentified } = await identified([torn, ...ROWS.slice(1)]);
  expect(people.map(({ person }) => person.username).sort()).toEqual(['bo_k', 'chen-l']);
  expect(unidentified).toEqual([
    {
      seen: { userId: null, username: 'Ana' },
      reason: 'contradiction',
      sides: { username: 'ana_p', otherId: 5002 },
    },
  ]);
});

test('a link without any name of that person beside it is a mismatch; real names alone are nobody', async () => {
  const { unidentified } = await identified([
    row(['Somebody Else'], 5001),
    ...ROWS.slice(1).map(({ clues }) =>
      row(
        clues.flatMap((clue) => (clue.as === 'text' ? clue.text : [])).slice(0, 2),
        clues.flatMap((clue) => (clue.as === 'link' ? clue.id : []))[0],
      ),
    ),
  ]);
  expect(unidentified.map(({ reason }) => reason)).toEqual(['name-mismatch']);
  expect((await identified([row(['Prado', 'Weiss'])])).people).toEqual([]);
});
