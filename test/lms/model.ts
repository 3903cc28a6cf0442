/** What a person is to a course (`join_status` in the public course schema). */
export type JoinStatus =
  | null
  | 'requested'
  | 'invited'
  | 'payment_waiting'
  | 'joined'
  | 'manager'
  | 'creator';

/** A person of the practice community, as the full `User` schema shows them. */
export interface PracticeUser {
  id: number;
  username: string;
  real_name: string;
  /** Path of the picture on this server; some do not exist, as on the live service. */
  avatar: string;
  ext_id: string | null;
  email: string;
  /** Shown under the name in person cards. */
  description: string;
  /** ISO date and time of joining the community. */
  date_joined: string;
  deleted: boolean;
}

/** A course without anything that depends on who asks. */
export interface PracticeCourse {
  id: number;
  name: string;
  slug: string;
  description: string;
  privacy: 'open' | 'private' | 'secret';
}

/** A person's place in a course: since when (ISO) and, for members, how far (0 to 100). */
export interface Relation {
  status: Exclude<JoinStatus, null>;
  since: string;
  progress: number;
}

/** How large a community to start, and how it behaves. */
export interface LmsOptions {
  /** More people, in the place of whoever has their id. */
  directory?: readonly { id: number; username: string; realName: string }[];
  /** Of the pages; 0 (the default) takes any free port; the host is always 127.0.0.1. */
  port?: number;
  /** Join requests of course 9; default 340. */
  waiting?: number;
  /** Joined members of course 9 besides its creator and manager; default 24. */
  members?: number;
  /** Invited to course 9 and not yet joined; default 5. */
  invited?: number;
  /** People of the community who have nothing to do with course 9; default 60. */
  strangers?: number;
  /** Largest `limit` that is honoured; default 100. */
  pageCap?: number;
  /** Added to every answer of the API and of the sign-in, in milliseconds; default 0. */
  latencyMs?: number;
  /** How long an access token from `/oauth/token/` is good, in seconds; default 36000, as the live service has it. */
  expiresIn?: number;
  /** The registered application needs nobody's consent; default false. */
  autoApprove?: boolean;
  /** Whether the API and the sign-in are on the origin of the pages (the default) or on one of their own. */
  api?: 'here' | 'elsewhere';
}

/** The options with every default filled in. */
export type LmsSize = Required<LmsOptions>;

/** One request as it arrived, and how it was answered. */
export interface LoggedRequest {
  method: string;
  /** The pathname, without the query. */
  path: string;
  /** The query without its question mark. */
  query: string;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
  /** 0 until the answer is known, and for a connection that was reset. */
  status: number;
  /** Arrival, in milliseconds since 1970. */
  at: number;
}

/** A scripted fault. Of each kind of `do`, the first rule that matches and has times left is used. */
export interface FaultRule {
  /** Default: any. */
  method?: string;
  /** Compared to the pathname; a string must be equal to it. */
  path: string | RegExp;
  /** Only requests carrying this bearer token; default any. */
  token?: string;
  /** How often it strikes; default 1, `Infinity` for always. */
  times?: number;
  /** Only at every so many-th of these requests; default at each. */
  every?: number;
  do: FaultAction;
}

export type FaultAction =
  /** Answers this instead; nothing is applied. */
  | { status: number; body?: unknown; headers?: Record<string, string> }
  /** Invite only: answers 204, but leaves these user ids as they were. */
  | { skip: number[] }
  /** Cuts the connection before or after applying. A browser may send the request once more by itself. */
  | { reset: 'before' | 'after' }
  /** It is done so much later, or when `release()` lets it; `Infinity`: only then. */
  | { delayMs: number }
  /** It is done, and answered so much later, or when `release()` lets it; `Infinity`: only then. */
  | { holdMs: number }
  /** Changes a JSON answer. */
  // biome-ignore lint/suspicious/noExplicitAny: the answers are whatever the test makes of them
  | { alter: (json: any) => unknown };
