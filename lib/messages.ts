/** The wire between the extension's contexts: one schema for each message and one for its answer. */

import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Failed, failureOf } from './errors.ts';
import {
  Click,
  ClientId,
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
} from './model.ts';

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
  startAtOnce: { ask: z.strictObject({ ...ofPlace, planId: z.uuid() }), answer: Job },
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
  signIn: { ask: z.strictObject({ ...ofSite, clientId: ClientId, attempt: z.uuid() }), answer: SiteState },
  /** Both answer whether the community could be told, where there was anything to tell. */
  signOut: { ask: z.strictObject({ origin: Origin }), answer: z.boolean() },
  disconnect: { ask: z.strictObject({ origin: Origin }), answer: z.boolean() },
  rules: { ask: z.strictObject({ origin: Origin }), answer: z.nullable(PageRules) },
  keepRules: { ask: z.strictObject({ origin: Origin, rules: PageRules }), answer: None },
  tryRules: { ask: z.strictObject({ origin: Origin, rules: PageRules }), answer: Survey },
  atOnce: {
    ask: z.strictObject({ origin: Origin }),
    answer: z.strictObject({ on: z.boolean(), most: Count }),
  },
  keepAtOnce: { ask: z.strictObject({ origin: Origin, on: z.boolean() }), answer: None },
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
type Name = keyof Wire;
type Asked<N extends Name> = z.infer<Wire[N]['ask']>;
type Answered<N extends Name> = z.infer<Wire[N]['answer']>;
type ViewName = keyof typeof asksForView;
type AskedForView<N extends ViewName> = z.infer<(typeof asksForView)[N]>;

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

/** The only thing a page's script may say: the person pressed Review. It carries nothing. */
export const ReviewRequest = z.strictObject({ type: z.literal('review') });
export type ReviewRequest = z.infer<typeof ReviewRequest>;

const Request = z.strictObject({ type: z.enum(Object.keys(wire) as [Name, ...Name[]]), body: z.unknown() });
const ViewName = z.enum(Object.keys(asksForView) as [ViewName, ...ViewName[]]);
const Reply = z.union([z.strictObject({ value: z.unknown() }), z.strictObject({ failure: Failure })]);
const ViewReply = z.union([
  z.strictObject({ progress: Progress }),
  z.strictObject({ value: View }),
  z.strictObject({ failure: Failure }),
]);

/** Asks the background. Throws `Failed` with what the background says, or where no answer comes. */
export async function ask<N extends Name>(type: N, body: Asked<N>): Promise<Answered<N>> {
  const reply = z.safeParse(Reply, await browser.runtime.sendMessage({ type, body }));
  if (!reply.success) throw new Failed({ kind: 'internal', what: `no answer to ${type}` });
  if ('failure' in reply.data) throw new Failed(reply.data.failure);
  const answer = z.safeParse(wire[type].answer, reply.data.value);
  if (!answer.success) throw new Failed({ kind: 'internal', what: `answer to ${type}` });
  return answer.data as Answered<N>;
}

function settledBy(
  reply: { value: View } | { failure: Failure },
  resolve: (view: View) => void,
  reject: (failed: Failed) => void,
): () => void {
  return () => ('value' in reply ? resolve(reply.value) : reject(new Failed(reply.failure)));
}

/**
 * Asks the background a question of some length, over a connection of its own: when it is given up, or its window
 * closes, the background hears it. Throws `Failed`, or the signal's reason.
 */
