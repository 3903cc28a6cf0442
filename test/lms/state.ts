import { invalid, notFound } from './errors.ts';
import type { JoinStatus, LmsSize, PracticeCourse, PracticeUser, Relation } from './model.ts';
import { type Seed, seed } from './seed.ts';

/** The community in memory: its people, its courses, and who is what to which course. */
export class Community {
  /** Whom the LMS does not let be invited. */
  readonly refused = new Set<number>();
  /** Ids of the courses that cost something: whoever is added to one waits for payment first. */
  readonly paid = new Set<number>();
  readonly users: PracticeUser[];
  readonly courses: PracticeCourse[];
  readonly groupMembers: number[];
  readonly followers: number[];
  readonly #relations: Seed['relations'];
  readonly #byId: Map<number, PracticeUser>;
  readonly #byName: Map<string, PracticeUser>;
  /** Lists asked for since the last change, as a database's index would have them: a page costs the same in every course. */
  readonly #lists = new Map<string, readonly PracticeUser[]>();

  constructor(size: LmsSize) {
    const start = seed(size);
    this.users = start.users;
    this.courses = start.courses.map((course) => ({ ...course }));
    this.groupMembers = start.groupMembers;
    this.followers = start.followers;
    this.#relations = start.relations;
    this.#byId = new Map(this.users.map((user) => [user.id, user]));
    this.#byName = new Map(this.users.map((user) => [user.username, user]));
  }

  /** The person, or undefined when there is none. */
  user(id: number): PracticeUser | undefined {
    return this.#byId.get(id);
  }

  /** The person with exactly this username, or undefined. */
  named(username: string): PracticeUser | undefined {
    return this.#byName.get(username);
  }

  /** The course; throws the 404 that the service answers. */
  course(id: number): PracticeCourse {
    const course = this.courses.find((one) => one.id === id);
    if (course === undefined) throw notFound();
    return course;
  }

  /** What a person is to a course, with since when; undefined for a stranger. */
  relation(courseId: number, userId: number): Relation | undefined {
    return this.#relations.get(courseId)?.get(userId);
  }

  status(courseId: number, userId: number): JoinStatus {
    return this.relation(courseId, userId)?.status ?? null;
  }

  /** Makes a person something else to a course, as of now; the same again changes nothing. */
  setStatus(courseId: number, userId: number, status: JoinStatus): void {
    const course = this.#relations.get(courseId);
    if (course === undefined) throw new RangeError(`no course ${courseId}`);
    this.#lists.clear();
    if (status === null) course.delete(userId);
    else if (course.get(userId)?.status !== status) {
      // Set anew, so that the map's order stays the order in which people came to be what they are.
      course.delete(userId);
      course.set(userId, { status, since: new Date().toISOString(), progress: 0 });
    }
  }

  /** What becomes of whoever is added to a course. */
  added(courseId: number): JoinStatus {
    return this.paid.has(courseId) ? 'payment_waiting' : 'joined';
  }

  /** The people of a course with one of these statuses, oldest first. */
  people(courseId: number, statuses: readonly JoinStatus[]): readonly PracticeUser[] {
    return this.#list(`${courseId} ${statuses}`, () =>
      [...(this.#relations.get(courseId) ?? [])].flatMap(([id, { status }]) => {
        const user = this.#byId.get(id);
        return user !== undefined && statuses.includes(status) ? [user] : [];
      }),
    );
  }

  /** The same, those first who have been so for longest. */
  peopleByTime(courseId: number, statuses: readonly JoinStatus[]): readonly PracticeUser[] {
    const since = ({ id }: PracticeUser) => this.relation(courseId, id)?.since ?? '';
    // Times in ISO 8601 compare as plain text; most are in order already.
    return this.#list(`${courseId} ${statuses} by time`, () =>
      this.people(courseId, statuses).toSorted(
        (a, b) => Number(since(a) > since(b)) - Number(since(a) < since(b)),
      ),
    );
  }

  #list(key: string, make: () => readonly PracticeUser[]): readonly PracticeUser[] {
    const known = this.#lists.get(key) ?? make();
    this.#lists.set(key, known);
    return known;
  }

  /** The people behind ids that a request named; the first one that does not exist is a 400 for the whole call. */
  existing(ids: readonly unknown[], field: string): number[] {
    return ids.map((id) => {
      const text = String(id);
      if ((typeof id !== 'number' && typeof id !== 'string') || !/^\d+$/.test(text)) {
        throw invalid(field, `Incorrect type. Expected pk value, received ${typeof id}.`, 'incorrect_type');
      }
      const user = this.#byId.get(Number(text));
      if (user === undefined || user.deleted) {
        throw invalid(field, `Invalid pk "${text}" - object does not exist.`, 'does_not_exist');
      }
      return user.id;
    });
  }
}
