/** Answering the extension's own pages, in the background. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { failureOf } from '../model/errors.ts';
import type { Failure, View } from '../model/index.ts';
import {
  type Answered,
  type Asked,
  type AskedForView,
  asksForView,
  type Following,
  type Handlers,
  type Name,
  type Reply,
  Request,
  ReviewRequest,
  type ViewHandlers,
  ViewName,
  type ViewReply,
  wire,
} from './schemas.ts';

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
      tell({
        value: await view(views, [name, body], { signal, progress: (progress) => tell({ progress }) }),
      });
    } catch (thrown) {
      if (!signal.aborted) tell({ failure: toldFailure(thrown) });
    }
  };
  port.onMessage.addListener(onQuestion);
}

function view<N extends ViewName>(
  views: ViewHandlers,
  [name, body]: [N, unknown],
  following: Following,
): Promise<View> {
  return views[name](z.parse(asksForView[name], body) as AskedForView<N>, following);
}
