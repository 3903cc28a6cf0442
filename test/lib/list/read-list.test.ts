import { describe, expect, test } from 'vitest';
import { readList } from '../../../lib/list/read-list.ts';
import type { Taken } from '../../../lib/model/index.ts';
import { ORIGIN } from '../../people.ts';

const read = (text: string) => readList(text, ORIGIN);

/** What was taken, short: `2 anna` is a username on line 2. */
function short(text: string): string[] {
  return read(text).lines.map(({ line, taken }) => `${line} ${words(taken)}`);
}

function words(taken: Taken): string {
  switch (taken.as) {
    case 'username':
      return taken.username;
    case 'id':
      return `#${taken.id}`;
    case 'number':
      return `?${taken.id}`;
    case 'email':
      return taken.email;
    case 'ext-id':
      return `${taken.extId} of ${taken.provider}`;
    default:
      return `(${taken.as})`;
  }
}

describe('a person a line', () => {
  test('blank lines count as lines and are told', () => {
    expect(short('anna\n\n  \nben\r\n@carl\r2003\n')).toEqual(['1 anna', '4 ben', '5 carl', '6 ?2003']);
    expect(read('anna\n\n  \nben\n')).toMatchObject({ blank: 2, header: null, column: null });
    expect(read('')).toEqual({ lines: [], header: null, column: null, blank: 0 });
    expect(read('\n,,\n').blank).toBe(2);
  });

  test('who stands in it twice stays twice, as it was written', () => {
    expect(read(' anna \nanna').lines).toEqual([
      { line: 1, text: 'anna', taken: { as: 'username', username: 'anna' } },
      { line: 2, text: 'anna', taken: { as: 'username', username: 'anna' } },
    ]);
  });

  test('bullets and numbers before it are no part of it, a username that begins like one is', () => {
    expect(short('- anna\n* ben\n• carl\n1. dora\n2) 2003\n-foo\n- -foo\n1.\n-')).toEqual([
      '1 anna',
      '2 ben',
      '3 carl',
      '4 dora',
      '5 ?2003',
      '6 -foo',
      '7 -foo',
      '8 (nothing)',
      '9 -',
    ]);
    expect(short('1.\tanna\n2.\tben')).toEqual(['1 anna', '2 ben']);
  });

  test('names of people are not cut at their comma, and nobody is guessed from them', () => {
    expect(short('Smith, Anna\nJones, Ben')).toEqual(['1 (nothing)', '2 (nothing)']);
    expect(short('Participants\nSmith, Anna\nJones, Ben')).toEqual([
      '1 Participants',
      '2 (nothing)',
      '3 (nothing)',
    ]);
    expect(short('anna\nSmith, Anna Maria; PhD\nben')).toEqual(['1 anna', '2 (nothing)', '3 ben']);
    expect(short('Anna Smith\nhello, you there')).toEqual(['1 (nothing)', '2 (nothing)']);
  });

  test('a comma or semicolon after each is none of it', () => {
    expect(short('anna,\nben,\n"carl"')).toEqual(['1 anna', '2 ben', '3 carl']);
    expect(short('"anna\nben\ncarl"')).toEqual(['1 anna', '2 ben', '3 carl']);
  });

  test('addresses with names stay whole', () => {
    expect(short('Smith, Anna <a@b.org>\nJones, Ben <b@b.org>')).toEqual(['1 a@b.org', '2 b@b.org']);
  });

  test('a text of two bytes a letter, read as one of single bytes', () => {
    expect(short([...'anna\r\nben'].map((letter) => `${letter}\0`).join(''))).toEqual(['1 anna', '2 ben']);
  });
});

describe('several people on a line', () => {
  test.each(['anna, ben, carl', 'anna;ben;carl', 'anna\tben\tcarl', 'anna | ben | carl', ',anna,,ben,carl,'])(
    '%j',
    (text) => expect(short(text)).toEqual(['1 anna', '1 ben', '1 carl']),
  );

  test('each is a line of its own, those that nobody knows too', () => {
    expect(read('anna, Ben Jones, @carl').lines.map(({ text }) => text)).toEqual([
      'anna',
      'Ben Jones',
      '@carl',
    ]);
    expect(short('anna, Ben Jones, @carl')).toEqual(['1 anna', '1 (nothing)', '1 carl']);
  });

  test('lines of different lengths with nothing but people in them', () => {
    expect(short('anna, ben, carl\n\ndora, 7\n')).toEqual(['1 anna', '1 ben', '1 carl', '3 dora', '3 ?7']);
  });

  test('the address line of a mail', () => {
    expect(short('"Smith, Anna" <a@b.org>, Ben Jones <b@b.org>, c@b.org')).toEqual([
      '1 a@b.org',
      '1 b@b.org',
      '1 c@b.org',
    ]);
    expect(short('Anna <a@b.org>; b@b.org')).toEqual(['1 a@b.org', '1 b@b.org']);
  });
});

