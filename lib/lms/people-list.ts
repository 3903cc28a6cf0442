/** Finding people by exact username in one of the LMS's lists, in as few requests as its paging allows. */
import { Failed } from '../errors.ts';
import type { Person } from '../model.ts';
import type { Client } from './client.ts';
import { UserPage } from './schemas.ts';
import { usernameKey } from './usernames.ts';

/** Asked for; the server may honour less, so the size of a page is read from the answer. */
const PAGE = 100;

export interface PeopleList {
  /** Path with its fixed query, if any. */
  path: string;
  /** Whether the list takes `search`. */
  searchable: boolean;
}

/** People by username key. More than one person under a key means that the name alone does not tell who it is. */
export type FoundPeople = Map<string, Person[]>;

/**
 * The people of `list` whose username is one of `wanted` (keys of `usernameKey`).
 * Requests, for n names and p pages: the first page, then whichever is fewer: the remaining pages, or one search
 * a name (a search whose first page does not hold the name goes on to the next page, since `search` matches substrings).
 */
export async function findIn(
  client: Client,
  list: PeopleList,
  wanted: ReadonlySet<string>,
): Promise<FoundPeople> {
  const found: FoundPeople = new Map();
  const missing = new Set(wanted);
  const take = (people: readonly Person[]) => {
    for (const person of people) {
      const key = usernameKey(person.username);
      if (!wanted.has(key)) continue;
      const same = found.get(key) ?? [];
      if (!same.some((known) => known.id === person.id)) found.set(key, [...same, person]);
      missing.delete(key);
    }
  };

  const walk = async (path: string | null, done: () => boolean) => {
    const visited = new Set<string>();
    for (let next = path; next !== null && !done(); ) {
      // A server whose `next` leads in a circle would keep us walking for ever.
      if (visited.has(next)) throw new Failed({ kind: 'unexpected-answer', what: 'pages in a circle' });
      visited.add(next);
      const page: UserPage = await client.get(next, UserPage);
      take(page.results);
      next = page.next;
    }
  };

  if (missing.size === 0) return found;
  const first = await client.get(withQuery(list.path), UserPage);
  take(first.results);
  const pagesLeft = first.next === null ? 0 : Math.ceil(first.count / Math.max(1, first.results.length)) - 1;
  if (list.searchable && missing.size < pagesLeft) {
    for (const name of [...missing]) {
      await walk(withQuery(list.path, { search: name }), () => !missing.has(name));
    }
  } else {
    await walk(first.next, () => missing.size === 0);
  }
  return found;
}

/** `path` with a page size and more query parameters. */
export function withQuery(path: string, query: Readonly<Record<string, string>> = {}): string {
  const [base, fixed] = path.split('?');
  const pairs = { limit: `${PAGE}`, ...Object.fromEntries(new URLSearchParams(fixed)), ...query };
  return `${base}?${new URLSearchParams(pairs)}`;
}
