/** The wire between the extension's contexts: one schema for each message and one for its answer. */

import * as z from 'zod/mini';
import {
  Click,
  ClientId,
  ClientSecret,
  Count,
  Course,
  Failure,
  Id,
  Job,
  JobList,
  JobProgress,
  ListLine,
  Opening,
  Organisation,
  Origin,
  PageRules,
  Place,
  Progress,
  SiteState,
  Survey,
  TabId,
  Undoing,
  View,
} from '../model/index.ts';

const None = z.null();
const Text = z.string();
const ofPlace = { place: Place };
const ofSite = { origin: Origin, api: Origin, keep: z.boolean() };

/** From the extension's own pages to the background, answered at once. */
export const wire = {
  opening: { ask: z.strictObject({ tabId: TabId }), answer: z.nullable(Opening) },
  selectPeople: { ask: z.strictObject({ tabId: TabId }), answer: None },
  countWaiting: { ask: z.strictObject({ ...ofPlace, courseId: Id, search: Text }), answer: z.int() },
  courses: { ask: z.strictObject(ofPlace), answer: z.array(Course) },
  draft: { ask: z.strictObject(ofPlace), answer: Text },
  keepDraft: { ask: z.strictObject({ ...ofPlace, text: Text }), answer: None },
  start: { ask: z.strictObject({ ...ofPlace, planId: z.uuid() }), answer: Job },
  startAutoSend: { ask: z.strictObject({ ...ofPlace, planId: z.uuid() }), answer: Job },
  job: { ask: z.strictObject({ jobId: z.uuid() }), answer: Job },
  undo: { ask: z.strictObject({ ...ofPlace, jobId: z.uuid(), what: z.array(Undoing) }), answer: Job },
  retry: { ask: z.strictObject({ ...ofPlace, jobId: z.uuid() }), answer: Job },
  jobProgress: { ask: z.strictObject({ jobId: z.uuid() }), answer: JobProgress },
  resume: { ask: z.strictObject({ jobId: z.uuid() }), answer: Job },
  cancelJob: { ask: z.strictObject({ jobId: z.uuid() }), answer: Job },
  leaveJob: { ask: z.strictObject({ jobId: z.uuid() }), answer: None },
  history: { ask: z.strictObject({ search: Text }), answer: JobList },
  pastJob: { ask: z.strictObject({ jobId: z.uuid() }), answer: Job },
  deleteJob: { ask: z.strictObject({ jobId: z.uuid() }), answer: None },
  deleteEnded: { ask: z.strictObject({}), answer: z.int() },
  sites: { ask: z.strictObject({}), answer: z.array(SiteState) },
  organisation: { ask: z.strictObject({}), answer: Organisation },
  connect: { ask: z.strictObject({ ...ofSite, token: Text }), answer: SiteState },
  signIn: {
    ask: z.strictObject({
      ...ofSite,
      clientId: ClientId,
      /** Null: the one that is kept or set, if there is one. */
      clientSecret: z.nullable(ClientSecret),
      attempt: z.uuid(),
    }),
    answer: SiteState,
  },
  /** Both answer whether the community could be told, where there was anything to tell. */
  signOut: { ask: z.strictObject({ origin: Origin }), answer: z.boolean() },
  disconnect: { ask: z.strictObject({ origin: Origin }), answer: z.boolean() },
  /** The client secret of a site; one that the organisation has set stays. */
  forgetSecret: { ask: z.strictObject({ origin: Origin }), answer: None },
  /** For colleagues to paste; with the client secret that is kept here only where that is asked for. */
  setUpText: { ask: z.strictObject({ origin: Origin, withSecret: z.boolean() }), answer: Text },
  rules: { ask: z.strictObject({ origin: Origin }), answer: z.nullable(PageRules) },
  keepRules: { ask: z.strictObject({ origin: Origin, rules: PageRules }), answer: None },
  /** Whom the rules find on the site's page that was open last; they are outlined there. */
  tryRules: { ask: z.strictObject({ origin: Origin, rules: PageRules }), answer: Survey },
  /** Whether a site is set to it, and the most people it may be; 0 where the organisation does not allow it. */
  autoSend: {
    ask: z.strictObject({ origin: Origin }),
    answer: z.strictObject({ on: z.boolean(), most: Count }),
  },
  keepAutoSend: { ask: z.strictObject({ origin: Origin, on: z.boolean() }), answer: None },
} as const;

/** Questions of some length, whose answer is what the popup shows next: they tell how far they have come. */
export const asksForView = {
  open: z.strictObject({
    ...ofPlace,
    courseId: z.nullable(Id),
    click: z.nullable(Click),
    aside: z.array(z.uuid()),
  }),
  reviewWaiting: z.strictObject({ ...ofPlace, courseId: Id, search: Text }),
  reviewList: z.strictObject({ ...ofPlace, courseId: Id, lines: z.array(ListLine) }),
  reviewElsewhere: z.strictObject({ ...ofPlace, planId: z.uuid(), courseId: Id }),
} as const;

type Wire = typeof wire;
export type Name = keyof Wire;
export type Asked<N extends Name> = z.infer<Wire[N]['ask']>;
export type Answered<N extends Name> = z.infer<Wire[N]['answer']>;
export type AskedForView<N extends ViewName> = z.infer<(typeof asksForView)[N]>;

/** How a question of some length is followed, and given up. */
export interface Following {
  signal: AbortSignal;
  progress(at: Progress): void;
}

/** One function for each message. */
export type Handlers = { [N in Name]: (asked: Asked<N>) => Promise<Answered<N>> };
/** One function for each question of some length; nobody waits for the answer once the signal is given. */
export type ViewHandlers = {
  [N in ViewName]: (asked: AskedForView<N>, following: Following) => Promise<View>;
};

/** What the background does for the extension's own pages. Each may throw `Failed`. */
export type Background = Handlers & ViewHandlers;
/** The same for one place, which need not be named. */
export type BackgroundAt = {
  [N in keyof Background]: Background[N] extends (asked: infer A, ...following: infer F) => infer R
    ? (asked: Omit<A, 'place'>, ...following: F) => R
    : never;
};

/** The only thing a page's script may say: the person pressed Review. It carries nothing. */
export const ReviewRequest = z.strictObject({ type: z.literal('review') });
export type ReviewRequest = z.infer<typeof ReviewRequest>;

/** How a message travels. */
export const Request = z.strictObject({
  type: z.enum(Object.keys(wire) as [Name, ...Name[]]),
  body: z.unknown(),
});
export const ViewName = z.enum(Object.keys(asksForView) as [ViewName, ...ViewName[]]);
export type ViewName = keyof typeof asksForView;
export const Reply = z.union([z.strictObject({ value: z.unknown() }), z.strictObject({ failure: Failure })]);
export const ViewReply = z.union([
  z.strictObject({ progress: Progress }),
  z.strictObject({ value: View }),
  z.strictObject({ failure: Failure }),
]);