export function askForView<N extends ViewName>(
  type: N,
  body: AskedForView<N>,
  { signal, progress }: Following,
): Promise<View> {
  // Given up before it was asked: an event that has passed is not heard any more.
  if (signal.aborted) return Promise.reject(signal.reason);
  return new Promise((resolve, reject) => {
    const port = browser.runtime.connect({ name: type });
    const end = (settle: () => void) => {
      settle();
      port.disconnect();
    };
    signal.addEventListener('abort', () => end(() => reject(signal.reason)), { once: true });
    port.onDisconnect.addListener(() =>
      reject(new Failed({ kind: 'internal', what: `no answer to ${type}` })),
    );
    port.onMessage.addListener((message: unknown) => {
      const reply = z.safeParse(ViewReply, message);
      if (!reply.success) end(() => reject(new Failed({ kind: 'internal', what: `answer to ${type}` })));
      else if ('progress' in reply.data) progress(reply.data.progress);
      else end(settledBy(reply.data, resolve, reject));
    });
    port.postMessage(body);
  });
}

/** Our pages that may ask. A page opened as a tab is ours too, so `sender.tab` says nothing. */
const PAGES: ReadonlySet<string> = new Set(['/popup.html', '/options.html']);

type Sender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];

/**
 * Answers the extension's own pages through `handlers` and `views`, and calls `onReview` with the tab whose page asks for a
 * review. Everything else is refused. One router that is not async: another listener's early `undefined` would
 * otherwise be taken for the answer.
 */
export function answerMessages(
  handlers: Handlers,
  views: ViewHandlers,
  onReview: (tab: NonNullable<Sender['tab']>) => void,
): void {
  browser.runtime.onConnect.addListener((port) => {
    if (port.sender?.id === browser.runtime.id && isOurPage(port.sender)) answerOver(port, views);
    else {
      noteRefusal();
      port.disconnect();
    }
  });
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    const { id, tab } = sender;
    const ours = id === browser.runtime.id;
    if (ours && isOurPage(sender)) return reply(handlers, message);
    if (ours && tab !== undefined && z.safeParse(ReviewRequest, message).success) onReview(tab);
    else noteRefusal();
    return undefined;
  });
}

/** To the console, without content, which would be the sender's to choose. */
function noteRefusal(): void {
  console.error('Rollcall: refused a message that is not from its own pages');
}

function isOurPage({ url }: Sender): boolean {
  const page = URL.parse(url ?? '');
  return (
    page !== null && page.origin === new URL(browser.runtime.getURL('/')).origin && PAGES.has(page.pathname)
  );
}

async function reply(handlers: Handlers, message: unknown): Promise<z.infer<typeof Reply>> {
  try {
    const { type, body } = z.parse(Request, message);
    return { value: await answer(handlers, type, body) };
  } catch (thrown) {
    return { failure: toldFailure(thrown) };
  }
}

/** What is told of something thrown; a mistake of ours also to the console, without content. */
function toldFailure(thrown: unknown): Failure {
  const failure = failureOf(thrown);
  if (failure.kind === 'internal') console.error('Rollcall:', failure.what);
  return failure;
}

function answer<N extends Name>(handlers: Handlers, type: N, body: unknown): Promise<Answered<N>> {
  return handlers[type](z.parse(wire[type].ask, body) as Asked<N>);
}

type Port = Parameters<Parameters<typeof browser.runtime.onConnect.addListener>[0]>[0];

/** The first message of a connection is the question, its end the end of interest in it. */
function answerOver(port: Port, views: ViewHandlers): void {
  const givenUp = new AbortController();
  const { signal } = givenUp;
  port.onDisconnect.addListener(() => givenUp.abort());
  const tell = (reply: z.infer<typeof ViewReply>) => {
    if (!signal.aborted) port.postMessage(reply);
  };
  const onQuestion = async (body: unknown) => {
    port.onMessage.removeListener(onQuestion);
    try {
      const name = z.parse(ViewName, port.name);
      tell({ value: await view(views, name, body, { signal, progress: (progress) => tell({ progress }) }) });
    } catch (thrown) {
      if (!signal.aborted) tell({ failure: toldFailure(thrown) });
    }
  };
  port.onMessage.addListener(onQuestion);
}

function view<N extends ViewName>(
  views: ViewHandlers,
  name: N,
  body: unknown,
  following: Following,
): Promise<View> {
  return views[name](z.parse(asksForView[name], body) as AskedForView<N>, following);
}
