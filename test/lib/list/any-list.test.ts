/** What holds for every list, whatever is in it. */
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test, vi } from 'vitest';
import { readList } from '../../../lib/list/read-list.ts';
import { ListLine } from '../../../lib/model/index.ts';
import { ORIGIN } from '../../people.ts';
import { byteOrderMark, delimiter, newline, type Written, writtenPerson } from './people-texts.ts';

const people = fc.array(writtenPerson, { minLength: 1, maxLength: 20 });
const takenIn = (text: string) => readList(text, ORIGIN).lines.map(({ taken }) => taken);
const meant = (written: readonly Written[]) => written.map(({ taken }) => taken);

describe('what is written is read, in order and with its line', () => {
  test('a person a line', () => {
    const bullet = fc.constantFrom('', '- ', '• ', '12. ');
    fc.assert(
      fc.property(people, newline, byteOrderMark, bullet, fc.nat(3), (list, end, mark, before, gap) => {
        const text = mark + list.map((one) => before + one.text + end.repeat(gap + 1)).join('');
        const { lines, header, blank } = readList(text, ORIGIN);
        expect(lines.map(({ taken }) => taken)).toEqual(meant(list));
        expect(lines.map(({ line }) => line)).toEqual(list.map((_, at) => at * (gap + 1) + 1));
        expect({ header, blank }).toEqual({ header: null, blank: list.length * gap });
      }),
    );
  });

  test('all on one line', () => {
    const space = fc.constantFrom('', ' ');
    fc.assert(
      fc.property(people, delimiter, space, byteOrderMark, (list, sign, after, mark) => {
        expect(takenIn(mark + list.map(({ text }) => text).join(sign + after))).toEqual(meant(list));
      }),
    );
  });

  test('a table with a header, in which cells of other columns hold anything', () => {
    const cell = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('a,b', '"', 'two\nlines', ';|\t'));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, writtenPerson, cell), { minLength: 1, maxLength: 12 }),
        fc.constantFrom('user', 'Username', 'login'),
        delimiter,
        newline,
        byteOrderMark,
        (rows, header, sign, end, mark) => {
          const table = rows.map(([before, person, after]) => [
            before.replaceAll('\n', end),
            person.text,
            after.replaceAll('\n', end),
          ]);
          // The library only writes here; what it reads is compared with what was written.
          const text =
            mark +
            Papa.unparse([['Name', header, 'Note'], ...table], {
              delimiter: sign,
              newline: end,
              quotes: true,
            });
          const read = readList(text, ORIGIN);
          expect(read.lines.map(({ taken }) => taken)).toEqual(
            // The column says that digits are a username.
            rows.map(([, { taken }]) =>
              taken.as === 'number' ? { as: 'username', username: taken.username } : taken,
            ),
          );
          let line = 2;
          for (const [at, cells] of table.entries()) {
            expect(read.lines[at]?.line).toBe(line);
            line += cells.join('').split(/\r\n?|\n/).length;
          }
          expect(read.column).toBe(header);
        },
      ),
    );
  });

  test('a table without a header, by the one column of people', () => {
    const address = writtenPerson.filter(({ taken }) => taken.as === 'email');
    const rows = fc.array(fc.tuple(address, fc.constantFrom('Anna Smith', 'Ben', '', '3 b')), {
      minLength: 2,
      maxLength: 12,
    });
    fc.assert(
      fc.property(rows, delimiter, newline, (list, sign, end) => {
        const text = list.map(([person, name]) => [name, person.text, 'x y'].join(sign)).join(end);
        expect(takenIn(text)).toEqual(meant(list.map(([person]) => person)));
      }),
    );
  });
});

