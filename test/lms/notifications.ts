import { comments, POST_ID, post } from './contributions.ts';
import type { PracticeUser } from './model.ts';
import { DELETED_ID } from './seed.ts';
import type { Community } from './state.ts';
import { courseMinimal, minimal } from './views.ts';

type Json = Record<string, unknown>;

/** What a person was told, newest first: about requests, followers (one of them deleted), mentions and answers. */
export function notifications(community: Community, callerId: number, url: URL): Json[] {
  const user = (one: PracticeUser) => minimal(one, url);
  const course = courseMinimal(community.course(9), community, callerId, url);
  const about = { post: post(community, url) };
  const [comment] = comments(community, url);
  const each = (ids: number[], made: (one: PracticeUser) => Json) =>
    ids.flatMap((id) => community.user(id) ?? []).map(made);
  const told: Json[] = [
    ...each([2004, 2003], (one) => ({ type: 'user_requested_to_join_course', user: user(one), course })),
    ...each([40_003, DELETED_ID], (one) => ({ type: 'user_follow', follower: user(one) })),
    { type: 'mention', ...about },
    { type: 'comment', ...about, comment: { ...comment, post: { id: POST_ID, slug: 'low-tide' } } },
    ...each([2006], (one) => ({ type: 'vote_up', ...about, user: user(one) })),
    ...each([1002], (one) => ({ type: 'private_message', message: message(user(one), callerId) })),
    ...each([2001], (one) => ({ type: 'user_requested_to_join_course', user: user(one), course })),
  ];
  return told.map((one, i) => {
    const shared = { sid: `sid-${i}`, is_new: i < 2, active_at: '2026-02-03T08:00:00.000Z' };
    return { ...shared, ...('post' in one ? about : {}), aggregated: [{ ...shared, ...one }] };
  });
}

function message(sender: Json, receiverId: number): Json {
  return {
    id: 700,
    sender,
    receiver: { id: receiverId },
    message: 'When does the course start?',
    created_at: '2026-02-03T07:00:00.000Z',
    status: 'new',
  };
}