describe('a table with a header', () => {
  test('is told by its words, and read by the best column that is filled', () => {
    const table = [
      '\ufeffReal name;E-Mail;User_ID;Profile link;USERNAME',
      '"Smith, Anna";a@b.org;12;/user/13/;anna',
      '"Jones;\r\n""Ben""";b@b.org;;/user/14/;ben',
      'Carl;c@b.org;;;carl',
      'Dora;d@b.org;n/a;;',
      'Emil;;;;',
    ].join('\r\n');
    expect(short(table)).toEqual(['2 #12', '3 #14', '5 carl', '6 d@b.org', '7 (nothing)']);
    expect(read(table)).toMatchObject({ header: 'Real name;E-Mail;User_ID;Profile link;USERNAME', blank: 0 });
    expect(read(table).lines[1]?.text).toBe('"Jones;\n""Ben""";b@b.org;;/user/14/;ben');
  });

  test('says by which column most people were read', () => {
    expect(read('id,username\n,anna\n,ben\n3,carl').column).toBe('username');
    expect(read('Name,"User Name"\nAnna,anna').column).toBe('User Name');
    expect(read('id,name\n-,Anna').column).toBeNull();
  });

  test.each([
    ['username', 'anna', '2 anna'],
    ['User name:', '2003', '2 2003'],
    ['login', '- anna', '2 anna'],
    ['NICK', 'anna', '2 anna'],
    ['userId', '2003', '2 #2003'],
    ['profile', 'https://community.example.org/user/5/', '2 #5'],
    ['URL', 'anna', '2 (nothing)'],
    ['mail', 'a@b.org', '2 a@b.org'],
    ['E-Mail Address', 'a@b.org', '2 a@b.org'],
    ['external id', 'X 17', '2 X 17 of null'],
    ['Nome utente', 'anna', '2 anna'],
  ])('%s alone is one', (header, cell, expected) => {
    expect(read(`${header}\n${cell}`).header).toBe(header);
    expect(short(`${header}\n${cell}`)).toEqual([expected]);
  });

  test('the provider belongs to the external id', () => {
    expect(short('provider,ext_id\nsap,x-1\n,x-2')).toEqual(['2 x-1 of sap', '3 x-2 of null']);
  });

  test('columns that nobody knows do not hide it', () => {
    expect(short('\nclass 3b\tusername\nyes\tanna')).toEqual(['3 anna']);
  });

  test.each([
    ['name\nanna', ['1 name', '2 anna']],
    ['username', ['1 username']],
    ['anna,user\nben,admin', ['1 anna', '2 ben']],
    ['usernames\nanna', ['1 usernames', '2 anna']],
  ])('%j has none', (text, lines) => {
    expect(read(text).header).toBeNull();
    expect(short(text)).toEqual(lines);
  });

  test('a quote that is never closed costs nobody', () => {
    expect(short('id,name\n12,"Anna\n13,"Jones, Ben"\n14,Carl "the cat" Roe\n')).toEqual([
      '2 #12',
      '3 #13',
      '4 #14',
    ]);
  });
});

describe('a table without a header', () => {
  test.each([
    ['the usernames, not the names', 'anna,Anna Smith\nben,Ben Jones', ['1 anna', '2 ben']],
    ['the addresses', 'Anna,a@b.org\nBen,b@b.org', ['1 a@b.org', '2 b@b.org']],
    ['the links', 'Anna;x;/user/1/\nBen;y;/user/2/', ['1 #1', '2 #2']],
    ['the numbers', 'anna\t1001\nben\t1002', ['1 ?1001', '2 ?1002']],
    ['the first of two alike', 'anna|Anna\nben|Ben', ['1 anna', '2 ben']],
    ['not the numbers of the rows', '1;anna\n2;ben\n3;carl', ['1 anna', '2 ben', '3 carl']],
    ['not numbers that repeat', 'anna,10115\nben,10115\ncarl,80331', ['1 anna', '2 ben', '3 carl']],
    [
      'not links to other sites',
      'https://x.example/anna,anna\nhttps://x.example/ben,ben',
      ['1 anna', '2 ben'],
    ],
    ['nobody where that column is empty', 'anna,a b\n,c d\ncarl,e f', ['1 anna', '2 (nothing)', '3 carl']],
  ])('is read by one column: %s', (_what, text, lines) => expect(short(text)).toEqual(lines));

  test('shows the row as it was written', () => {
    expect(read('anna,Anna Smith\nben,Ben Jones').lines[0]?.text).toBe('anna,Anna Smith');
  });
});
