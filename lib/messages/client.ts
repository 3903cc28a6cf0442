/** Asking the background, from the extension's own pages. */
import { browser } from 'wxt/browser';
import * as z from 'zod/mini';
import { Failed } from '../model/errors.ts';
import type { Failure, Place, View } from '../model/index.ts';
import {
  type Answered,
  type Asked,
  type AskedForView,
  asksForView,
  type Background,
  type BackgroundAt,
  type Following,
  type Name,
  Reply,
  type ViewName,
  ViewReply,
  wire,
} from './schemas.ts';

/** Asks the background. Throws `Failed` with what the background says, or where no answer comes. */
async function ask<N extends Name>(type: N, body: Asked<N>): Promise<Answered<N>> {
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
function askForView<N extends ViewName>(
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

const namesOf = <T extends object>(schemas: T) => Object.keys(schemas) as (keyof T)[];

/** The background as our own pages call it: `background.undo({ … })`. Each call throws `Failed`. */
export const background = Object.fromEntries([
  ...namesOf(wire).map((name) => [name, (asked: Asked<Name>) => ask(name, asked)]),
  ...namesOf(asksForView).map((name) => [
    name,
    (asked: AskedForView<ViewName>, following: Following) => askForView(name, asked, following),
  ]),
]) as Background;

/** Those that name a place. */
const OF_PLACE: ReadonlySet<string> = new Set(
  [...namesOf(wire).map((name) => [name, wire[name].ask] as const), ...Object.entries(asksForView)]
    .filter(([, { shape }]) => 'place' in shape)
    .map(([name]) => name),
);

/** The same for one place: that is filled in wherever a message names one. */
export function backgroundAt(here: () => Promise<Place>): BackgroundAt {
  const calls = Object.entries(background).map(([name, call]) => [
    name,
    async (asked: object, following: Following) => {
      const whole = OF_PLACE.has(name) ? { ...asked, place: await here() } : asked;
      return call(whole as never, following);
    },
  ]);
  return Object.fromEntries(calls);
}
