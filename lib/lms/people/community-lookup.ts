/** Who people are whom no list of the course holds: each asked for in the whole community. */
import * as z from 'zod/mini';
import { Failed } from '../../model/errors.ts';
import type { Failure, Person } from '../../model/index.ts';
import { type Asking, cached, severally } from '../asking.ts';
import { MOST_OF_COMMUNITY, pagesOf, withQuery } from '../paging.ts';
import { ApiAccount, UserPage } from '../schemas.ts';
import { usernameKey } from './usernames.ts';

/** Most names one call carries; the server's own limit is not documented. */
const MOST_NAMES = 100;

/** Largest id in most databases. An older Django answers a larger one, such as a telephone number, with a 500. */
const LARGEST_ID = 2 ** 31 - 1;

/**
 * The people with these ids, one request each. A 404 is nobody, and so are a deleted account and a profile that the
 * manager may not see (403).
 */
export async function peopleById(
  asking: Asking,
  ids: readonly number[],
  answered: (id: number) => void,
): Promise<Map<number, Person | null>> {
  const answers = await severally(
    ids,
    async (id, signal) => {
      const nobody: Failure['kind'][] = ['not-found', 'forbidden'];
      if (id > LARGEST_ID) nobody.push('server-error');
      const [person] = await cached(asking, `id:${id}`, async () => {
        const people = personOf(await account({ ...asking, signal }, `/api/v2/user/${id}/`, nobody));
        return people.filter((told) => told.id === id);
      });
      answered(id);
      return [id, person ?? null] as const;
    },
    asking.signal,
  );
  return new Map(answers);
}

/** One account, or null where the answer is one of the failures that mean nobody; a 400 refuses only what was asked. */
export async function account(
  { client, signal }: Asking,
  path: string,
  nobody: readonly Failure['kind'][],
): Promise<ApiAccount | null> {
  try {
    return await client.get(path, ApiAccount, signal);
  } catch (thrown) {
    if (failedAs(thrown, ['refused', ...nobody])) return null;
    throw thrown;
  }
}

/** The person of an account that can be invited. */
export function personOf(found: ApiAccount | null): Person[] {
  return found === null || found.deleted ? [] : [found.person];
}

export function failedAs(thrown: unknown, kinds: readonly Failure['kind'][]): boolean {
  return thrown instanceof Failed && kinds.includes(thrown.failure.kind);
}

/**
 * Whoever's username compares as each of the texts: nobody, one, or several where the text does not tell who is meant.
 * Several texts are first put to the site at once; only people whose username is the text to the letter are taken from
 * that answer, and everybody else is asked for in one request a name (more where its first page holds only longer names).
 */
export async function peopleByName(
  asking: Asking,
  texts: readonly string[],
  answered: (text: string) => void,
): Promise<Map<string, readonly Person[]>> {
  const known = asking.known ?? new Map<string, Person[]>();
  const key = (text: string) => `username:${text}`;
  const unknown = texts.filter((text) => !known.has(key(text)));
  if (unknown.length > 1) {
    for (const [text, person] of await match(asking, unknown)) known.set(key(text), [person]);
  }
  const answers = await severally(
    texts,
    async (text, signal) => {
      const ask = () => autocomplete({ ...asking, signal }, usernameKey(text));
      const people = await cached({ known }, key(text), ask);
      answered(text);
      return [text, people] as const;
    },
    asking.signal,
  );
  return new Map(answers);
}

/** What says nothing of the call itself. */
const ENDS = ['token-rejected', 'token-expired', 'clock-wrong', 'offline', 'rate-limited'] as const;

/**
 * Those of `names` whose person the site tells in one call, by name. The call is not in the docs, only the official
 * front-end makes it (api-services 0.7, seen 2026-11): an answer other than people is no answer, and ends the asking.
 */
async function match({ client, signal }: Asking, names: readonly string[]): Promise<Map<string, Person>> {
  const people = new Map<string, Person>();
  for (let at = 0; at < names.length; at += MOST_NAMES) {
    const some = names.slice(at, at + MOST_NAMES);
    try {
      const question = { body: some, schema: z.array(ApiAccount), signal };
      const answer = await client.ask('/api/v2/user/match/', question);
      for (const name of some) {
        const [person, other] = answer.flatMap(personOf).filter(({ username }) => username === name);
        if (person !== undefined && other === undefined) people.set(name, person);
      }
    } catch (thrown) {
      signal?.throwIfAborted();
      if (!(thrown instanceof Failed) || failedAs(thrown, ENDS)) {
        throw thrown;
      }
      break;
    }
  }
  return people;
}

async function autocomplete(asking: Asking, name: string): Promise<Person[]> {
  const path = withQuery('/api/v2/user/autocomplete/', { username: name });
  let pages = 0;
  try {
    for await (const { results } of pagesOf(asking, path, UserPage)) {
      const same = results.filter(({ username }) => usernameKey(username) === name);
      if (same.length > 0) return [...new Map(same.map((person) => [person.id, person])).values()];
      if (++pages === MOST_OF_COMMUNITY) break;
    }
  } catch (thrown) {
    if (!failedAs(thrown, ['refused'])) throw thrown;
  }
  return [];
}
