/** A job as a file, for a spreadsheet or for a program. */
import Papa from 'papaparse';
import type { Job } from '../model/index.ts';
import { type ExportedJob, exported } from './exported.ts';

export type Format = 'csv' | 'json';

const COLUMNS = [
  'when',
  'site',
  'course id',
  'course',
  'signed in as',
  'user id',
  'username',
  'real name',
  'asked for',
  'outcome',
  'reason',
];

/**
 * What a spreadsheet would evaluate, also where something that it skips stands before it: signs of a formula, those of full
 * width too, or a control character at the start. With leading apostrophes, so that the one put before such a cell can be
 * told from its own. Not papaparse's own pattern, which lets a formula through if it holds a line break (5.7.1).
 */
export const EVALUATED = /^['\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫]|^'*[\t\r\n]/u;

/**
 * The same inside a cell: a spreadsheet that cuts at semicolons or tabs, as it does in many languages, takes what follows one
 * for a cell of its own.
 */
const EVALUATED_IF_CUT = /([;\t|\r\n]['"\s\p{Cc}\p{Cf}]*)(?=[=+\-@＝＋－＠﹦﹢﹣﹫])/gu;

/**
 * A job as RFC 4180 has it, with a byte-order mark, by which spreadsheets know UTF-8. One row for each person, then one for
 * each row or line that was nobody. What a spreadsheet would evaluate has an apostrophe more before it.
 */
export function jobAsCsv(job: Job): string {
  const { startedAt, site, course, by, people, nobody }: ExportedJob = exported(job);
  const where = [startedAt, site, course.id, course.name, by.username];
  const rows = [
    ...people.map(({ userId, username, realName, askedFor, outcome, reason }) => [
      ...where,
      userId,
      username,
      realName,
      askedFor,
      outcome,
      reason,
    ]),
    ...nobody.map(({ userId, text, reason }) => [
      ...where,
      userId,
      text,
      '',
      'nothing',
      'not-identified',
      reason,
    ]),
  ];
  const cells = rows.map((row) =>
    row.map((cell) => (typeof cell === 'string' ? cell.replaceAll(EVALUATED_IF_CUT, "$1'") : cell)),
  );
  return `\ufeff${Papa.unparse([COLUMNS, ...cells], { newline: '\r\n', escapeFormulae: EVALUATED })}\r\n`;
}

/** A job as JSON, in the shape of `ExportedJob`. */
export function jobAsJson(job: Job): string {
  return `${JSON.stringify(exported(job), null, 2)}\n`;
}

/** `rollcall-intro-to-marine-biology-2026-11-22.csv`: the course and the day on which the job was started. */
export function fileName({ course, createdAt }: Pick<Job, 'course' | 'createdAt'>, format: Format): string {
  const slug = course.slug
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 80)
    .replaceAll(/^-|-$/g, '');
  const at = new Date(createdAt);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) =>
    String(part).padStart(2, '0'),
  );
  return `rollcall-${slug === '' ? `course-${course.id}` : slug}-${day.join('-')}.${format}`;
}
