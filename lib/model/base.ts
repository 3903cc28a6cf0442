/** The words that everything else is made of: ids, people, courses, sites. */
import * as z from 'zod/mini';

/** Ids of users and courses: positive integers that a double holds exactly. */
export const Id = z.int().check(z.positive());

export const Count = z.int().check(z.nonnegative());

/** As the LMS's docs have it (schemas/user, seen 2026-11): at most 255 characters, in any script. */
export const Username = z.string().check(z.minLength(1), z.maxLength(255));

/** `https://host[:port]`, as `URL.origin` writes it. */
export const Origin = z
  .string()
  .check(z.refine((text) => URL.canParse(text) && new URL(text).origin === text));

/** As the browser numbers its tabs. */
export const TabId = z.int().check(z.nonnegative());

/** What the LMS calls `join_status`, for one person and one course; null is a stranger to the course. */
export const Relation = z.nullable(
  z.enum(['requested', 'invited', 'joined', 'manager', 'creator', 'payment_waiting']),
);
export type Relation = z.infer<typeof Relation>;

/** How somebody stands to a course of whom nothing more is to be asked: in it, invited, or accepted and yet to pay. */
export type Standing = 'joined' | 'invited' | 'payment_waiting';

/** A person as the LMS's API names them. */
export const Person = z.strictObject({ id: Id, username: Username, realName: z.string() });
export type Person = z.infer<typeof Person>;

/** A course as the LMS's API describes it; `role` is what the signed-in person is there, absent where the API does not tell. */
export const Course = z.strictObject({
  id: Id,
  name: z.string(),
  slug: z.string(),
  privacy: z.string(),
  memberCount: z.nullable(z.int()),
  role: z.optional(Relation),
});
export type Course = z.infer<typeof Course>;

/** The public name of an OAuth application, as a community's administrator registered it (at most 100 characters in django-oauth-toolkit 3). */
export const ClientId = z.string().check(z.regex(/^[\x21-\x7e]{1,255}$/));

/**
 * What an application proves itself with: anything but control characters (RFC 6749, appendix A.2, has fewer still), of a
 * length that no community comes near (128 letters and digits in django-oauth-toolkit 3).
 */
export const ClientSecret = z.string().check(z.regex(/^[^\p{Cc}\p{Cs}]{1,1024}$/u));

/** A community Rollcall knows. */
export const Site = z.strictObject({
  /** Where its pages are; its name everywhere. */
  origin: Origin,
  /** Where its API answers: the same, unless the pages have a host of their own. */
  api: Origin,
  /** For signing in by OAuth; null where a token is pasted. */
  clientId: z.nullable(ClientId),
  /** Whether its sign-in stays when the browser is closed. */
  keep: z.boolean(),
});
export type Site = z.infer<typeof Site>;

/** A site, and who is signed in there; the token is nowhere in it. */
export const SiteState = z.strictObject({
  ...Site.shape,
  /** Null where nobody is. */
  user: z.nullable(Person),
  /** Whether a client secret is kept on this computer for its client id, or set by the organisation; never the secret. */
  clientSecret: z.enum(['none', 'kept', 'set']),
  /**
   * When the sign-in ends by itself, in milliseconds since 1970; null where that is not known, or never. It may be past by this
   * computer's clock: the site decides.
   */
  until: z.nullable(z.number()),
  /** Whether the browser lets Rollcall talk to it. */
  allowed: z.boolean(),
  /** Whether the organisation has set its addresses: only the person's own choices can be changed. */
  byPolicy: z.boolean(),
});
export type SiteState = z.infer<typeof SiteState>;

/** What the organisation that manages the browser has set for all sites. */
export const Organisation = z.strictObject({
  pastedTokens: z.boolean(),
  /** Most people that are sent at once, without a press of a button. */
  autoSend: Count,
  /** What it has set and Rollcall cannot use, as the paths of its settings. */
  problems: z.array(z.string()),
});
export type Organisation = z.infer<typeof Organisation>;
