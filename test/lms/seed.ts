import type { LmsSize, PracticeCourse, PracticeUser, Relation } from './model.ts';
import { NOTABLE, NOTABLE_STRANGERS, ordinaryName } from './names.ts';

/** The people who run things, by id. */
export const CREATOR_ID = 1;
export const MANAGER_ID = 2;
/** The plain member whose token is handed out. */
export const MEMBER_ID = 1001;
/** A profile in the groups that was deleted: its card is a button, not a link. */
export const DELETED_ID = 7;

/** First ids of the kinds of people; the sizes must not make the ranges meet. */
const FIRST_ID = { members: 1001, waiting: 2001, invited: 30_001, strangers: 40_001 };
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 5, 9, 30);

/** A community as it is when the server starts. */
export interface Seed {
  users: PracticeUser[];
  courses: PracticeCourse[];
  /** Course id to user id to relation. */
  relations: Map<number, Map<number, Relation>>;
  /** User ids of the groups, in order. */
  groupMembers: number[];
  /** User ids that follow user 2001 or, without requesters, the manager. */
  followers: number[];
}

/** The same community for the same size, always. */
export function seed(size: LmsSize): Seed {
  if (size.members > 999 || size.waiting > 27_000 || size.invited > 9_000) {
    throw new RangeError('at most 999 members, 27000 requesters and 9000 invited');
  }
  let ordinary = 0;
  const crowd = (firstId: number, count: number, notable: typeof NOTABLE = []): PracticeUser[] =>
    Array.from({ length: count }, (_, i) => person(firstId + i, ...(notable[i] ?? ordinaryName(ordinary++))));

  const staff = [
    person(CREATOR_ID, 'henrik_dahl', 'Henrik Dahl'),
    person(MANAGER_ID, 'cora_manager', 'Cora Lindgren'),
  ];
  const gone = { ...person(DELETED_ID, 'former_member', ''), deleted: true };
  const members = crowd(FIRST_ID.members, size.members);
  const waiting = crowd(FIRST_ID.waiting, size.waiting, NOTABLE);
  const invited = crowd(FIRST_ID.invited, size.invited);
  const strangers = crowd(FIRST_ID.strangers, size.strangers, NOTABLE_STRANGERS);

  const marine = new Map<number, Relation>([
    [CREATOR_ID, relation('creator', -400)],
    [MANAGER_ID, relation('manager', -300)],
    ...members.map((one, i) => [one.id, relation('joined', i - 60, (i * 37) % 101)] as const),
    ...shuffled(waiting).map((one, i) => [one.id, relation('requested', i / 24)] as const),
    ...invited.map((one, i) => [one.id, relation('invited', i)] as const),
  ]);
  const methods = new Map<number, Relation>([
    [CREATOR_ID, relation('creator', -200)],
    [MANAGER_ID, relation('manager', -200)],
    ...[...waiting.slice(0, 6), ...strangers.slice(0, 6), ...members.slice(0, 2)].map(
      (one, i) => [one.id, relation('joined', i - 20, (i * 23) % 101)] as const,
    ),
    ...strangers.slice(6, 9).map((one, i) => [one.id, relation('requested', i)] as const),
  ]);
  return {
    users: withDirectory([...staff, gone, ...members, ...waiting, ...invited, ...strangers], size.directory),
    courses: COURSES,
    relations: new Map([
      [9, marine],
      [10, methods],
      [
        11,
        new Map([
          [CREATOR_ID, relation('creator', -90)],
          [MANAGER_ID, relation('joined', -30, 40)],
        ]),
      ],
      [12, new Map([[MANAGER_ID, relation('creator', -10)]])],
      [13, new Map([[CREATOR_ID, relation('creator', -10)]])],
    ]),
    groupMembers: [
      MANAGER_ID,
      ...strangers.slice(0, 8).map((one) => one.id),
      ...waiting.slice(0, 6).map((one) => one.id),
      DELETED_ID,
      ...members.slice(0, 4).map((one) => one.id),
    ],
    followers: [...waiting.slice(1, 5), ...strangers.slice(0, 5), ...members.slice(0, 2)].map(
      (one) => one.id,
    ),
  };
}

/** These people too, in the place of whoever has their id. */
function withDirectory(users: readonly PracticeUser[], directory: LmsSize['directory']): PracticeUser[] {
  const ids = new Set(directory.map(({ id }) => id));
  const others = users.filter(({ id }) => !ids.has(id));
  return [...others, ...directory.map(({ id, username, realName }) => person(id, username, realName))];
}

/** Course 9 is the one with requests; 10 is also managed; 11 only joined; 12 created by the manager; 13 is hidden. */
const COURSES: PracticeCourse[] = [
  course(9, 'Intro to Marine Biology', 'private', 'From plankton to whales: how life works in the sea.'),
  course(10, 'Coastal Field Methods', 'open', 'Transects, quadrats and tide tables, with wet feet.'),
  course(11, 'Scientific Writing', 'private', 'Say what was found, and how sure one may be of it.'),
  course(12, 'Kelp Forest Ecology', 'open', 'A forest that grows half a metre a day.'),
  course(13, 'Board Review', 'secret', 'For reviewers only.'),
];

function course(
  id: number,
  name: string,
  privacy: PracticeCourse['privacy'],
  description: string,
): PracticeCourse {
  return { id, name, slug: name.toLowerCase().replaceAll(' ', '-'), privacy, description };
}

function person(id: number, username: string, realName: string): PracticeUser {
  return {
    id,
    username,
    real_name: realName,
    avatar: avatarPath(id),
    ext_id: id % 3 === 0 ? `ext-${id}` : null,
    email: `person${id}@example.org`,
    description: ['', 'Diver', 'Teacher', 'Student', 'Ranger'][id % 5] ?? '',
    date_joined: new Date(START - 500 * DAY + (id % 480) * DAY).toISOString(),
    deleted: false,
  };
}

/** Sometimes the number in an avatar's path is the person's id, sometimes not; and every ninth picture is missing. */
function avatarPath(id: number): string {
  if (id % 9 === 0) return `/media/avatars/missing-${id}.png`;
  return `/media/avatars/${id % 4 === 0 ? id + 17 : id}.svg`;
}

function relation(status: Relation['status'], day: number, progress = 0): Relation {
  return { status, since: new Date(START + day * DAY).toISOString(), progress };
}

/** The same shuffle every time: requests come in the order of neither ids nor names. */
function shuffled<T>(list: readonly T[]): T[] {
  const result = [...list];
  let random = 20_260_105;
  for (let i = result.length - 1; i > 0; i--) {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
    const j = random % (i + 1);
    const [a, b] = [result[i], result[j]];
    if (a !== undefined && b !== undefined) [result[i], result[j]] = [b, a];
  }
  return result;
}
