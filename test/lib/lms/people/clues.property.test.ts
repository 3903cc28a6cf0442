/**
 * Random tables against a random directory: whatever the order of the columns, however cells are missing or shifted, whoever
 * else bears a first name as username or a row's number as id, nobody becomes somebody else, and each row is accounted for.
 * The API is answered in this process, by the same rules as the practice LMS: 100,000 rows over HTTP would take minutes.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import type { Client } from '../../../../lib/lms/client.ts';
import { identifyRows } from '../../../../lib/lms/people/identify-rows.ts';
import { Failed } from '../../../../lib/model/errors.ts';
import type { Clue, ClueRow } from '../../../../lib/model/index.ts';

interface Account {
  id: number;
  username: string;
  real_name: string;
}

const FIRST = ['Ana', 'Bo', 'Chen', 'Dina', 'Elif', 'Farid', 'Gro', 'Hana', 'Ivo', 'Jun', 'Keahi', 'Lena'];
const LAST = ['Abel', 'Berg', 'Costa', 'Diaz', 'Eriksen', 'Fontana', 'Gil', 'Hauge', 'Ito', 'Jansen'];

/** A client of a site with these people, and with nobody in the course. */
function siteOf(people: readonly Account[]): Client {
  const byId = new Map(people.map((one) => [one.id, one]));
  const byName = new Map(people.map((one) => [one.username, one]));
  const page = (results: readonly Account[]) => ({ count: results.length, next: null, results });
  const answer = (path: string, body: unknown): unknown => {
    const url = new URL(path, 'https://community.example');
    const id = /^\/api\/v2\/user\/(\d+)\/$/.exec(url.pathname)?.[1];
    if (id !== undefined) {
      const found = byId.get(Number(id));
      if (found === undefined) throw new Failed({ kind: 'not-found' });
      return found;
    }
    if (url.pathname.endsWith('/match/')) return (body as string[]).flatMap((name) => byName.get(name) ?? []);
    if (!url.pathname.endsWith('/autocomplete/')) return page([]);
    const part = url.searchParams.get('username') ?? '';
    return page(people.filter(({ username }) => username.includes(part)));
  };
  return {
    get: async (path, schema) => z.parse(schema, answer(path, null)),
    ask: async (path, { body, schema }) => z.parse(schema, answer(path, body)),
    change: () => Promise.reject(new Error('nothing is changed here')),
  };
}

/** How a page's table is made, and what stands in the way. */
const tables = fc.record({
  seed: fc.nat(1_000_000),
  rows: fc.integer({ min: 1, max: 14 }),
  chosen: fc.double({ min: 0.1, max: 1, noNaN: true }),
  names: fc.constantFrom('first and last', 'last first', 'whole', 'whole with comma', 'none'),
  username: fc.constantFrom('plain', 'plain', 'handle', 'none'),
  number: fc.constantFrom('user id', 'row number', 'other people’s ids', 'none'),
  link: fc.constantFrom('none', 'none', 'person', 'teacher'),
  extras: fc.subarray(['role', 'progress', 'city', 'mail'] as const),
  /** The share of first names that are somebody's username. */
  decoys: fc.double({ min: 0, max: 1, noNaN: true }),
  missing: fc.double({ min: 0, max: 0.3, noNaN: true }),
  shifted: fc.boolean(),
});
type Table = Parameters<Parameters<typeof tables.map>[0]>[0];