describe('nothing is lost, whatever the text', () => {
  const mess = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          '\n',
          '\r\n',
          '\r',
          ',',
          ';',
          '\t',
          '|',
          '"',
          '""',
          ', ',
          '\0',
          '\ufeff',
          '@',
          '<',
          '>',
          '- ',
        ),
        fc.constantFrom('username', 'id', 'email', 'anna', 'ben', '12', '/user/3/', 'a@b.org', ORIGIN, ' '),
        fc.string({ unit: 'binary' }),
      ),
      { maxLength: 60 },
    )
    .map((parts) => parts.join(''));

  test('every line with something on it is a line, the header, or inside a row that began above', () => {
    fc.assert(
      fc.property(mess, (text) => {
        const { lines, header, blank } = readList(text, ORIGIN);
        const physical = text
          .replaceAll(/(?!\s)\p{Cc}/gu, '')
          .replace(/^\ufeff/, '')
          .split(/\r\n?|\n/);
        const something = physical.map((line) =>
          /[\p{L}\p{N}\p{P}\p{S}]/u.test(line.replaceAll(/[",;|]/g, '')),
        );
        const accounted = new Set<number>();
        const cover = (from: number, of: string) => {
          for (let at = 0; at < of.split('\n').length; at++) accounted.add(from + at);
        };
        if (header !== null) cover(something.indexOf(true) + 1, header);
        for (const one of lines) {
          expect(ListLine.safeParse(one).success).toBe(true);
          cover(one.line, one.text);
        }
        for (const [at, there] of something.entries()) if (there) expect(accounted).toContain(at + 1);
        for (const line of accounted) expect(line).toBeLessThanOrEqual(physical.length);
        for (const [at, { line }] of lines.entries()) {
          expect(line).toBeGreaterThanOrEqual(lines[at - 1]?.line ?? 1);
        }
        expect(blank).toBeLessThanOrEqual(physical.length - something.filter(Boolean).length);
      }),
      { numRuns: 1000 },
    );
  });

  test('what stands in one row is one line: its text is in the text, as it was written', () => {
    fc.assert(
      fc.property(mess, (text) => {
        const clean = text.replaceAll(/(?!\s)\p{Cc}/gu, '').replaceAll(/\r\n?/g, '\n');
        for (const one of readList(text, ORIGIN).lines) expect(clean).toContain(one.text);
      }),
    );
  });
});

describe('long lists', () => {
  /** How often characters are looked at, by the one method that every cell goes through. */
  function work(text: string): number {
    const looks = vi.spyOn(RegExp.prototype, Symbol.replace);
    const { lines } = readList(text, ORIGIN);
    expect(lines.length).toBeGreaterThan(0);
    const count = looks.mock.calls.length;
    looks.mockRestore();
    return count;
  }

  const long = (line: (at: number) => string, count: number) =>
    Array.from({ length: count }, (_, at) => line(at)).join('\n');

  test.each<[string, (at: number) => string]>([
    ['usernames', (at) => `person_${at}`],
    ['a table', (at) => `${at + 1000};person_${at};"Smith, Anna"`],
    ['stray quotes', (at) => `${at + 1000},"Anna`],
    ['addresses', (at) => `"Smith, Anna" <a${at}@b.org>,`],
  ])('%s: ten times the lines are ten times the work', (_what, line) => {
    const small = work(long(line, 1_000));
    expect(work(long(line, 10_000))).toBeLessThanOrEqual(small * 10.5);
  });

  test('are read to the last line', () => {
    const { lines } = readList(
      long((at) => `person_${at}`, 20_000),
      ORIGIN,
    );
    expect(lines).toHaveLength(20_000);
    expect(lines.at(-1)).toMatchObject({ line: 20_000, taken: { username: 'person_19999' } });
  });

  test('one line of a million characters, and a million blank ones', () => {
    expect(takenIn('x'.repeat(1_000_000))).toEqual([{ as: 'nothing' }]);
    expect(takenIn(`${' '.repeat(1_000_000)}anna`)).toEqual([{ as: 'username', username: 'anna' }]);
    expect(readList('\n'.repeat(1_000_000), ORIGIN)).toMatchObject({ lines: [], blank: 1_000_000 });
  });
});
