/** Whatever is said to the background: it reaches a handler exactly as its schema has it, or is answered by a failure. */
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as z from 'zod/mini';
import { background } from '../../../lib/messages/client.ts';
import { answerMessages } from '../../../lib/messages/router.ts';
import {
  asksForView,
  type Handlers,
  ReviewRequest,
  type ViewHandlers,
  wire,
} from '../../../lib/messages/schemas.ts';
import { Failed } from '../../../lib/model/errors.ts';
import { Failure } from '../../../lib/model/index.ts';
import { anyJson, spoilt, valuesOf, withMore } from './anything.ts';

type Hear = Parameters<typeof browser.runtime.onMessage.addListener>[0];
type Sender = Parameters<Hear>[1];
type Port = Parameters<Parameters<typeof browser.runtime.onConnect.addListener>[0]>[0];

const POPUP = { id: 'ours', url: 'chrome-extension://ours/popup.html' } as Sender;
const PAGE = { id: 'ours', url: 'https://community.example.org/', tab: { id: 7 } } as Sender;
const names = Object.keys(wire) as (keyof typeof wire)[];
const viewNames = Object.keys(asksForView) as (keyof typeof asksForView)[];

let hear: (message: unknown, sender: Sender) => unknown;
let connect: (port: Port) => void;
/** What has reached a handler: its name, and what was asked of it. */
const reached: [name: string, asked: unknown][] = [];
const onReview = vi.fn();

beforeEach(() => {
  reached.length = 0;
  onReview.mockReset();
  vi.spyOn(console, 'error').mockImplementation(() => {});
  const getURL = (path: string) => `chrome-extension://ours${path}`;
  Object.assign(fakeBrowser.runtime, { id: 'ours', getURL });
  vi.spyOn(browser.runtime.onMessage, 'addListener').mockImplementation((listener: Hear) => {
    hear = (message, sender) => listener(message, sender, () => {});
  });
  vi.spyOn(browser.runtime.onConnect, 'addListener').mockImplementation((listener) => {
    connect = listener;
  });
  const noting = (of: readonly string[]) =>
    Object.fromEntries(of.map((name) => [name, async (asked: unknown) => void reached.push([name, asked])]));
  answerMessages(
    noting(names) as unknown as Handlers,
    noting(viewNames) as unknown as ViewHandlers,
    onReview,
  );
});

/** What became of one message: what it reached, and what was answered. */
async function said(message: unknown, sender = POPUP) {
  reached.length = 0;
  const answer = (await hear(message, sender)) as { failure?: unknown } | undefined;
  return { answer, reached: [...reached] };
}

/** The same for the first message over a connection. */
async function saidOver(name: string, question: unknown) {
  reached.length = 0;
  const told: { failure?: unknown }[] = [];
  const listeners: ((question: unknown) => Promise<void>)[] = [];
  const onMessage = {
    addListener: (hear: (typeof listeners)[0]) => listeners.push(hear),
    removeListener: () => {},
  };
  const postMessage = (reply: { failure?: unknown }) => void told.push(reply);
  connect({
    name,
    sender: POPUP,
    onMessage,
    onDisconnect: { addListener: () => {} },
    postMessage,
  } as unknown as Port);
  await listeners[0]?.(question);
  return { answer: told[0], reached: [...reached] };
}

const refused = (answer: { failure?: unknown } | undefined) => Failure.safeParse(answer?.failure).success;

describe.each(names)('%s', (type) => {
  const asked = valuesOf(wire[type].ask as z.core.$ZodType);

  test('arrives as it was said', async () => {
    await fc.assert(
      fc.asyncProperty(asked, async (body) => {
        expect((await said({ type, body })).reached).toStrictEqual([[type, body]]);
      }),
      { numRuns: 30 },
    );
  });

  test('with anything more in it reaches nobody', async () => {
    const message = asked.chain((body) => withMore({ type, body }));
    await fc.assert(
      fc.asyncProperty(message, async (more) => {
        const { answer, reached } = await said(more);
        expect([reached, refused(answer)]).toEqual([[], true]);
      }),
      { numRuns: 60 },
    );
  });
});

describe.each(viewNames)('%s, over a connection', (name) => {
  const asked = valuesOf(asksForView[name] as z.core.$ZodType);

  test('arrives as it was said, and with anything more in it reaches nobody', async () => {
    await fc.assert(
      fc.asyncProperty(asked, asked.chain(withMore), async (question, more) => {
        expect((await saidOver(name, question)).reached).toStrictEqual([[name, question]]);
        const { answer, reached } = await saidOver(name, more);
        expect([reached, refused(answer)]).toEqual([[], true]);
      }),
      { numRuns: 60 },
    );
  });
});

test('anything at all is answered by a failure, or is of its schema', async () => {
  const bodies = fc.constantFrom(...names).chain((type) => {
    const body = valuesOf(wire[type].ask as z.core.$ZodType).chain(spoilt);
    return fc.record({ type: fc.constant(type), body: fc.oneof(body, anyJson) });
  });
  await fc.assert(
    fc.asyncProperty(fc.oneof(anyJson, bodies, bodies.chain(spoilt)), async (message) => {
      const { answer, reached } = await said(message);
      const [first] = reached;
      if (first === undefined) expect(refused(answer)).toBe(true);
      else expect(z.safeParse(wire[first[0] as keyof typeof wire].ask, first[1]).success).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

test('anything at all over a connection of any name likewise', async () => {
  const name = fc.oneof(fc.constantFrom(...viewNames, ...names, '__proto__', 'constructor'), fc.string());
  const question = fc.oneof(anyJson, valuesOf(asksForView.open as z.core.$ZodType).chain(spoilt));
  await fc.assert(
    fc.asyncProperty(name, question, async (to, about) => {
      const { answer, reached } = await saidOver(to, about);
      const [first] = reached;
      if (first === undefined) expect(refused(answer)).toBe(true);
      else
        expect(z.safeParse(asksForView[first[0] as keyof typeof asksForView], first[1]).success).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});

test('whatever a page says reaches no handler and gets no answer; at most it asks for a review', async () => {
  const message = fc.oneof(
    anyJson,
    fc.constant({ type: 'review' }),
    fc.constant({ type: 'review' }).chain(withMore),
    fc
      .constantFrom(...names)
      .chain((type) => valuesOf(wire[type].ask as z.core.$ZodType).map((body) => ({ type, body }))),
  );
  await fc.assert(
    fc.asyncProperty(message, async (any) => {
      onReview.mockReset();
      expect(await said(any, PAGE)).toEqual({ answer: undefined, reached: [] });
      expect(onReview.mock.calls).toEqual(ReviewRequest.safeParse(any).success ? [[PAGE.tab]] : []);
    }),
    { numRuns: 500 },
  );
});

test('whatever is answered to one of our pages is a value of the schema, or a failure', async () => {
  const reply = fc.oneof(
    anyJson,
    fc.record({ value: anyJson }),
    fc.record({ failure: fc.oneof(anyJson, valuesOf(Failure).chain(spoilt)) }),
    valuesOf(wire.courses.answer as z.core.$ZodType)
      .chain(spoilt)
      .map((value) => ({ value })),
  );
  await fc.assert(
    fc.asyncProperty(reply, async (any) => {
      Object.assign(fakeBrowser.runtime, { sendMessage: async () => any });
      const answer = await background.courses({ place: { tabId: 1 } }).catch((thrown: unknown) => thrown);
      if (answer instanceof Failed) expect(Failure.safeParse(answer.failure).success).toBe(true);
      else expect(wire.courses.answer.safeParse(answer).success).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
