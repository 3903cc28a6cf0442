/**
 * Saved pages, each with what a reader of it must find. `*.html` here are states of the LMS's real front-end, kept by
 * `npm run pages`; those in `other/` are pages of other shapes, written by hand. Both show people of the practice LMS.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { Id, SeenCourse, Username } from '../../lib/model/index.ts';

/** Where every saved page stands; the name is reserved and belongs to nobody. */
export const SITE = 'https://community.example';

/** A row that a reader takes, and who it really is, by the practice LMS. */
const ExpectedPerson = z.strictObject({
  /** Only where the page tells it. */
  userId: z.nullable(Id),
  username: z.nullable(Username),
  /** The username of the person who is meant: whom a manager sees there. */
  is: Username,
  /** The page contradicts itself, or nobody can be invited by it: this row must stay unidentified. */
  flagged: z.optional(z.literal(true)),
});
export type ExpectedPerson = z.infer<typeof ExpectedPerson>;

/**
 * What a reader must find. People in the order of the page, each once; those behind an open dialog are out of reach and
 * not among them, those who are only scrolled out of view are.
 */
const Expected = z.strictObject({
  url: z.string().check(z.refine((text) => URL.parse(text)?.origin === SITE)),
  course: SeenCourse,
  people: z.array(ExpectedPerson),
  /** How many rows are marked as chosen (`aria-selected`, checked) and cannot be seen. */
  hidden: z.int().check(z.nonnegative()),
});
export type Expected = z.infer<typeof Expected>;

export interface SavedPage {
  /** For example `requests` or `other/plain-table`. */
  name: string;
  html: string;
  expected: Expected;
}

/** All saved pages. Throws where a page lacks its reading, or a reading its page, or is not as the schema has it. */
export function savedPages(): SavedPage[] {
  const folder = import.meta.dirname;
  const names = (kind: string) =>
    globSync([`*${kind}`, `other/*${kind}`], { cwd: folder })
      .map((file) => file.slice(0, -kind.length).replaceAll('\\', '/'))
      .sort();
  const pages = names('.html');
  const readings = names('.json');
  if (pages.join() !== readings.join()) throw new Error('a saved page and its reading go together');
  return pages.map((name) => {
    const text = (kind: string) => readFileSync(join(folder, name + kind), 'utf8');
    return { name, html: text('.html'), expected: Expected.parse(JSON.parse(text('.json'))) };
  });
}
