import { Hono } from 'hono';
import { type ApiContext, type Env, idOf, type Lms, urlOf } from '../context.ts';
import { forbidden, invalid, notFound } from '../errors.ts';
import type { JoinStatus, PracticeCourse, PracticeUser } from '../model.ts';
import { contains, page, searched } from '../paging.ts';
import { brief, courseDetail, courseMinimal, courseUser, full, IN_COURSE, minimal } from '../views.ts';

const ALL: readonly JoinStatus[] = [
  'creator',
  'manager',
  'joined',
  'payment_waiting',
  'invited',
  'requested',
];
/** What the lists of members hold unless the request says otherwise: not the creator. */
const DEFAULT_STATUSES: readonly JoinStatus[] = ['manager', 'joined'];

/** Everything that tells about courses and changes nothing. */
export function courseReads(lms: Lms): Hono<Env> {
  const { community, size } = lms;
  const app = new Hono<Env>();
  const paged = <T>(c: ApiContext, all: readonly T[], view: (one: T, url: URL) => unknown) => {
    const url = urlOf(c);
    const part = page(all, url, size.pageCap);
    return c.json({ ...part, results: part.results.map((one) => view(one, url)) });
  };
  const search = (c: ApiContext, all: readonly PracticeUser[]) =>
    searched(all, urlOf(c).searchParams.get('search'));

  app.get('/course/', (c) => {
    const statuses = statusesOf(c, DEFAULT_STATUSES);
    const mine = community.courses.filter((one) =>
      statuses.includes(community.status(one.id, c.get('caller').id)),
    );
    return paged(c, mine, (one, url) => courseMinimal(one, community, c.get('caller').id, url));
  });
  app.get('/course/search/', (c) => {
    const statuses = statusesOf(c, []);
    const wanted = (urlOf(c).searchParams.get('search') ?? '').toLowerCase();
    const found = community.courses.filter((one) => {
      const status = community.status(one.id, c.get('caller').id);
      if (one.privacy === 'secret' && status === null) return false;
      if (statuses.length > 0 && !statuses.includes(status)) return false;
      return contains(one.name, wanted) || contains(one.description, wanted);
    });
    return paged(c, found.reverse(), (one, url) => courseMinimal(one, community, c.get('caller').id, url));
  });
  app.get('/course/:id/', (c) => {
    const view = urlOf(c).searchParams.get('view') ?? 'user';
    const course = view === 'user' ? visible(c, lms) : managed(c, lms);
    const inside = course.privacy === 'open' || community.status(course.id, c.get('caller').id) !== null;
    const shape = inside ? courseDetail : courseMinimal;
    return c.json(shape(course, community, c.get('caller').id, urlOf(c)));
  });
  app.get('/course/:id/status/', (c) =>
    c.json({ status: community.status(visible(c, lms).id, c.get('caller').id) }),
  );
  app.get('/course/:id/request_join/', (c) =>
    paged(c, search(c, community.people(managed(c, lms).id, ['requested'])), full),
  );
  app.get('/course/:id/invite/', (c) => paged(c, community.people(managed(c, lms).id, ['invited']), brief));
  app.get('/course/:id/users/', (c) => {
    const course = managed(c, lms);
    const people = search(c, community.peopleByTime(course.id, statusesOf(c, DEFAULT_STATUSES)));
    if ((urlOf(c).searchParams.get('ordering') ?? '-joined_at').startsWith('-')) people.reverse();
    return paged(c, people, (one, url) => courseUser(one, community.relation(course.id, one.id), url));
  });
  app.get('/course/:id/join/', (c) => {
    // Only the three statuses of people who are in are valid here.
    const statuses = statusesOf(c, DEFAULT_STATUSES).filter((one) => IN_COURSE.includes(one));
    return paged(c, community.people(visible(c, lms).id, statuses), minimal);
  });
  app.get('/course/:id/user/', (c) => {
    const course = managed(c, lms);
    const free = community.users.filter(
      (one) => !one.deleted && community.status(course.id, one.id) === null,
    );
    return paged(c, search(c, free), brief);
  });
  app.get('/course/:id/comment/', (c) => paged(c, [], () => managed(c, lms)));
  return app;
}

/** The course, if the caller may know of it; a secret one answers 404 to strangers. */
export function visible(c: ApiContext, lms: Lms): PracticeCourse {
  const course = lms.community.course(idOf(c));
  if (course.privacy === 'secret' && lms.community.status(course.id, c.get('caller').id) === null)
    throw notFound();
  return course;
}

/** The course, if the caller runs it; else 403 (404 where they may not even know of it). */
export function managed(c: ApiContext, lms: Lms): PracticeCourse {
  const course = visible(c, lms);
  const status = lms.community.status(course.id, c.get('caller').id);
  if (status !== 'creator' && status !== 'manager') throw forbidden();
  return course;
}

/** The `statuses` of a query: a JSON list, one word, or the parameter repeated. */
function statusesOf(c: ApiContext, byDefault: readonly JoinStatus[]): readonly JoinStatus[] {
  const given = urlOf(c).searchParams.getAll('statuses');
  if (given.length === 0) return byDefault;
  const words = given.flatMap((text): unknown[] => {
    try {
      const parsed: unknown = JSON.parse(text);
      return Array.isArray(parsed) ? parsed : [parsed];
    } catch {
      return [text];
    }
  });
  return words.map((word) => {
    const status = ALL.find((one) => one === word);
    if (status === undefined)
      throw invalid('statuses', `"${String(word)}" is not a valid choice.`, 'invalid_choice');
    return status;
  });
}
