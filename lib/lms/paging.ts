/** The LMS's lists, page by page. */
import type * as z from 'zod/mini';
import { Failed } from '../model/errors.ts';
import type { Asking } from './asking.ts';

/** Asked for; the server may honour less, so the size of a page is read from the answer. */
const PAGE = 100;

/** Pages in a row that hold nobody new: so many, and the server only turns in its own way. */
const MOST_WITHOUT_NEWS = 10;

/** Most pages of the whole community that are read for one question. */
export const MOST_OF_COMMUNITY = 100;

export interface Page {
  count: number;
  next: string | null;
  results: { id: number }[];
}

/** The pages of a list from `path` on, following `next`. A list may grow or shrink meanwhile, and repeat itself. */
export async function* pagesOf<P extends z.core.$ZodType<Page>>(
  { client, signal }: Pick<Asking, 'client' | 'signal'>,
  path: string,
  schema: P,
): AsyncGenerator<z.output<P>, void> {
  const visited = new Set<string>();
  const met = new Set<number>();
  let withoutNews = 0;
  for (let next: string | null = path; next !== null; ) {
    // A server whose `next` leads in a circle would keep us walking for ever.
    if (visited.has(next)) throw new Failed({ kind: 'unexpected-answer', what: 'pages in a circle' });
    visited.add(next);
    const page: z.output<P> = await client.get(next, schema, signal);
    const before = met.size;
    for (const { id } of page.results) met.add(id);
    withoutNews = met.size > before ? 0 : withoutNews + 1;
    yield page;
    if (withoutNews === MOST_WITHOUT_NEWS) {
      throw new Failed({ kind: 'unexpected-answer', what: 'pages without end' });
    }
    next = page.next;
  }
}

/** How many pages come after this one, by its own account. */
export function pagesAfter({ count, next, results }: Page): number {
  return next === null ? 0 : Math.max(1, Math.ceil(count / Math.max(1, results.length)) - 1);
}

/** `path` with a page size and more query parameters. */
export function withQuery(path: string, query: Readonly<Record<string, string>> = {}): string {
  const [base, fixed] = path.split('?');
  const pairs = { limit: `${PAGE}`, ...Object.fromEntries(new URLSearchParams(fixed)), ...query };
  return `${base}?${new URLSearchParams(pairs)}`;
}
