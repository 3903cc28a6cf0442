import type { PracticeUser } from './model.ts';
import { DELETED_ID, MANAGER_ID } from './seed.ts';
import type { Community } from './state.ts';
import { minimal } from './views.ts';

type Json = Record<string, unknown>;

/** The one post of the community. */
export const POST_ID = 31;

interface Contribution {
  id: number;
  author: PracticeUser;
  html: string;
}

/** Who wrote the post, and who answered: a small community has only some of them. */
function cast(community: Community): [author: PracticeUser, ...others: PracticeUser[]] {
  const ids = [2002, 1001, 2006, MANAGER_ID, DELETED_ID];
  const [author, ...others] = ids.flatMap((id) => community.user(id) ?? []);
  if (author === undefined) throw new RangeError('there is nobody');
  return [author, ...others];
}

/** People in a text, as the server writes them; the front-end turns these elements into links. */
function mentions(community: Community, ids: readonly number[]): string {
  return ids
    .flatMap((id) => community.user(id) ?? [])
    .map((one) => `<mention id="${one.id}" ext-id="${one.ext_id ?? ''}">@${one.username}</mention>`)
    .join(', ');
}

/**
 * The post with its mentions. One is in letters that the front-end does not take for a name: its search for the end of
 * that element runs on into the next, and the link has the one's id and the other's name (react-ui 0.11.0-alpha.119,
 * seen 2026-11).
 */
export function post(community: Community, url: URL): Json {
  const [author] = cast(community);
  const html = `<p>Low tide is at six. ${mentions(community, [2004, 2003, 40_001])}: are you coming?</p>`;
  return {
    ...contribution({ id: POST_ID, author, html }, url),
    type: 'post',
    slug: 'low-tide',
    categories: [],
    medias: [],
    addressing: [],
    location: null,
    poll: null,
    last_activity_at: '2026-02-03T08:00:00.000Z',
    last_edited_at: null,
    comment_count: comments(community, url).length,
    share_count: 0,
    view_count: 12,
    follower_count: 1,
    followed: false,
    suspended: false,
  };
}

/** What was answered to the post; a deleted profile and a mention are among it. */
export function comments(community: Community, url: URL): Json[] {
  const [, ...others] = cast(community);
  return others.map((author, i) => ({
    ...contribution(
      {
        id: 500 + i,
        author,
        html: i === 1 ? `<p>With ${mentions(community, [2001])}, yes.</p>` : '<p>I am.</p>',
      },
      url,
    ),
    type: 'comment',
    post: POST_ID,
    parent: null,
    in_reply_to: null,
    comment_count: 0,
    latest_comments: [],
    text: 'I am.',
  }));
}

/** What posts and comments have in common. */
function contribution({ id, author, html }: Contribution, url: URL): Json {
  return {
    id,
    author: minimal(author, url),
    html,
    summary: html,
    summary_html: html,
    summary_truncated: false,
    added_at: '2026-02-03T07:30:00.000Z',
    deleted: false,
    collapsed: false,
    vote_count: 0,
    voted: false,
    flag_count: 0,
    reaction: null,
    reactions_count: [],
  };
}
