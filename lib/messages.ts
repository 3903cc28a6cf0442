/** The wire between the extension's contexts: one schema for each message and one for its answer. */

import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Failed, failureOf } from './errors.ts';
import { Failure, Job, Origin, Site, View } from './model.ts';

const TabId = z.int().check(z.nonnegative());
const None = z.null();

/** From the extension's own pages to the background. */
const wire = {
  open: { ask: z.strictObject({ tabId: TabId }), answer: View },
  selectPeople: { ask: z.strictObject({ tabId: TabId }), answer: None },
  start: { ask: z.strictObject({ tabId: TabId, planId: z.uuid() }), answer: Job },
  job: { ask: z.strictObject({ jobId: z.uuid() }), answer: Job },
  resume: { ask: z.strictObject({ jobId: z.uuid() }), answer: Job },
  leaveJob: { ask: z.strictObject({ jobId: z.uuid() }), answer: None },
  sites: { ask: z.strictObject({}), answer: z.array(Site) },
  connect: { ask: z.strictObject({ origin: Origin, token: z.string() }), answer: Site },
  disconnect: { ask: z.strictObject({ origin: Origin }), answer: None },
} as const;

type Wire = typeof wire;
type Name = keyof Wire;
type Asked<N extends Name> = z.infer<Wire[N]['ask']>;
type Answered<N extends Name> = z.infer<Wire[N]['answer']>;

/** One function for each message. */
export type Handlers = { [N in Name]: (asked: Asked<N>) => Promise<Answered<N>> };

/** The only thing a page's script may say: the person pressed Review. It carries nothing. */
export const ReviewRequest = z.strictObject({ type: z.literal('review') });
export type ReviewRequest = z.infer<typeof ReviewRequest>;

const Request = z.strictObject({ type: z.enum(Object.keys(wire) as [Name, ...Name[]]), body: z.unknown() });
const Reply = z.union([z.strictObject({ value: z.unknown() }), z.strictObject({ failure: Failure })]);

/** Asks the background. Throws `Failed` with what the background says, or where no answer comes. */
export async function ask<N extends Name>(type: N, body: Asked<N>): Promise<Answered<N>> {
  const reply = z.safeParse(Reply, await browser.runtime.sendMessage({ type, body }));
  if (!reply.success) throw new Failed({ kind: 'internal', what: `no answer to ${type}` });
  if ('failure' in reply.data) throw new Failed(reply.data.failure);
  return z.parse(wire[type].answer, reply.data.value) as Answered<N>;
}

/** Our pages that may ask. A page opened as a tab is ours too, so `sender.tab` says nothing. */
const PAGES: ReadonlySet<string> = new Set(['/popup.html', '/options.html']);

type Sender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];

/**
 * Answers the extension's own pages through `handlers`, and calls `onReview` with the tab whose page asks for a
 * review. Everything else is refused. One router that is not async: another listener's early `undefined` would
 * otherwise be taken for the answer.
 */
export function answerMessages(
  handlers: Handlers,
  onReview: (tab: NonNullable<Sender['tab']>) => void,
): void {
  browser.runtime.onMessage.addListener((message: unknown, sender) => {
    if (sender.id !== browser.runtime.id) return undefined;
    if (isOurPage(sender)) return reply(handlers, message);
    const { tab } = sender;
    if (tab !== undefined && z.safeParse(ReviewRequest, message).success) onReview(tab);
    return undefined;
  });
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
    const failure = failureOf(thrown);
    if (failure.kind === 'internal') console.error('Rollcall:', failure.what);
    return { failure };
  }
}

function answer<N extends Name>(handlers: Handlers, type: N, body: unknown): Promise<Answered<N>> {
  return handlers[type](z.parse(wire[type].ask, body) as Asked<N>);
}
