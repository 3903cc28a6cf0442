import { signJwt } from './api/jwt.ts';
import { PASSWORD, TOKENS } from './api/session.ts';
import type { Lms, Tokens } from './context.ts';
import { Faults } from './faults.ts';
import { listen } from './listen.ts';
import type { FaultRule, JoinStatus, LmsOptions, LmsSize, LoggedRequest, PracticeUser } from './model.ts';
import { OAuth } from './oauth/grants.ts';
import { pagesAlone, services, together } from './origins.ts';
import { Community } from './state.ts';

export type { LmsOptions, LoggedRequest } from './model.ts';

/** Whose JWT, and what is special about it. */
interface JwtWish {
  /** The username. */
  user: string;
  /** When it runs out, in seconds since 1970; a day from now if left out. */
  exp?: number;
  /** `access` if left out; the API refuses every other type. */
  tokenType?: string;
}

/** A running practice LMS, with a view behind its scenes. */
export interface PracticeLms {
  /** Of the pages, for example `http://127.0.0.1:41234`. */
  origin: string;
  /** Of the API and the sign-in: the same, unless started with `api: 'elsewhere'`. */
  apiOrigin: string;
  /** The course with the join requests. */
  courseId: number;
  /** May be changed: others are accepted from then on. */
  tokens: Tokens;
  /** What everybody signs in with under `/oauth/`. */
  password: string;
  /** The applications that people sign in for, a public and a confidential one, and the tokens that they got. */
  oauth: Pick<OAuth, 'clientId' | 'confidential' | 'register' | 'expire' | 'revokeAll' | 'tokens'>;
  /** A token as a community's own server makes it; see `JwtWish`. */
  jwt(wish: JwtWish): string;
  /** Every request under `/api/`, in order of arrival. */
  log: LoggedRequest[];
  /** Every request under `/oauth/`, likewise. */
  oauthLog: LoggedRequest[];
  /**
   * With `api: 'elsewhere'`, what was sent to the pages' origin and answered 404 there: requests under `/api/` or
   * `/oauth/` that are not the pages' own, and any that carries another token than theirs.
   */
  strayed: LoggedRequest[];
  /** Those of the log that carried this bearer token. */
  requests(token: string): LoggedRequest[];
  /** From now on a POST to `/invite/` with this person in it is a 400. */
  refuse(userId: number): void;
  /** From now on a course costs something: whoever is accepted or joins waits for payment. */
  charge(courseId: number): void;
  /** Scripts a fault for requests to come. */
  fault(rule: FaultRule): void;
  clearFaults(): void;
  /** Lets the request go on that a `holdMs` or `delayMs` holds longest, or the next one that would be held. */
  release(): void;
  relation(courseId: number, userId: number): JoinStatus;
  setRelation(courseId: number, userId: number, status: JoinStatus): void;
  /** The person with exactly this username; throws if there is none. */
  user(username: string): PracticeUser;
  /** Who waits for course 9, in the order in which the API lists them. */
  waitingUsers(): PracticeUser[];
  /** Who joined course 9, without its creator and managers. */
  members(): PracticeUser[];
  /** Who is invited to course 9. */
  invitedUsers(): PracticeUser[];
  /** Who has nothing to do with course 9 and could be invited. */
  strangers(): PracticeUser[];
  /** A path on the origin of the pages as an absolute address. */
  url(path: string): string;
  /** Ends at once, cutting connections that are still open. */
  close(): Promise<void>;
}

const DEFAULTS: LmsSize = {
  port: 0,
  waiting: 340,
  members: 24,
  invited: 5,
  strangers: 60,
  pageCap: 100,
  latencyMs: 0,
  expiresIn: 36_000,
  autoApprove: false,
  api: 'here',
  directory: [],
};
const COURSE_ID = 9;

/** Starts a practice LMS; the pages must have been built before (`ensureFrontEnd` in build.ts), the API needs nothing. */
export async function startLms(options: LmsOptions = {}): Promise<PracticeLms> {
  const size: LmsSize = { ...DEFAULTS, ...options };
  const community = new Community(size);
  const lms: Lms = {
    community,
    size,
    tokens: { ...TOKENS },
    faults: new Faults(),
    oauth: new OAuth(size.expiresIn),
    log: [],
    oauthLog: [],
    strayed: [],
  };
  const user = (username: string): PracticeUser => {
    const found = community.named(username);
    if (found === undefined) throw new RangeError(`nobody is called ${username}`);
    return found;
  };

  const elsewhere = size.api === 'elsewhere';
  const pages = await listen(elsewhere ? pagesAlone(lms) : together(lms), size.port);
  const api = elsewhere ? await listen(services(lms), 0) : undefined;
  const { origin } = pages;

  return {
    origin,
    apiOrigin: api?.origin ?? origin,
    courseId: COURSE_ID,
    tokens: lms.tokens,
    password: PASSWORD,
    oauth: lms.oauth,
    jwt: ({ user: username, exp = Math.floor(Date.now() / 1000) + 86_400, tokenType = 'access' }) =>
      signJwt(user(username).id, exp, tokenType),
    log: lms.log,
    oauthLog: lms.oauthLog,
    strayed: lms.strayed,
    requests: (token) => lms.log.filter((one) => one.headers.authorization === `Bearer ${token}`),
    fault: (rule) => lms.faults.add(rule),
    clearFaults: () => lms.faults.clear(),
    release: () => lms.faults.release(),
    charge: (courseId) => void community.paid.add(courseId),
    refuse: (userId) => void community.refused.add(userId),
    relation: (courseId, userId) => community.status(courseId, userId),
    setRelation: (courseId, userId, status) => community.setStatus(courseId, userId, status),
    user,
    waitingUsers: () => [...community.people(COURSE_ID, ['requested'])],
    members: () => [...community.people(COURSE_ID, ['joined'])],
    invitedUsers: () => [...community.people(COURSE_ID, ['invited'])],
    strangers: () =>
      community.users.filter((one) => !one.deleted && community.status(COURSE_ID, one.id) === null),
    url: (path) => new URL(path, origin).href,
    close: async () => {
      await Promise.all([pages.close(), api?.close()]);
    },
  };
}
