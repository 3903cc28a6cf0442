import { type Context, Hono } from 'hono';
import { type Env, idOf, type Lms, urlOf } from '../context.ts';
import { comments, POST_ID, post } from '../contributions.ts';
import { notFound } from '../errors.ts';
import { notifications } from '../notifications.ts';
import { page } from '../paging.ts';

/** A post with its comments, and what the signed-in person was told: where authors and mentions show. */
export function postRoutes(lms: Lms): Hono<Env> {
  const app = new Hono<Env>();
  const { community, size } = lms;
  const paged = (c: Context<Env>, all: Record<string, unknown>[]) =>
    c.json(page(all, urlOf(c), size.pageCap));
  app.get('/post/:id/', (c) => {
    if (idOf(c) !== POST_ID) throw notFound();
    return c.json(post(community, urlOf(c)));
  });
  app.get('/comment/', (c) => {
    const query = urlOf(c).searchParams;
    const ofPost = query.get('post') === String(POST_ID) && query.get('parent') === null;
    return paged(c, ofPost ? comments(community, urlOf(c)) : []);
  });
  app.get('/notification/', (c) => paged(c, notifications(community, c.get('caller').id, urlOf(c))));
  return app;
}
