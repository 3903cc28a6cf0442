import { Hono } from 'hono';
import { type ApiContext, bodyOf, type Env, idOf, type Lms, urlOf } from '../context.ts';
import { ApiError, forbidden, notFound } from '../errors.ts';
import type { PracticeUser } from '../model.ts';
import { contains, page, searched } from '../paging.ts';
import { CREATOR_ID, MANAGER_ID } from '../seed.ts';
import { brief, full, minimal } from '../views.ts';

/** Who people are: the signed-in one, one by id, and several by name, e-mail or relation. */
export function userRoutes(lms: Lms): Hono<Env> {
  const { community, size } = lms;
  const app = new Hono<Env>();
  const paged = (c: ApiContext, all: PracticeUser[], view: (one: PracticeUser, url: URL) => unknown) => {
    const part = page(all, urlOf(c), size.pageCap);
    return c.json({ ...part, results: part.results.map((one) => view(one, urlOf(c))) });
  };
  const people = (ids: number[]) => ids.flatMap((id) => community.user(id) ?? []);
  /** The profile whose followers are seeded: the first requester's, or the manager's where nobody waits. */
  const followed = community.user(2001)?.id ?? MANAGER_ID;
  const followersOf = (id: number) => (id === followed ? people(community.followers) : []);

  app.get('/user/me/', (c) => {
    const me = c.get('caller');
    return c.json({
      ...full(me, urlOf(c)),
      email: me.email,
      email_isvalid: true,
      status: 'a',
      role: me.id === CREATOR_ID ? 'admin' : null,
      permission: PERMISSION,
      unseen_interactions_counter: 0,
      unseen_notification_banners_counter: 0,
    });
  });
  app.get('/user/autocomplete/', (c) => {
    const query = urlOf(c).searchParams;
    const part = (name: string) => (query.get(name) ?? '').toLowerCase();
    const found = searched(community.users, query.get('search')).filter(
      (one) =>
        !one.deleted &&
        contains(one.username, part('username')) &&
        contains(one.real_name, part('real_name')),
    );
    return paged(c, found, brief);
  });
  app.get('/user/search/', (c) =>
    paged(c, searched(community.users, urlOf(c).searchParams.get('user')), full),
  );
  app.post('/user/match/', async (c) => {
    const names = await bodyOf(c);
    if (!Array.isArray(names)) throw new ApiError(400, 'not_a_list', 'Expected a list of items.');
    // In the order of the names; an unknown one is simply not there, nor is one that autocomplete would not show.
    const found = names.flatMap((name) => community.named(String(name)) ?? []);
    return c.json(found.filter((one) => !one.deleted).map((one) => brief(one, urlOf(c))));
  });
  app.get('/user/hidden_users_id/', (c) => c.json([]));
  app.get('/user/hidden_users/', (c) => paged(c, [], full));
  app.post('/user/connection/statuses/', async (c) => {
    const body = await bodyOf(c);
    const ids: unknown[] = [body].flat().flatMap((one) => Object.values(Object(one)).flat());
    return c.json({ connection_statuses: Object.fromEntries(ids.map((id) => [String(id), null])) });
  });
  app.get('/user/:id/', (c) => {
    const user = community.user(idOf(c));
    if (user === undefined) throw notFound();
    return c.json({ ...full(user, urlOf(c)), followers_counter: followersOf(user.id).length });
  });
  app.get('/user/:id/settings/', (c) => (idOf(c) === c.get('caller').id ? c.json(SETTINGS) : refuse()));
  app.get('/user/:id/followers/', (c) => paged(c, followersOf(idOf(c)), full));
  app.get('/user/:id/followings/', (c) => paged(c, [], full));
  app.get('/user/:id/is_followed/', (c) => c.json({ is_followed: false }));
  app.get('/user/:id/is_follower/', (c) => c.json({ is_follower: false }));
  app.get('/user/:id/groups/', (c) => paged(c, [], minimal));
  app.get('/user/:id/courses/', (c) => paged(c, [], minimal));
  app.get('/user/:id/events/', (c) => paged(c, [], minimal));
  app.get('/account/search/', (c) => c.json(account(c, lms)));
  return app;
}

/** One person by exactly one of username, e-mail or external id; administrators only. */
function account(c: ApiContext, lms: Lms): unknown {
  if (c.get('caller').id !== CREATOR_ID) throw forbidden();
  const query = urlOf(c).searchParams;
  const [email, username, extId] = [query.get('email'), query.get('username'), query.get('ext_id')];
  const given = [email, username, extId].filter((one) => one !== null);
  if (given.length !== 1 || (extId !== null && query.get('provider') === null)) {
    throw new ApiError(400, 'invalid', 'Pass one of username, email, or ext_id with provider.');
  }
  const found = lms.community.users.find(
    (one) =>
      !one.deleted &&
      (one.email === email || one.username === username || (extId !== null && one.ext_id === extId)),
  );
  if (found === undefined) throw notFound();
  return { ...full(found, urlOf(c)), email: found.email, email_isvalid: true, status: 'a' };
}

function refuse(): never {
  throw forbidden();
}

const SETTINGS = {
  qa_frequency: 0,
  email_notification_not_qa: 0,
  mobile_notifications_scmty: 0,
  show_toast_notifications: 0,
  toast_notifications_emit_sound: 0,
};

const PERMISSION = {
  create_contribute: true,
  create_poll: true,
  locate_post: true,
  create_post: true,
  create_group: true,
  create_event: true,
  create_course: true,
  create_live_stream: false,
  follow_user: true,
  request_connection: true,
  accept_connection: true,
};
