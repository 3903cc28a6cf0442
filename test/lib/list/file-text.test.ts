import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decoded, fileText, MAX_FILE_BYTES } from '../../../lib/list/file-text.ts';
import { readList } from '../../../lib/list/read-list.ts';
import { ListLine } from '../../../lib/model/index.ts';
import { ORIGIN } from '../../people.ts';

const bytes = (...codes: number[]) => new Uint8Array(codes);
const file = (name: string, content: BlobPart) => new File([content], name);

describe('text is decoded', () => {
  test.each([
    ['UTF-8', bytes(0x7a, 0xc3, 0xab), 'zë'],
    ['UTF-8 with a byte-order mark', bytes(0xef, 0xbb, 0xbf, 0x7a, 0xc3, 0xab), 'zë'],
    ['UTF-16, little end first', bytes(0xff, 0xfe, 0x7a, 0, 0xeb, 0), 'zë'],
    ['UTF-16, big end first', bytes(0xfe, 0xff, 0, 0x7a, 0, 0xeb), 'zë'],
    ['windows-1252', bytes(0x7a, 0xeb), 'zë'],
    ['nothing', bytes(), ''],
  ])('%s', (_name, content, text) => expect(decoded(content)).toBe(text));

  test('whatever is written as UTF-8 without a NUL comes back', () => {
    const text = fc
      .string({ unit: 'grapheme' })
      .filter((any) => !any.includes('\0') && !any.startsWith('\ufeff'));
    fc.assert(
      fc.property(text, (any) => {
        expect(decoded(new TextEncoder().encode(any))).toBe(any);
      }),
    );
  });
});

test('whatever a file holds, it is refused or its text is read, a line at a time', () => {
  const some = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.string({ unit: 'binary' }).map((text) => new TextEncoder().encode(text)),
    fc.tuple(
      fc.constantFrom([0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf]),
      fc.uint8Array({ maxLength: 99 }),
    ),
  );
  fc.assert(
    fc.property(some, (part) => {
      const text = decoded(Array.isArray(part) ? bytes(...part[0], ...part[1]) : part);
      if (text === null) return;
      expect(text).not.toContain('\0');
      for (const line of readList(text, ORIGIN).lines) expect(ListLine.safeParse(line).success).toBe(true);
    }),
    { numRuns: 500 },
  );
});

describe('a file is refused', () => {
  test('that holds no text', async () => {
    expect(await fileText(file('photo.jpg', bytes(0xff, 0xd8, 0xff, 0xe0, 0, 0x10)))).toEqual({
      text: null,
      problem: 'not-text',
    });
    expect(decoded(bytes(0xff, 0xfe, 0x00, 0xd8))).toBeNull();
    expect(decoded(bytes(0x89, 0x50, 0x4e, 0x47, 0x1a))).toBeNull();
  });

  test.each(['People.xlsx', 'people.ods', 'people.XLS'])('that is the spreadsheet %s', async (name) => {
    expect(await fileText(file(name, bytes(0x50, 0x4b, 3, 4, 0, 0)))).toEqual({
      text: null,
      problem: 'spreadsheet',
    });
  });

  test('but not a table of text that is called a spreadsheet', async () => {
    expect(await fileText(file('export.xls', 'username\tid\n'))).toEqual({
      text: 'username\tid\n',
      problem: null,
    });
  });

  test('that is too big, and only then', async () => {
    expect((await fileText(file('list.csv', 'a'.repeat(MAX_FILE_BYTES)))).problem).toBeNull();
    expect(await fileText(file('list.csv', 'a'.repeat(MAX_FILE_BYTES + 1)))).toEqual({
      text: null,
      problem: 'too-big',
    });
  });
});
