/** The words of the product as schemas; a schema and its type share a name. */
import * as z from 'zod/mini';

/** Most people one plan or job may hold. */
export const MAX_PEOPLE = 10_000;

/** Ids of users and courses: positive integers that a double holds exactly. */
export const Id = z.int().check(z.positive());

/** As the LMS's docs have it (schemas/user, seen 2026-11): at most 255 characters, in any script. */
export const Username = z.string().check(z.minLength(1), z.maxLength(255));

/** `https://host[:port]`, as `URL.origin` writes it. */
export const Origin = z
  .string()
  .check(z.refine((text) => URL.canParse(text) && new URL(text).origin === text));

/** What the LMS calls `join_status`, for one person and one course; null is a stranger to the course. */
export const Relation = z.nullable(
  z.enum(['requested', 'invited', 'joined', 'manager', 'creator', 'payment_waiting']),
);
export type Relation = z.infer<typeof Relation>;

/** A person as the LMS's API names them. */
export const Person = z.strictObject({ id: Id, username: Username, realName: z.string() });
export type Person = z.infer<typeof Person>;

/** A course as the LMS's API describes it; `role` is what the signed-in person is there. */
export const Course = z.strictObject({
  id: Id,
  name: z.string(),
  slug: z.string(),
  privacy: z.string(),
  memberCount: z.nullable(z.int()),
  role: Relation,
});
export type Course = z.infer<typeof Course>;

/** A community the extension is connected to, without its token. */
export const Site = z.strictObject({ origin: Origin, user: Person });
export type Site = z.infer<typeof Site>;

/** One row that a page shows as chosen: a proposal, to be confirmed by the API. */
export const SeenPerson = z
  .strictObject({ userId: z.nullable(Id), username: z.nullable(Username) })
  .check(z.refine((seen) => seen.userId !== null || seen.username !== null));
export type SeenPerson = z.infer<typeof SeenPerson>;

const Count = z.int().check(z.nonnegative());

/** The signs by which a page tells its course; the address comes before the links. */
export const SeenCourse = z.strictObject({
  /** The id in the address. */
  id: z.nullable(Id),
  /** What stands in the address in the place of the id. */
  slug: z.nullable(z.string()),
  /** The one id that all of the page's own course links agree on. */
  linked: z.nullable(Id),
});
export type SeenCourse = z.infer<typeof SeenCourse>;

/** What a page proposes: which course it is about, who is chosen on it, how many rows could be. */
export const PageReading = z.strictObject({
  course: SeenCourse,
  chosen: z.array(SeenPerson),
  selectable: Count,
  /** Rows that the page marks as chosen and that nobody can see: left out. */
  hidden: Count,
  /** Whether a grid of the page keeps only the rows on screen, so that more may be chosen than it tells. */
  partial: z.boolean(),
  /** Whether `chosen` is who was right-clicked; `dropped`: and the click took a highlight away. */
  pointed: z.nullable(z.enum(['pointed', 'dropped'])),
});
export type PageReading = z.infer<typeof PageReading>;

/** Everyone whom a page shows, chosen or not: what its rules are tried out with. */
export const Survey = z.strictObject({ course: SeenCourse, people: z.array(SeenPerson), hidden: Count });
export type Survey = z.infer<typeof Survey>;

/** What one line of a list was taken for. `number` may be a user id as well as a username. */
export const Taken = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('id'), id: Id }),
  z.strictObject({ as: z.literal('username'), username: Username }),
  z.strictObject({ as: z.literal('number'), id: Id, username: Username }),
  z.strictObject({ as: z.literal('email'), email: z.string() }),
  /** The id that another system gave the person; without its `provider` only lists that hold it can be searched. */
  z.strictObject({ as: z.literal('ext-id'), extId: z.string(), provider: z.nullable(z.string()) }),
  /** A profile link to another community. */
  z.strictObject({ as: z.literal('elsewhere') }),
  z.strictObject({ as: z.literal('nothing') }),
]);
export type Taken = z.infer<typeof Taken>;

/** One person's line of a list, as it was written. `line` counts from 1, as an editor shows it. */
export const ListLine = z.strictObject({ line: z.int().check(z.positive()), text: z.string(), taken: Taken });
export type ListLine = z.infer<typeof ListLine>;

