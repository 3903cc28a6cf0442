/** Those who have asked to join a course, and wait: how many they are, and everyone of them. */
import { Failed } from '../model/errors.ts';
import type { Person } from '../model/index.ts';
import type { Asking } from './asking.ts';
import type { Client } from './client.ts';
import { aboutCourse, courseLists } from './course.ts';
import { pagesOf, withQuery } from './paging.ts';
import { Counted, UserPage } from './schemas.ts';

/** How often the list is read before it counts as one that does not hold still. */
const WALKS = 3;

/** How many people wait for approval; with `search`, how many of them the server's own search finds. */
export async function waitingCount(client: Client, courseId: number, search = ''): Promise<number> {
  const path = waitingPath(courseId, search, { limit: '1' });
  const { count } = await aboutCourse(courseId, client.get(path, Counted));
  return count;
}

/**
 * Everyone who waits for approval, or with `search` everyone whom the server's search finds among them: `people` holds
 * at most `most` of them, `count` is how many there are. Resolves only with a list that was read whole: pages are counted
 * from its start, so while others accept or refuse requests, people slip from one page to the one before and are missed.
 * Throws `Failed` `unexpected-answer` where three walks in a row come out with fewer people than the list says it holds.
 */
export async function everyoneWaiting(
  asking: Asking,
  courseId: number,
  { search, most }: { search: string; most: number },
): Promise<{ people: Person[]; count: number }> {
  let done = 0;
  const tell = (found: number, all: number) => {
    done = Math.min(all, Math.max(done, found));
    asking.progress?.({ done, all });
  };
  /** Null where fewer people came out than one of the pages said there are. */
  const walk = async (): Promise<{ people: Person[]; count: number } | null> => {
    const people = new Map<number, Person>();
    let highest = 0;
    for await (const page of pagesOf(asking, waitingPath(courseId, search), UserPage)) {
      if (done === 0) tell(0, Math.min(page.count, most));
      for (const person of page.results) people.set(person.id, person);
      highest = Math.max(highest, page.count);
      tell(people.size, Math.min(Math.max(page.count, people.size), most));
      if (people.size >= most) {
        return { people: [...people.values()].slice(0, most), count: Math.max(page.count, people.size) };
      }
    }
    return people.size < highest ? null : { people: [...people.values()], count: people.size };
  };
  for (let walks = 0; walks < WALKS; walks++) {
    const read = await aboutCourse(courseId, walk());
    if (read === null) continue;
    tell(read.people.length, read.people.length);
    return read;
  }
  throw new Failed({ kind: 'unexpected-answer', what: 'a list of requests that changes while it is read' });
}

/** The list of those who wait, or with `search` of those whose username or real name holds it. */
function waitingPath(courseId: number, search: string, query: Record<string, string> = {}): string {
  const text = search.trim();
  return withQuery(courseLists(courseId).waiting.path, text === '' ? query : { ...query, search: text });
}
