import { Hono } from 'hono';
import { type ApiContext, type Env, idOf, type Lms, urlOf } from '../context.ts';
import { notFound } from '../errors.ts';
import type { PracticeUser } from '../model.ts';
import { page, searched } from '../paging.ts';
import { CREATOR_ID, MANAGER_ID } from '../seed.ts';
import type { Community } from '../state.ts';
import { full, media, minimal } from '../views.ts';

/** Two groups with the same members, whose pages show people for a course elsewhere. */
export function groupRoutes(lms: Lms): Hono<Env> {
  const app = new Hono<Env>();
  const { community, size } = lms;
  const paged = (c: ApiContext, people: PracticeUser[]) => {
    const part = page(people, urlOf(c), size.pageCap);
    return c.json({ ...part, results: part.results.map((one) => full(one, urlOf(c))) });
  };
  app.get('/group/:id/', (c) => {
    const found = group(idOf(c), community, urlOf(c));
    if (found === undefined) throw notFound();
    return c.json(found);
  });
  app.get('/group/:id/subscribe/', (c) =>
    paged(
      c,
      community.groupMembers.flatMap((id) => community.user(id) ?? []),
    ),
  );
  app.get('/group/:id/user/', (c) => {
    const others = community.users.filter((one) => !community.groupMembers.includes(one.id));
    return paged(c, searched(others, urlOf(c).searchParams.get('search')));
  });
  app.get('/group/:id/status/', (c) => c.json({ status: 'subscribed' }));
  return app;
}

/** Who runs which group: the manager belongs to 5, and runs 6 and so may invite people to it. */
const GROUPS: Record<number, { name: string; owner: number }> = {
  5: { name: 'Tide Pool Watchers', owner: CREATOR_ID },
  6: { name: 'Field Trip', owner: MANAGER_ID },
};

/** The `Group` schema; undefined where there is no such group. Both have the same members. */
function group(id: number, community: Community, url: URL): Record<string, unknown> | undefined {
  const found = GROUPS[id];
  const owner = community.user(found?.owner ?? -1);
  if (found === undefined || owner === undefined) return undefined;
  const picture = media(`/media/courses/${id}.svg`, url);
  return {
    id,
    name: found.name,
    slug: found.name.toLowerCase().replaceAll(' ', '-'),
    description: 'We meet at low tide.',
    color: '#00796b',
    privacy: 'public',
    visible: true,
    active: true,
    subscription_status: 'subscribed',
    subscribers_counter: community.groupMembers.length,
    image_bigger: picture,
    image_big: picture,
    image_medium: picture,
    image_small: picture,
    emotional_image: picture,
    emotional_image_position: 50,
    created_at: '2025-02-11T08:00:00.000Z',
    created_by: minimal(owner, url),
    managed_by: minimal(owner, url),
  };
}