/** Why a row or a line was not taken for a person. It stays visible and is never sent. */
export const WhyNot = z.enum([
  'not-found',
  'ambiguous',
  'name-mismatch',
  /** E-mails and external ids are told to administrators of the community only. */
  'admins-only',
  'elsewhere',
  'not-a-person',
]);
export type WhyNot = z.infer<typeof WhyNot>;

/** A row that is nobody. */
export const Unidentified = z.strictObject({ seen: SeenPerson, reason: WhyNot });
export type Unidentified = z.infer<typeof Unidentified>;

/** What became of one line of a list: whom it stands for, or why it is nobody. Exactly one of the two is null. */
export const LineAccount = z.strictObject({
  ...ListLine.shape,
  userId: z.nullable(Id),
  reason: z.nullable(WhyNot),
});
export type LineAccount = z.infer<typeof LineAccount>;

/** How far a longer question to the LMS has come. */
export const Progress = z.strictObject({ done: Count, all: Count });
export type Progress = z.infer<typeof Progress>;

/** What a site's owner or manager tells of its pages where Rollcall does not find its way; empty means: not told. */
export const PageRules = z.strictObject({
  /** Selector of what stands for one person. */
  row: z.string(),
  /** Selector of the username, inside the row. */
  name: z.string(),
  /** Where the user id stands: an attribute of the row or of something in it, or a link's path with `:id`. */
  id: z.string(),
  /** Path of a course page with `:id`, or with `:slug`. */
  course: z.string(),
});
export type PageRules = z.infer<typeof PageRules>;

/** A person with what the course's lists say of them. */
export const Identified = z.strictObject({ person: Person, relation: Relation });
export type Identified = z.infer<typeof Identified>;

/** What will be done with a person: both `invite` and `accept` go into the same POST; `none` is not sent. */
export const PlannedPerson = z.strictObject({
  ...Identified.shape,
  action: z.enum(['invite', 'accept', 'none']),
});
export type PlannedPerson = z.infer<typeof PlannedPerson>;

export const TabId = Count;

/** Where the popup stands: over a tab, or in a window of its own for a site. */
export const Place = z.union([z.strictObject({ tabId: TabId }), z.strictObject({ origin: Origin })]);
export type Place = z.infer<typeof Place>;

/** A right-click on a page: the link, and in Firefox the number by which the page's script finds the element. */
export const Click = z.strictObject({ linkUrl: z.nullable(z.string()), target: z.nullable(z.int()) });
export type Click = z.infer<typeof Click>;

/** What a review says besides the people. */
export const Notes = z.strictObject({
  hidden: Count,
  partial: z.boolean(),
  pointed: PageReading.shape.pointed,
  /** The course that the page's own links lead to, where the address names another. */
  otherCourse: z.nullable(Id),
  /** How many wait in all, where these are the first of them. */
  ofWaiting: z.nullable(Count),
});
export type Notes = z.infer<typeof Notes>;

/** What a manager reviews and confirms. Kept by the background; `id` is what Start names. */
export const Plan = z.strictObject({
  id: z.uuid(),
  place: Place,
  origin: Origin,
  /** Whose sign-in it was made with; nobody else's sends it. */
  by: Person,
  /** When the LMS was asked, in milliseconds since 1970. */
  madeAt: z.number(),
  course: Course,
  people: z.array(PlannedPerson).check(z.maxLength(MAX_PEOPLE)),
  unidentified: z.array(Unidentified),
  /** What became of each line, where the people come from a list. */
  lines: z.array(LineAccount),
  notes: Notes,
});
export type Plan = z.infer<typeof Plan>;

/** What became of one person, in the order in which it is told: what was done, what was so already, what needs a look. */
export const OutcomeKind = z.enum([
  'accepted',
  'invited',
  'already-member',
  'already-invited',
  'refused',
  'not-confirmed',
  'not-sent',
]);

/** What became of one person, as the LMS's lists say after the job. */
export const Outcome = z.strictObject({
  person: Person,
  kind: OutcomeKind,
  /** The server's own words, where it refused. */
  reason: z.nullable(z.string()),
});
export type Outcome = z.infer<typeof Outcome>;

