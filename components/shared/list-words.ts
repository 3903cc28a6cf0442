/** What the lines of a list were taken for, in words. */
import { i18n } from '#i18n';
import type { FileProblem } from '../../lib/list/file-text.ts';
import type { ReadList } from '../../lib/list/read-list.ts';
import type { ListLine, Taken } from '../../lib/model/index.ts';
import { numberWords } from './plain-words.ts';

type As = Taken['as'];

/** The order in which the kinds are counted; what may need a look comes last. */
const KINDS: readonly As[] = ['username', 'id', 'number', 'email', 'ext-id', 'elsewhere', 'nothing'];

/** Whether the site can be asked who it is. */
export function isRecognised({ taken }: ListLine): boolean {
  return taken.as !== 'nothing' && taken.as !== 'elsewhere';
}

export function takenWord(as: As): string {
  switch (as) {
    case 'username':
      return i18n.t('list.word.username');
    case 'id':
      return i18n.t('list.word.userId');
    case 'number':
      return i18n.t('list.word.number');
    case 'email':
      return i18n.t('list.word.email');
    case 'ext-id':
      return i18n.t('list.word.extId');
    case 'elsewhere':
      return i18n.t('list.word.elsewhere');
    case 'nothing':
      return i18n.t('list.word.notRecognised');
  }
}

/** What was read out of a line that holds more; null where the line says it all. */
export function readOut({ text, taken }: ListLine): string | null {
  const value = takenValue(taken);
  return value === null || text.endsWith(value) ? null : value;
}

function takenValue(taken: Taken): string | null {
  switch (taken.as) {
    case 'username':
    case 'number':
      return taken.username;
    case 'id':
      return `#${taken.id}`;
    case 'email':
      return taken.email;
    case 'ext-id':
      return taken.provider === null ? taken.extId : `${taken.extId} (${taken.provider})`;
    default:
      return null;
  }
}

/** `12 lines: 10 usernames, 1 e-mail, 1 not recognised; header: …`; for a list without lines null. */
export function summaryWords({ lines, header, column }: ReadList): string | null {
  if (lines.length === 0) return null;
  const counts = KINDS.map((as) => ({ as, count: lines.filter(({ taken }) => taken.as === as).length }))
    .filter(({ count }) => count > 0)
    .map(({ as, count }) => countWords(as, count));
  const parts = [
    i18n.t('list.summary', [
      i18n.t('list.lineCount', lines.length, [numberWords(lines.length)]),
      counts.join(', '),
    ]),
  ];
  if (header !== null) parts.push(i18n.t('list.header', [header.replaceAll(/\s+/g, ' ').trim()]));
  // A header of one column names it already.
  if (column !== null && column !== header?.trim()) parts.push(i18n.t('list.readBy', [column]));
  return parts.join('; ');
}

function countWords(as: As, count: number): string {
  const number: [string] = [numberWords(count)];
  switch (as) {
    case 'username':
      return i18n.t('list.count.usernames', count, number);
    case 'id':
      return i18n.t('list.count.userIds', count, number);
    case 'number':
      return i18n.t('list.count.numbers', count, number);
    case 'email':
      return i18n.t('list.count.emails', count, number);
    case 'ext-id':
      return i18n.t('list.count.extIds', count, number);
    case 'elsewhere':
      return i18n.t('list.count.elsewhere', count, number);
    case 'nothing':
      return i18n.t('list.count.notRecognised', count, number);
  }
}

export function fileProblemWords(name: string, problem: FileProblem): string {
  switch (problem) {
    case 'too-big':
      return i18n.t('list.problem.tooBig', [name]);
    case 'spreadsheet':
      return i18n.t('list.problem.spreadsheet', [name]);
    case 'not-text':
      return i18n.t('list.problem.notText', [name]);
  }
}
