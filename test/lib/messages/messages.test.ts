/** Who may say what to the background. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { background as client } from '../../../lib/messages/client.ts';
import { answerMessages } from '../../../lib/messages/router.ts';
import type { Handlers, ViewHandlers } from '../../../lib/messages/schemas.ts';
import { Failed } from '../../../lib/model/errors.ts';
import { job } from '../../people.ts';

type Listener = Parameters<typeof browser.runtime.onMessage.addListener>[0];
type Sender = Parameters<Listener>[1];

const TAB = { id: 7, windowId: 1, index: 0 } as NonNullable<Sender['tab']>;
type Port = Parameters<Parameters<typeof browser.runtime.onConnect.addListener>[0]>[0];
/** All that is said of them: nothing of what they say. */
const REFUSED = 'Rollcall: refused a message that is not from its own pages';
let connect: (port: Port) => void;
let say: (message: unknown, sender: Partial<Sender>) => unknown;
let handlers: Handlers;
let views: ViewHandlers;
const onReview = vi.fn();
const logged = vi.spyOn(console, 'error');

beforeEach(() => {
  onReview.mockClear();
  logged.mockReset().mockImplementation(() => {});
  Object.assign(fakeBrowser.runtime, {
    id: 'ours',
    getURL: (path: string) => `chrome-extension://ours${path}`,
  });
  vi.spyOn(browser.runtime.onMessage, 'addListener').mockImplementation((listener: Listener) => {
    say = (message, sender) => listener(message, sender as Sender, () => {});
  });
  vi.spyOn(browser.runtime.onConnect, 'addListener').mockImplementation((listener) => {
    connect = listener;
  });
  handlers = {
    opening: vi.fn(async () => null),
    countWaiting: vi.fn(async () => 0),
    courses: vi.fn(async () => []),
    draft: vi.fn(async () => ''),
    keepDraft: vi.fn(async () => null),
    rules: vi.fn(async () => null),
    keepRules: vi.fn(async () => null),
    tryRules: vi.fn(),
    selectPeople: vi.fn(async () => null),
    start: vi.fn(),
    startAutoSend: vi.fn(),
    autoSend: vi.fn(),
    keepAutoSend: vi.fn(),
    undo: vi.fn(),
    history: vi.fn(),
    pastJob: vi.fn(),
    deleteJob: vi.fn(),
    deleteEnded: vi.fn(),
    retry: vi.fn(),
    job: vi.fn(),
    jobProgress: vi.fn(),
    resume: vi.fn(),
    cancelJob: vi.fn(),
    leaveJob: vi.fn(),
    sites: vi.fn(async () => []),
    connect: vi.fn(async () => {
      throw new Failed({ kind: 'forbidden' });
    }),
    organisation: vi.fn(),
    signIn: vi.fn(),
    signOut: vi.fn(async () => true),
    disconnect: vi.fn(async () => true),
    setUpText: vi.fn(),
    forgetSecret: vi.fn(async () => null),
  };
  views = { open: vi.fn(), reviewWaiting: vi.fn(), reviewList: vi.fn(), reviewElsewhere: vi.fn() };
  answerMessages(handlers, views, onReview);
});

const popup = { id: 'ours', url: 'chrome-extension://ours/popup.html?tab=7', tab: TAB };
const page = { id: 'ours', url: 'https://community.example.org/course/9/x/', tab: TAB };

test("our own pages are answered, as a tab too, with the handler's value or its failure", async () => {
  expect(await say({ type: 'sites', body: {} }, popup)).toEqual({ value: [] });
  const origin = 'https://x.example';
  const signIn = { origin, api: origin, keep: false, token: 't' };
  expect(await say({ type: 'connect', body: signIn }, popup)).toEqual({ failure: { kind: 'forbidden' } });
});

describe.each([
  ['a page script of ours', page],
  ['a frame of a page', { ...page, frameId: 3 }],
  ['another extension', { id: 'theirs', url: 'chrome-extension://theirs/popup.html' }],
  ['another extension that copies our address', { id: 'theirs', url: 'chrome-extension://ours/popup.html' }],
  ['another page of ours', { id: 'ours', url: 'chrome-extension://ours/other.html' }],
  [
    'a page that looks like ours in its path',
    { id: 'ours', url: 'https://evil.example/popup.html', tab: TAB },
  ],
  ['nobody', { id: 'ours' }],
])('%s', (_who, sender) => {
  test.each([
    'opening',
    'selectPeople',
    'courses',
    'draft',
    'start',
    'job',
    'resume',
    'leaveJob',
    'sites',
    'connect',
    'disconnect',
    'rules',
    'keepRules',
    'tryRules',
    'autoSend',
    'keepAutoSend',
    'startAutoSend',
  ])('gets no answer to %s', (type) => {
    const body = { tabId: 7, planId: crypto.randomUUID(), jobId: crypto.randomUUID() };
    expect(say({ type, body }, sender)).toBeUndefined();
    expect(logged).toHaveBeenCalledExactlyOnceWith(REFUSED);
    for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled();
  });
});

test('a page script may ask for a review, of its own tab, and say nothing with it', () => {
  say({ type: 'review', tabId: 99 }, page);
  expect(onReview).not.toHaveBeenCalled();
  expect(logged).toHaveBeenCalledExactlyOnceWith(REFUSED);
  say({ type: 'review' }, page);
  expect(onReview).toHaveBeenCalledExactlyOnceWith(TAB);
  expect(logged).toHaveBeenCalledOnce();
  say({ type: 'review' }, { ...page, id: 'theirs' });
  expect(onReview).toHaveBeenCalledOnce();
});