/** What can be expected to go wrong: one closed union of values. */
export const Failure = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-a-site-address') }),
  z.strictObject({ kind: z.literal('site-not-secure') }),
  z.strictObject({ kind: z.literal('token-not-usable') }),
  z.strictObject({ kind: z.literal('access-not-granted'), origin: Origin }),
  z.strictObject({ kind: z.literal('not-connected'), origin: Origin }),
  z.strictObject({ kind: z.literal('page-not-readable') }),
  z.strictObject({ kind: z.literal('no-page-open'), origin: Origin }),
  z.strictObject({ kind: z.literal('token-rejected'), origin: Origin }),
  /** The account that is connected now is not the one that reviewed. */
  z.strictObject({ kind: z.literal('other-account'), origin: Origin, username: Username }),
  z.strictObject({ kind: z.literal('not-a-community'), origin: Origin }),
  z.strictObject({ kind: z.literal('forbidden') }),
  z.strictObject({ kind: z.literal('not-a-manager') }),
  z.strictObject({ kind: z.literal('course-not-found'), courseId: Id }),
  z.strictObject({ kind: z.literal('not-found') }),
  z.strictObject({ kind: z.literal('refused'), message: z.string() }),
  /** `until`: milliseconds since 1970, or null where the server gave no time. */
  z.strictObject({ kind: z.literal('rate-limited'), until: z.nullable(z.number()) }),
  z.strictObject({ kind: z.literal('offline'), origin: Origin }),
  z.strictObject({ kind: z.literal('server-error'), status: z.int() }),
  z.strictObject({ kind: z.literal('unexpected-answer'), what: z.string() }),
  z.strictObject({ kind: z.literal('too-many-people'), most: z.int() }),
  z.strictObject({ kind: z.literal('review-again') }),
  /** The manager gave a question of some length up. */
  z.strictObject({ kind: z.literal('cancelled') }),
  z.strictObject({ kind: z.literal('internal'), what: z.string() }),
]);
export type Failure = z.infer<typeof Failure>;

/**
 * The ids of one POST. `waiting`: not sent. `sending`: written before the POST, so a batch found so after the worker
 * died may have arrived. `unclear`: sent, but no answer tells whether it was applied. `sent`: the LMS answered 204.
 * `refused`: the LMS said no, in `reason`. Only `waiting` is ever sent.
 */
export const Batch = z.strictObject({
  users: z.array(Id),
  state: z.enum(['waiting', 'sending', 'unclear', 'sent', 'refused']),
  reason: z.nullable(z.string()),
});
export type Batch = z.infer<typeof Batch>;

/** A started plan: its batches, where each stands, and in the end what became of everyone. */
export const Job = z.strictObject({
  ...Plan.shape,
  /** `left`: given up for a new review. */
  state: z.enum(['running', 'paused', 'done', 'left']),
  batches: z.array(Batch),
  /** Why it is paused, or what stopped the sending before the end. */
  failure: z.nullable(Failure),
  outcomes: z.array(Outcome),
  /** Milliseconds since 1970; null until it is done or left. */
  endedAt: z.nullable(z.number()),
  /** Whether the manager has seen the result. */
  seen: z.boolean(),
});
export type Job = z.infer<typeof Job>;

/** What the popup shows when it opens, and after a question of some length. */
export const View = z.discriminatedUnion('screen', [
  z.strictObject({
    screen: z.literal('course'),
    origin: Origin,
    course: Course,
    waiting: Count,
    /** How many people of the page could be selected; null where there is no page. */
    selectable: z.nullable(Count),
    notes: Notes,
  }),
  z.strictObject({
    screen: z.literal('choose'),
    origin: Origin,
    /** Those that the manager manages, the ones used last first. */
    courses: z.array(Course),
    /** How many people are chosen on the page. */
    people: Count,
    /** Why the page's own course is none; null where the page is about none. */
    because: z.nullable(Failure),
  }),
  z.strictObject({ screen: z.literal('review'), plan: Plan }),
  z.strictObject({ screen: z.literal('job'), job: Job }),
]);
export type View = z.infer<typeof View>;
