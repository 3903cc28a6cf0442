/** Small pages of other makes, each of which holds something that real pages have and a reader may get wrong. */
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { Id, Username } from '../../lib/model/index.ts';

const Usernames = z.array(Username);

const Expected = z.strictObject({
  course: Id,
  /** Everybody on the site: also those whom a wrong reading would become. */
  directory: z.array(z.strictObject({ id: Id, username: Username, realName: z.string() })),
  pages: z.array(
    z.strictObject({
      file: z.string(),
      url: z.url(),
      /** What the page is an example of. */
      kind: z.string(),
      /** Everyone whom the page shows, and whom of them its markup shows as chosen. */
      people: Usernames,
      chosen: Usernames,
      /** Who may not come out of it. */
      never: Usernames,
      said: z.strictObject({ partial: z.boolean(), hidden: z.int() }),
    }),
  ),
});

const folder = new URL('./kinds/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, folder), 'utf8');
const expected = z.parse(Expected, JSON.parse(read('expected.json')));

export const { directory } = expected;
export const kinds = expected.pages.map((page) => ({ ...page, html: read(page.file) }));
export type Kind = (typeof kinds)[number];
