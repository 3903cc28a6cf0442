import type { JoinStatus, PracticeCourse, PracticeUser, Relation } from './model.ts';
import { CREATOR_ID } from './seed.ts';
import type { Community } from './state.ts';

type Json = Record<string, unknown>;

/** A picture's absolute address. */
export const media = (path: string, url: URL): string => new URL(path, url).href;

/** The attributes that autocomplete, suggestions and invited people have, by the documentation. */
export function brief(user: PracticeUser, url: URL): Json {
  const { id, username, real_name, ext_id } = user;
  return { id, username, real_name, ext_id, avatar: media(user.avatar, url) };
}

/** Staff bear a badge, which the cards show as a chip inside the name. */
const badge = (user: PracticeUser): boolean => user.id === CREATOR_ID;

/** The `User Minimal` schema. */
export function minimal(user: PracticeUser, url: URL): Json {
  const { id, username, real_name, deleted } = user;
  return { id, username, real_name, avatar: media(user.avatar, url), community_badge: badge(user), deleted };
}

/** The `User` schema. */
export function full(user: PracticeUser, url: URL): Json {
  const { description, date_joined } = user;
  return {
    ...brief(user, url),
    followings_counter: 0,
    followers_counter: 0,
    posts_counter: 0,
    discussions_counter: 0,
    polls_counter: 0,
    categories_counter: 0,
    connection_status: null,
    date_joined,
    bio: '',
    location: '',
    description,
    gender: 'Unspecified',
    website: '',
    cover: null,
    tags: [],
    reputation: 0,
    community_badge: badge(user),
    reg_approved: true,
    deleted: user.deleted,
    can_send_pm_to: !user.deleted,
  };
}

/** The `Course User Dashboard` schema: a person as a row of a course's tables. */
export function courseUser(user: PracticeUser, relation: Relation | undefined, url: URL): Json {
  const { id, username, real_name } = user;
  return {
    id,
    username,
    real_name,
    avatar: media(user.avatar, url),
    join_status: relation?.status ?? null,
    user_completion_rate: relation?.progress ?? 0,
    joined_at: relation?.since ?? null,
    last_active_at: relation?.since ?? null,
  };
}

/** Statuses that count as being in a course. */
export const IN_COURSE: readonly JoinStatus[] = ['creator', 'manager', 'joined'];

/** The `Course Minimal` schema, for the person who asks. */
export function courseMinimal(
  course: PracticeCourse,
  community: Community,
  callerId: number,
  url: URL,
): Json {
  const creator = community.people(course.id, ['creator'])[0];
  const picture = media(`/media/courses/${course.id}.svg`, url);
  return {
    id: course.id,
    name: course.name,
    slug: course.slug,
    type: 'self-paced',
    privacy: course.privacy,
    hide_member_count: false,
    image_bigger: picture,
    image_big: picture,
    image_medium: picture,
    image_small: picture,
    deleted: false,
    join_status: community.status(course.id, callerId),
    user_completion_rate: community.relation(course.id, callerId)?.progress ?? 0,
    member_count: community.people(course.id, IN_COURSE).length,
    created_at: '2025-01-07T08:00:00.000Z',
    created_by: creator === undefined ? null : minimal(creator, url),
    categories: [],
  };
}

/** The `Course Detail` schema: what `view=edit` and `view=user` answer to somebody who may see inside. */
export function courseDetail(course: PracticeCourse, community: Community, callerId: number, url: URL): Json {
  const sections = ['Getting your feet wet', 'Life in the sea'].map((name, i) => ({
    id: course.id * 100 + i,
    name,
    lessons: ['Welcome', 'Reading list'].map((lesson, j) => ({
      id: course.id * 1000 + i * 10 + j,
      name: lesson,
      type: 'lesson',
      status: 'published',
      comments_enabled: true,
      completion_status: 'uncompleted',
      locked: false,
    })),
    lessons_order: [course.id * 1000 + i * 10, course.id * 1000 + i * 10 + 1],
    num_lessons: 2,
    num_lessons_completed: 0,
    locked: false,
  }));
  return {
    ...courseMinimal(course, community, callerId, url),
    description: course.description,
    enforce_lessons_order: false,
    new_comment_notification_enabled: true,
    sections,
    sections_order: sections.map((one) => one.id),
    num_sections: sections.length,
    num_lessons: 4,
    num_lessons_completed: 0,
    avg_completion_rate: 43,
  };
}
