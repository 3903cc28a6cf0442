import { Hono } from 'hono';
import { type ApiContext, bodyOf, type Env, field, type Lms, urlOf } from '../context.ts';
import { ApiError, forbidden, invalid } from '../errors.ts';
import type { JoinStatus } from '../model.ts';
import { courseDetail } from '../views.ts';
import { managed, visible } from './course-reads.ts';

const IDS = ['managers', 'joined', 'unjoined'] as const;

/** Everything that changes who is what to a course. */
export function courseWrites(lms: Lms): Hono<Env> {
  const { community } = lms;
  const app = new Hono<Env>();

  app.post('/course/:id/invite/', async (c) => {
    const course = managed(c, lms);
    const users = await usersOf(c, lms);
    const [refused] = users.filter((id) => community.refused.has(id));
    if (refused !== undefined) throw invalid('users', `User ${refused} cannot be invited.`, 'invalid');
    // Nobody is touched before the whole list is known to be good: one bad id spoils the call.
    for (const id of users.filter((one) => !c.get('trouble').skip.includes(one))) {
      const now = community.status(course.id, id);
      if (now === 'requested') community.setStatus(course.id, id, community.added(course.id));
      else if (now === null) community.setStatus(course.id, id, 'invited');
    }
    return c.body(null, 204);
  });
  app.delete('/course/:id/invite/', async (c) => {
    const course = managed(c, lms);
    for (const id of await usersOf(c, lms)) {
      if (community.status(course.id, id) === 'invited') community.setStatus(course.id, id, null);
    }
    return c.body(null, 204);
  });
  app.post('/course/:id/join/', (c) => {
    const course = visible(c, lms);
    const me = c.get('caller').id;
    const now = community.status(course.id, me);
    if (now === 'invited' || (now === null && course.privacy === 'open'))
      community.setStatus(course.id, me, community.added(course.id));
    else if (now === null) community.setStatus(course.id, me, 'requested');
    return c.json(courseDetail(course, community, me, urlOf(c)));
  });
  app.delete('/course/:id/join/', (c) => {
    const given = urlOf(c).searchParams.get('user');
    const course = given === null ? visible(c, lms) : managed(c, lms);
    const [user] = community.existing([given ?? c.get('caller').id], 'user');
    if (user === undefined || community.status(course.id, user) === 'creator') throw forbidden();
    community.setStatus(course.id, user, null);
    return c.body(null, 204);
  });
  app.post('/course/:id/role/', async (c) => {
    const course = managed(c, lms);
    const body = await bodyOf(c);
    if (IDS.every((name) => field(body, name) === undefined)) {
      throw new ApiError(400, 'required', 'At least one of managers, joined and unjoined is required.');
    }
    const changes = IDS.flatMap((name) => idList(lms, body, name).map((id) => [id, ROLE[name]] as const));
    for (const [id, status] of changes) {
      const forced = status === 'joined' ? community.added(course.id) : status;
      if (community.status(course.id, id) !== 'creator') community.setStatus(course.id, id, forced);
    }
    return c.body(null, 204);
  });
  app.patch('/course/:id/', async (c) => {
    const course = managed(c, lms);
    const body = await bodyOf(c);
    for (const key of ['name', 'description'] as const) {
      const value = [field(body, key)].flat()[0];
      if (typeof value === 'string' && value !== '') course[key] = value;
    }
    return c.json(courseDetail(course, community, c.get('caller').id, urlOf(c)));
  });
  return app;
}

/** The status that each list of `role` forces. */
const ROLE: Record<(typeof IDS)[number], JoinStatus> = {
  managers: 'manager',
  joined: 'joined',
  unjoined: null,
};

async function usersOf(c: ApiContext, lms: Lms): Promise<number[]> {
  const body = await bodyOf(c);
  if (field(body, 'users') === undefined) throw invalid('users', 'This field is required.', 'required');
  const ids = idList(lms, body, 'users');
  if (ids.length === 0) throw invalid('users', 'This list may not be empty.', 'empty');
  return ids;
}

function idList(lms: Lms, body: unknown, name: string): number[] {
  const value = field(body, name);
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw invalid(name, 'Expected a list of items.', 'not_a_list');
  return lms.community.existing(value, name);
}