/** The rows of a table, who each stands for, and the whole directory. */
function build(table: Table): { rows: ClueRow[]; truth: Account[]; people: Account[] } {
  let state = table.seed + 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const people: Account[] = [];
  const add = (one: Account): Account => {
    if (!people.some(({ id, username }) => id === one.id || username === one.username)) people.push(one);
    return people.find(({ id }) => id === one.id) ?? one;
  };
  const truth = Array.from({ length: table.rows }, (_, at) => {
    const [first, last] = [pick(FIRST), pick(LAST)];
    const id = 1_000 + at * 7;
    const username = pick([
      `${first.toLowerCase()}_${last[0]}${at}`,
      `user${id % 50}x${at}`,
      `${last}-${at}`,
    ]);
    return add({ id, username, real_name: `${first} ${last}` });
  });
  for (const first of FIRST)
    if (random() < table.decoys)
      add({ id: 500 + FIRST.indexOf(first), username: first, real_name: `${first} ${pick(LAST)}son` });
  // One namesake a table: a page where every row's number is that of a namesake cannot be told from one with user ids.
  const namesake = table.rows > 2 ? Math.floor(random() * table.rows) : -1;
  for (const [at, one] of truth.entries())
    if (random() < table.decoys)
      add({
        id: 1 + at,
        username: `n${at}`,
        real_name: at === namesake ? one.real_name : 'Nia Row',
      });
  for (const word of ['Student', 'Teacher', 'Oslo', 'Rome', '40', '60'])
    if (random() < table.decoys)
      add({
        id: 700 + word.length + Math.floor(random() * 90),
        username: word,
        real_name: `${word} Somebody`,
      });

  const columns: ((one: Account, at: number) => Omit<Extract<Clue, { as: 'text' }>, 'column'>)[] = [];
  const text = (of: (one: Account, at: number) => string, handle = false) =>
    columns.push((one, at) => ({ as: 'text', text: of(one, at), handle }));
  const [first, last] = [0, 1].map((part) => (one: Account) => one.real_name.split(' ')[part] ?? '');
  const inTwo = { 'first and last': [first, last], 'last first': [last, first] }[table.names as string] ?? [];
  for (const part of inTwo) if (part) text(part);
  if (table.names === 'whole') text(({ real_name }) => real_name);
  if (table.names === 'whole with comma') text(({ real_name }) => real_name.split(' ').reverse().join(', '));
  if (table.username !== 'none') text(({ username }) => username, table.username === 'handle');
  // Rows without any name say nothing else either: a role alone cannot be told from a username.
  const extras = columns.length > 0 ? table.extras : [];
  if (extras.includes('role')) text((_, at) => (at % 4 === 0 ? 'Teacher' : 'Student'));
  if (extras.includes('progress')) text((_, at) => `${40 + at * 20}`);
  if (extras.includes('city')) text((_, at) => pick(['Oslo', 'Rome', 'Lima', `Town ${at}`]));
  if (extras.includes('mail')) text(({ id }) => `p${id}@example.org`);
  const order = columns.map((column) => ({ column, at: random() })).sort((one, other) => one.at - other.at);

  const rows = truth.map((one, at): ClueRow => {
    const cells = order.map(({ column }) => (random() < table.missing ? null : column(one, at)));
    const shown = table.shifted ? cells.filter((cell) => cell !== null) : cells;
    const clues: Clue[] = shown.flatMap((cell, column) =>
      cell === null ? [] : { ...cell, column: `${column}` },
    );
    const number = {
      'user id': one.id,
      'row number': at + 1,
      'other people’s ids': 500 + (at % 12),
      none: null,
    }[table.number];
    const isTold = number === one.id || clues.length > 0;
    if (number !== null && isTold) clues.push({ as: 'number', id: number, column: 'data-id' });
    if (table.link !== 'none')
      clues.push({ as: 'link', id: table.link === 'person' ? one.id : 1_000, column: 'link 0' });
    if (clues.length === 0) clues.push({ as: 'text', text: 'nothing at all', column: 'none', handle: false });
    return { userId: null, username: `row ${at}`, list: 1, clues };
  });
  return { rows, truth, people };
}

const TABLES = Number(process.env.TABLES ?? 400);

test('random tables: nobody is taken for somebody else, and every row is accounted for', async () => {
  const counts = { rows: 0, right: 0, open: 0 };
  await fc.assert(
    fc.asyncProperty(tables, async (table) => {
      const { rows, truth, people } = build(table);
      const some = rows.slice(0, Math.max(1, Math.round(rows.length * table.chosen)));
      const answer = await identifyRows({ client: siteOf(people) }, 9, {
        rows: some,
        peers: rows.slice(some.length),
      });
      const ids = new Set(truth.slice(0, some.length).map(({ id }) => id));
      const wrong = answer.people.filter(({ person }) => !ids.has(person.id));
      expect(wrong.map(({ person }) => person.username)).toEqual([]);
      expect(answer.people.length + answer.unidentified.length).toBe(some.length);
      counts.rows += some.length;
      counts.right += answer.people.length;
      counts.open += answer.unidentified.length;
    }),
    { numRuns: TABLES },
  );
  process.stdout.write(
    `${counts.rows} random rows: 0 wrong, ${counts.right} right, ${counts.open} told as not identified\n`,
  );
}, 300_000);
