import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { EVALUATED, fileName, jobAsCsv, jobAsJson } from '../../../lib/list/export.ts';
import { ExportedJob } from '../../../lib/list/exported.ts';
import { readList } from '../../../lib/list/read-list.ts';
import type { Batch, Job } from '../../../lib/model/index.ts';
import { course, job, ORIGIN, outcome, standing } from '../../people.ts';

const WHERE = '2026-11-22T13:03:00.000Z,https://community.example.org,9,Intro to Marine Biology,cora_manager';
const createdAt = Date.UTC(2026, 10, 22, 13, 3);

/** Somebody in each state that a person of a job can be in. */
const mixed: Job = job(
  [...standing(null, 4), ...standing('requested', 1, 3001), ...standing('joined', 1, 4001)],
  {
    createdAt,
    endedAt: createdAt + 5_000,
    state: 'done',
    outcomes: [
      outcome('invited', 2001),
      outcome('refused', 2002, 'This user, "blocked",\nis blocked.'),
      outcome('not-confirmed', 2003),
      outcome('not-sent', 2004),
      outcome('accepted', 3001),
      outcome('already-member', 4001),
    ],
    unidentified: [
      { seen: { userId: 77, username: null }, reason: 'not-found' },
      { seen: { userId: null, username: 'ghost' }, reason: 'ambiguous' },
    ],
    lines: [
      {
        line: 1,
        text: 'person_2001',
        taken: { as: 'username', username: 'person_2001' },
        userId: 2001,
        reason: null,
      },
      { line: 3, text: 'Doe, Jane; "JD"', taken: { as: 'nothing' }, userId: null, reason: 'not-a-person' },
    ],
  },
);

test('CSV: everyone, and everything of the list that was nobody, as RFC 4180 has it', () => {
  expect(jobAsCsv(mixed).split(/(?<=\r\n)/)).toEqual(
    [
      '\ufeffwhen,site,course id,course,signed in as,user id,username,real name,asked for,outcome,reason',
      `${WHERE},2001,person_2001,Person 2001,invite,invited,`,
      `${WHERE},2002,person_2002,Person 2002,invite,refused,"This user, ""blocked"",\nis blocked."`,
      `${WHERE},2003,person_2003,Person 2003,invite,not-confirmed,`,
      `${WHERE},2004,person_2004,Person 2004,invite,not-sent,`,
      `${WHERE},3001,person_3001,Person 3001,accept,accepted,`,
      `${WHERE},4001,person_4001,Person 4001,nothing,already-member,`,
      `${WHERE},77,,,nothing,not-identified,not-found`,
      `${WHERE},,ghost,,nothing,not-identified,ambiguous`,
      `${WHERE},,"Doe, Jane; ""JD""",,nothing,not-identified,not-a-person`,
    ].map((row) => `${row}\r\n`),
  );
});

test('a job that is not over: how far each of its people is', () => {
  const paused = job([...standing(null, 8), ...standing('invited', 1, 5001)], { state: 'paused' });
  const states = ['refused', 'unclear', 'sending', 'waiting'] as const;
  const batches = paused.batches.map(
    (batch, at): Batch => ({
      ...batch,
      state: states[at] ?? 'sent',
      reason: states[at] === 'refused' ? 'no' : null,
    }),
  );
  const outcomes = (of: Job) =>
    ExportedJob.parse(JSON.parse(jobAsJson(of))).people.map(
      ({ outcome: became, reason }) => reason ?? became,
    );
  const now = ['no', 'no', 'unclear', 'unclear', 'unclear', 'unclear'];
  expect(outcomes({ ...paused, batches })).toEqual([...now, 'waiting', 'waiting', 'already-invited']);
  const sent = batches.map((batch) => ({ ...batch, state: 'sent' as const }));
  expect(outcomes({ ...paused, state: 'running', batches: sent })[0]).toBe('sent');
  expect(outcomes({ ...paused, state: 'left', batches })).toEqual([
    ...now,
    'not-sent',
    'not-sent',
    'already-invited',
  ]);
});

test('JSON: the shape that is written down, with times in ISO 8601, and nothing of how Rollcall works', () => {
  const text = jobAsJson(mixed);
  const parsed = ExportedJob.parse(JSON.parse(text));
  expect(parsed).toMatchObject({
    format: 'rollcall-job',
    version: 1,
    id: mixed.id,
    site: ORIGIN,
    course: { id: 9, name: course.name, slug: course.slug },
    by: { userId: 2, username: 'cora_manager' },
    startedAt: '2026-11-22T13:03:00.000Z',
    endedAt: '2026-11-22T13:03:05.000Z',
    state: 'done',
  });
  expect(parsed.people[4]).toEqual({
    userId: 3001,
    username: 'person_3001',
    realName: 'Person 3001',
    before: 'requested',
    askedFor: 'accept',
    outcome: 'accepted',
    reason: null,
  });
  expect(parsed.nobody).toEqual([
    { line: null, userId: 77, text: null, reason: 'not-found' },
    { line: null, userId: null, text: 'ghost', reason: 'ambiguous' },
    { line: 3, userId: null, text: 'Doe, Jane; "JD"', reason: 'not-a-person' },
  ]);
  expect(text).not.toMatch(/attempt|tabId|place|token/i);
});

