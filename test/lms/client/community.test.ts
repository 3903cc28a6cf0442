/** What the pages outside the courses ask: people as authors, as mentions, in notifications, and at an event. */
import { EventService, http } from '@selfcommunity/api-services';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PracticeLms, startLms } from '../server.ts';

let lms: PracticeLms;

beforeEach(async () => {
  lms = await startLms({ waiting: 30, members: 6, strangers: 10, pageCap: 5 });
  http.setBasePortal(lms.origin);
  http.setAuthorizeToken(lms.tokens.manager);
});

afterEach(() => lms.close());

interface Answer {
  count: number;
  next: string | null;
  results: Record<string, unknown>[];
}

async function ask<T = Answer>(path: string, token = lms.tokens.manager): Promise<T> {
  const answer = await fetch(lms.url(`/api/v2${path}`), { headers: { authorization: `Bearer ${token}` } });
  return answer.json() as T;
}

test('an event lists who goes, page by page, its creator with the badge of the staff first', async () => {
  const { goings_counter } = await EventService.getSpecificEventInfo(3);
  const first = await EventService.getUsersGoingToEvent(3, { limit: 5 });
  expect(first.count).toBe(goings_counter);
  expect(first.results.map(({ id, community_badge }) => [id, community_badge])).toEqual([
    [1, true],
    ...[2002, 2003, 2004, 2005].map((id) => [id, false]),
  ]);
  expect(first.next).toContain('offset=5');
  await expect(EventService.getSpecificEventInfo(4)).rejects.toThrow('404');
});

test('a post names its author and writes mentions as elements of their own', async () => {
  const post = await ask<{ author: unknown; html: string }>('/post/31/');
  expect(post.author).toMatchObject({ id: 2002, username: 'li-wei_7', deleted: false });
  expect(post.html).toContain('<mention id="2004" ext-id="ext-2004">@user5</mention>');
  expect(post.html).toContain('<mention id="2003" ext-id="">@мария_21</mention>');
  expect(await ask('/post/32/')).toHaveProperty('errors.0.code', 'not_found');
});

test('comments belong to their post and have no answers', async () => {
  const { count, results } = await ask('/comment/?post=31&limit=2');
  expect(results).toHaveLength(2);
  expect(results.map(({ post, parent }) => [post, parent])).toEqual([
    [31, null],
    [31, null],
  ]);
  expect(await ask<{ comment_count: number }>('/post/31/')).toHaveProperty('comment_count', count);
  for (const query of ['post=32', 'post=31&parent=500', 'discussion=31'])
    expect(await ask(`/comment/?${query}`)).toHaveProperty('count', 0);
});

test('notifications name who did something, a deleted profile too', async () => {
  const { count, results, next } = await ask('/notification/');
  expect(count).toBeGreaterThan(results.length);
  expect(next).toContain('offset=5');
  const told = results.flatMap(({ aggregated }) => aggregated as Record<string, unknown>[]);
  expect(told.map(({ type }) => type)).toEqual([
    'user_requested_to_join_course',
    'user_requested_to_join_course',
    'user_follow',
    'user_follow',
    'mention',
  ]);
  expect(told[0]).toMatchObject({ user: { id: 2004 }, course: { id: 9, join_status: 'manager' } });
  expect(told[3]).toMatchObject({ follower: { username: 'former_member', deleted: true } });
  expect(new Set(results.map(({ sid }) => sid)).size).toBe(results.length);
});

test('in a community where nobody waits all of it is still there', async () => {
  await lms.close();
  lms = await startLms({ waiting: 0, members: 0, strangers: 0, invited: 0 });
  expect(await ask('/post/31/')).toHaveProperty('author.id', 2);
  expect((await ask('/notification/')).count).toBeGreaterThan(0);
  expect(await ask('/event/3/')).toHaveProperty('goings_counter', 1);
});
