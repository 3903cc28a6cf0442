import { Hono } from 'hono';
import { type Env, idOf, type Lms, urlOf } from '../context.ts';
import { notFound } from '../errors.ts';
import type { PracticeUser } from '../model.ts';
import { page } from '../paging.ts';
import { CREATOR_ID } from '../seed.ts';
import { full, media, minimal } from '../views.ts';

/** The one event of the community. */
const EVENT_ID = 3;

/** An event whose page lists who goes. */
export function eventRoutes(lms: Lms): Hono<Env> {
  const app = new Hono<Env>();
  const { community, size } = lms;
  /** The creator, whose card bears the staff badge, and then who follows somebody. */
  const going = () => [CREATOR_ID, ...community.followers].flatMap((id) => community.user(id) ?? []);
  const known = (id: number): void => {
    if (id !== EVENT_ID) throw notFound();
  };
  app.get('/event/:id/', (c) => {
    known(idOf(c));
    const owner = community.user(CREATOR_ID);
    if (owner === undefined) throw notFound();
    return c.json(event(owner, going().length, urlOf(c)));
  });
  app.get('/event/:id/going/', (c) => {
    known(idOf(c));
    const part = page(going(), urlOf(c), size.pageCap);
    return c.json({ ...part, results: part.results.map((one) => full(one, urlOf(c))) });
  });
  return app;
}

/** The `Event` schema, as a person sees it who goes there. */
function event(owner: PracticeUser, going: number, url: URL): Record<string, unknown> {
  const picture = media(`/media/courses/${EVENT_ID}.svg`, url);
  return {
    id: EVENT_ID,
    name: 'Night Snorkel',
    slug: 'night-snorkel',
    description: 'Bring a lamp.',
    color: '#00796b',
    privacy: 'public',
    visible: true,
    active: true,
    show_on_feed: true,
    subscription_status: 'going',
    image_bigger: picture,
    image_big: picture,
    image_medium: picture,
    image_small: picture,
    subscribers_counter: going,
    goings_counter: going,
    start_date: '2026-07-11T20:00:00.000Z',
    end_date: '2026-07-11T22:00:00.000Z',
    running: false,
    recurring: 'never',
    location: 'in person',
    geolocation: 'The old pier',
    geolocation_lat: null,
    geolocation_lng: null,
    link: null,
    created_at: '2026-01-11T08:00:00.000Z',
    created_by: minimal(owner, url),
    managed_by: minimal(owner, url),
  };
}