describe('whatever people are called', () => {
  const sign = fc.constantFrom(...'=+-@＝＋－＠﹦﹢﹣﹫\t\r\n\'",; \u00a0\u200b\ufeff');
  const text = fc
    .tuple(
      fc.array(sign, { maxLength: 4 }),
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom('', '\n', '=1\n+2'),
    )
    .map(([before, name, after]) => before.join('') + name + after);
  const named = fc.record({
    people: fc.uniqueArray(
      fc.record({ id: fc.integer({ min: 1, max: 99_999 }), username: text, realName: text, reason: text }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 8 },
    ),
    courseName: text,
    lines: fc.array(text, { maxLength: 3 }),
  });
  type Named = typeof named extends fc.Arbitrary<infer T> ? T : never;

  function jobOf({ people, courseName, lines }: Named): Job {
    const persons = people.map(({ id, username, realName }) => ({ id, username, realName }));
    return job(
      persons.map((person) => ({ person, relation: null })),
      {
        course: { ...course, name: courseName },
        outcomes: people.map(({ reason }, at) => ({
          person: persons[at] ?? { id: 1, username: '', realName: '' },
          kind: 'refused',
          reason,
        })),
        lines: lines.map((line, at) => ({
          line: at + 1,
          text: line,
          taken: { as: 'nothing' },
          userId: null,
          reason: 'not-found',
        })),
      },
    );
  }
  const rowsOf = (csv: string) =>
    Papa.parse<string[]>(csv.replace(/^\ufeff/, ''), { delimiter: ',', newline: '\r\n' }).data.slice(1, -1);
  /** A cell as it was before it was made safe. */
  const meant = (cell: string) =>
    (EVALUATED.test(cell) ? cell.slice(1) : cell).replaceAll(
      /([;\t|\r\n]['"\s\p{Cc}\p{Cf}]*)'(?=[=+\-@＝＋－＠﹦﹢﹣﹫])/gu,
      '$1',
    );

  test('no cell begins with what a spreadsheet evaluates', () => {
    fc.assert(
      fc.property(named, (one) => {
        for (const cell of rowsOf(jobAsCsv(jobOf(one))).flat()) {
          // Without what a spreadsheet may skip; an apostrophe at the start makes it text.
          expect(cell.replace(/^[\s\p{Cf}\p{Cc}]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠﹦﹢﹣﹫]/u);
          expect(cell).not.toMatch(/^[\t\r\n]/);
        }
      }),
    );
  });

  test('nor does any where a spreadsheet cuts at semicolons, tabs or line breaks, as it does in many languages', () => {
    fc.assert(
      fc.property(named, (one) => {
        for (const cell of jobAsCsv(jobOf(one)).split(/[;\t|\r\n]/)) {
          expect(cell.replace(/^["\s\p{Cf}\p{Cc}]+/u, '')).not.toMatch(/^[=+\-@＝＋－＠﹦﹢﹣﹫]/u);
        }
      }),
    );
    const cut = jobAsCsv(
      jobOf({
        courseName: 'c',
        people: [{ id: 1, username: 'bob', realName: 'Bob;=1+1;x', reason: '' }],
        lines: [],
      }),
    );
    expect(cut).toContain("Bob;'=1+1;x");
  });

  test('reading it back gives every person and every line, letter by letter', () => {
    fc.assert(
      fc.property(named, (one) => {
        const read = rowsOf(jobAsCsv(jobOf(one))).map((cells) => cells.map(meant));
        expect(
          read.map(([, , , name, , id, username, realName, , , reason]) => [
            name,
            id,
            username,
            realName,
            reason,
          ]),
        ).toEqual([
          ...one.people.map(({ id, username, realName, reason }) => [
            one.courseName,
            String(id),
            username,
            realName,
            reason,
          ]),
          ...one.lines.map((line) => [one.courseName, '', line, '', 'not-found']),
        ]);
      }),
    );
  });

  test('Rollcall reads it as a list of the same people', () => {
    fc.assert(
      fc.property(named, (one) => {
        const { lines } = readList(jobAsCsv(jobOf({ ...one, lines: [] })), ORIGIN);
        expect(lines.map(({ taken }) => taken)).toEqual(one.people.map(({ id }) => ({ as: 'id', id })));
      }),
    );
  });
});

test.each([
  ['=cmd|calc', true],
  // papaparse's own pattern lets this one through.
  ['=HYPERLINK("http://x")\nx', true],
  ["'=1", true],
  ['\u00a0=1', true],
  ['＝1', true],
  ['\rx', true],
  ["o'neill", false],
  ["'anna", false],
  ['a=b', false],
  [' anna', false],
  ['_anna-', false],
])('%j is evaluated by some spreadsheet: %s', (cell, is) => {
  expect(EVALUATED.test(cell)).toBe(is);
});

test.each([
  ['intro-to-marine-biology', 'csv', 'rollcall-intro-to-marine-biology-2026-11-22.csv'],
  ['', 'json', 'rollcall-course-9-2026-11-22.json'],
  ['../Über/..\\a:b*', 'csv', 'rollcall-ber-a-b-2026-11-22.csv'],
  ['海洋', 'csv', 'rollcall-course-9-2026-11-22.csv'],
  ['x'.repeat(300), 'csv', `rollcall-${'x'.repeat(80)}-2026-11-22.csv`],
] as const)('the file of %j', (slug, format, name) => {
  const at = new Date(2026, 10, 22, 23, 59).getTime();
  expect(fileName({ course: { ...course, slug }, createdAt: at }, format)).toBe(name);
});
