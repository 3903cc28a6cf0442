/** Finding people in one of the LMS's lists, in as few requests as its paging allows. */
import { type Asking, severally } from '../asking.ts';
import { pagesAfter, pagesOf, withQuery } from '../paging.ts';
import { type ApiListed, ListedPage } from '../schemas.ts';
import { usernameKey } from './usernames.ts';

export interface PeopleList {
  /** Path with its fixed query, if any. */
  path: string;
  /** Whether the list takes `search`. */
  searchable: boolean;
}

/** Somebody to look for. An id decides alone; the name is then only what a list is searched by. */
export interface Sought {
  readonly id: number | null;
  /** A key of `usernameKey`, not empty; null for a bare id. */
  readonly name: string | null;
}

/**
 * Tells of everyone on `list` who is one of `sought`, by id or by exact username, and perhaps more than once; answers
 * whether the list was read to its end. Stops as soon as all are found.
 * Requests, for n names and p pages: one search for a single name; else the first page, then whichever is fewer, the
 * remaining pages or one search a name. `search` matches substrings: where it finds more than its first page holds, the
 * rest of either is read, whichever is shorter. A bare id counts as two names: it can be asked for, then searched by name.
 */
export async function findIn<S extends Sought>(
  { client, signal }: Pick<Asking, 'client' | 'signal'>,
  list: PeopleList,
  { sought, onFound }: { sought: readonly S[]; onFound: (who: S, listed: ApiListed) => void },
): Promise<boolean> {
  const ids = Map.groupBy(sought, ({ id }) => id);
  const names = Map.groupBy(
    sought.filter(({ id }) => id === null),
    ({ name }) => name,
  );
  const missing = new Set<S>(sought);
  const take = ({ results }: ListedPage) => {
    for (const listed of results) {
      const { id, username } = listed.person;
      const meant = [...(ids.get(id) ?? []), ...(names.get(usernameKey(username)) ?? [])];
      for (const who of meant) {
        missing.delete(who);
        onFound(who, listed);
      }
    }
  };
  const namesMissing = () => new Set([...missing].flatMap(({ name }) => name ?? []));
  const walk = async (path: string, name: string, stop: AbortSignal | undefined) => {
    for await (const page of pagesOf({ client, signal: stop }, path, ListedPage)) {
      take(page);
      if (!namesMissing().has(name)) return;
    }
  };

  /** One search a name. Answers whether that was all, or reading on for `pagesLeft` is shorter now. */
  const searchEach = async (pagesLeft: number): Promise<boolean> => {
    const firsts = await severally(
      [...namesMissing()],
      async (name, stop) => {
        if (!namesMissing().has(name)) return [];
        const page = await client.get(withQuery(list.path, { search: name }), ListedPage, stop);
        take(page);
        return page.next === null ? [] : [{ name, next: page.next, left: pagesAfter(page) }];
      },
      signal,
    );
    const longer = firsts.flat().filter(({ name }) => namesMissing().has(name));
    if (longer.reduce((sum, { left }) => sum + left, 0) > pagesLeft) return false;
    await severally(longer, ({ name, next }, stop) => walk(next, name, stop), signal);
    return true;
  };

  const [only] = sought;
  if (only === undefined) return false;
  if (sought.length === 1 && only.name !== null && list.searchable) {
    await walk(withQuery(list.path, { search: only.name }), only.name, signal);
    return false;
  }
  let first = true;
  for await (const page of pagesOf({ client, signal }, withQuery(list.path), ListedPage)) {
    take(page);
    if (missing.size === 0) return page.next === null;
    const pagesLeft = pagesAfter(page);
    const bare = [...missing].filter(({ name }) => name === null).length;
    const searching = first && list.searchable && namesMissing().size + 2 * bare < pagesLeft;
    if (searching && (await searchEach(pagesLeft))) return false;
    first = false;
  }
  return true;
}