test.each([
  [{ type: 'selectPeople', body: { tabId: -1 } }],
  [{ type: 'selectPeople', body: { tabId: 7, more: 1 } }],
  [{ type: 'start', body: { place: { tabId: 7 }, planId: 'guess' } }],
  [{ type: 'courses', body: { place: { tabId: 7, origin: 'https://x.example' } } }],
  [{ type: 'courses', body: { place: { origin: 'https://x.example/path' } } }],
  [{ type: 'nothing', body: {} }],
  ['sites'],
  [null],
])('a message that does not fit its schema reaches nobody: %j', async (message) => {
  expect(await say(message, popup)).toMatchObject({ failure: { kind: 'internal' } });
  for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled();
});

test('no answer at all is a failure, not a value', async () => {
  Object.assign(fakeBrowser.runtime, { sendMessage: async () => undefined });
  await expect(client.sites({})).rejects.toMatchObject({ failure: { kind: 'internal' } });
});

/** Both ends of one connection, as the browser would hold them; the fake browser has none. */
function connection(name: string, sender: Partial<Sender>) {
  const end = () => {
    const heard = new Set<(message: unknown) => void>();
    const ended = new Set<() => void>();
    const event = <L>(listeners: Set<L>) => ({
      addListener: (listener: L) => listeners.add(listener),
      removeListener: (listener: L) => listeners.delete(listener),
    });
    return { heard, ended, port: { name, onMessage: event(heard), onDisconnect: event(ended) } };
  };
  const [ours, theirs] = [end(), end()];
  const wire = (from: typeof ours, to: typeof ours, extra: object) =>
    Object.assign(from.port, extra, {
      postMessage: (message: unknown) => [...to.heard].map((hear) => hear(structuredClone(message))),
      disconnect: () => [...to.ended].map((hear) => hear()),
    });
  const background = wire(theirs, ours, { sender }) as unknown as Port;
  return { page: wire(ours, theirs, {}) as unknown as Port, background };
}

describe('a question of some length', () => {
  const body = { place: { tabId: 7 }, courseId: 9, search: '' };
  const answer = { screen: 'job' as const, job: job([]) };
  const askIt = (signal: AbortSignal, progress = vi.fn()) => {
    const { page, background } = connection('reviewWaiting', popup);
    Object.assign(fakeBrowser.runtime, { connect: () => page });
    connect(background);
    return client.reviewWaiting(body, { signal, progress });
  };
  const never = new AbortController().signal;

  test('tells how far it has come, then its answer', async () => {
    views.reviewWaiting = async (_asked, { progress }) => {
      progress({ done: 1, all: 3 });
      return answer;
    };
    const progress = vi.fn();
    expect(await askIt(never, progress)).toEqual(answer);
    expect(progress).toHaveBeenCalledExactlyOnceWith({ done: 1, all: 3 });
  });

  test('its expected failure arrives as what it is', async () => {
    views.reviewWaiting = async () => {
      throw new Failed({ kind: 'not-a-manager' });
    };
    await expect(askIt(never)).rejects.toMatchObject({ failure: { kind: 'not-a-manager' } });
  });

  test('given up, the background hears it, and nothing more is told', async () => {
    const giveUp = new AbortController();
    let heard: AbortSignal | undefined;
    views.reviewWaiting = (_asked, { signal }) => {
      heard = signal;
      return new Promise(() => {});
    };
    const asked = askIt(giveUp.signal);
    giveUp.abort();
    await expect(asked).rejects.toThrow('abort');
    expect(heard?.aborted).toBe(true);
  });

  test('given up before it was asked, the background hears nothing', async () => {
    await expect(askIt(AbortSignal.abort())).rejects.toThrow('abort');
    expect(views.reviewWaiting).not.toHaveBeenCalled();
  });

  test('a background that goes away is a failure, not silence', async () => {
    const { page, background } = connection('reviewWaiting', popup);
    Object.assign(fakeBrowser.runtime, { connect: () => page });
    const asked = client.reviewWaiting(body, { signal: never, progress: () => {} });
    background.disconnect();
    await expect(asked).rejects.toMatchObject({ failure: { kind: 'internal' } });
  });

  test.each([
    ['a page script of ours', 'open', page],
    ['another extension', 'open', { id: 'theirs', url: 'chrome-extension://ours/popup.html' }],
    ['nobody', 'open', { id: 'ours' }],
  ])('from %s is cut off unheard', (_who, name, sender) => {
    const ends = connection(name, sender);
    const cut = vi.fn();
    ends.page.onDisconnect.addListener(cut);
    connect(ends.background);
    ends.page.postMessage({ place: { tabId: 7 }, courseId: null, click: null });
    expect(cut).toHaveBeenCalledOnce();
    expect(logged).toHaveBeenCalledExactlyOnceWith(REFUSED);
    expect(views.open).not.toHaveBeenCalled();
  });

  test.each([
    ['an unknown name', 'nothing', {}],
    ['a body that does not fit', 'open', { place: { tabId: 7 }, courseId: '9', click: null }],
  ])('%s reaches nobody', async (_what, name, question) => {
    const ends = connection(name, popup);
    const told = vi.fn();
    ends.page.onMessage.addListener(told);
    connect(ends.background);
    ends.page.postMessage(question);
    await vi.waitFor(() => expect(told).toHaveBeenCalledOnce());
    expect(told).toHaveBeenCalledWith({ failure: { kind: 'internal', what: expect.any(String) } });
    expect(views.open).not.toHaveBeenCalled();
  });
});
