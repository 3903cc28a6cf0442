/** Who may say what to the background. */
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { Failed } from '../../lib/errors.ts';
import { answerMessages, ask, type Handlers } from '../../lib/messages.ts';

type Listener = Parameters<typeof browser.runtime.onMessage.addListener>[0];
type Sender = Parameters<Listener>[1];

const TAB = { id: 7, windowId: 1, index: 0 } as NonNullable<Sender['tab']>;
let say: (message: unknown, sender: Partial<Sender>) => unknown;
let handlers: Handlers;
const onReview = vi.fn();

beforeEach(() => {
  onReview.mockClear();
  Object.assign(fakeBrowser.runtime, {
    id: 'ours',
    getURL: (path: string) => `chrome-extension://ours${path}`,
  });
  vi.spyOn(browser.runtime.onMessage, 'addListener').mockImplementation((listener: Listener) => {
    say = (message, sender) => listener(message, sender as Sender, () => {});
  });
  handlers = {
    open: vi.fn(),
    selectPeople: vi.fn(async () => null),
    start: vi.fn(),
    job: vi.fn(),
    resume: vi.fn(),
    leaveJob: vi.fn(),
    sites: vi.fn(async () => []),
    connect: vi.fn(async () => {
      throw new Failed({ kind: 'forbidden' });
    }),
    disconnect: vi.fn(async () => null),
  };
  answerMessages(handlers, onReview);
});

const popup = { id: 'ours', url: 'chrome-extension://ours/popup.html?tab=7', tab: TAB };
const page = { id: 'ours', url: 'https://community.example.org/course/9/x/', tab: TAB };

test("our own pages are answered, as a tab too, with the handler's value or its failure", async () => {
  expect(await say({ type: 'sites', body: {} }, popup)).toEqual({ value: [] });
  const signIn = { origin: 'https://x.example', token: 't' };
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
  test.each(['open', 'selectPeople', 'start', 'job', 'resume', 'leaveJob', 'sites', 'connect', 'disconnect'])(
    'gets no answer to %s',
    (type) => {
      const body = { tabId: 7, planId: crypto.randomUUID(), jobId: crypto.randomUUID() };
      expect(say({ type, body }, sender)).toBeUndefined();
      for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled();
    },
  );
});

test('a page script may ask for a review, of its own tab, and say nothing with it', () => {
  say({ type: 'review', tabId: 99 }, page);
  expect(onReview).not.toHaveBeenCalled();
  say({ type: 'review' }, page);
  expect(onReview).toHaveBeenCalledExactlyOnceWith(TAB);
  say({ type: 'review' }, { ...page, id: 'theirs' });
  expect(onReview).toHaveBeenCalledOnce();
});

test.each([
  [{ type: 'open', body: { tabId: -1 } }],
  [{ type: 'open', body: { tabId: 7, more: 1 } }],
  [{ type: 'start', body: { tabId: 7, planId: 'guess' } }],
  [{ type: 'nothing', body: {} }],
  ['open'],
  [null],
])('a message that does not fit its schema reaches nobody: %j', async (message) => {
  vi.spyOn(console, 'error').mockImplementation(() => {});
  expect(await say(message, popup)).toMatchObject({ failure: { kind: 'internal' } });
  for (const handler of Object.values(handlers)) expect(handler).not.toHaveBeenCalled();
});

test('no answer at all is a failure, not a value', async () => {
  Object.assign(fakeBrowser.runtime, { sendMessage: async () => undefined });
  await expect(ask('sites', {})).rejects.toMatchObject({ failure: { kind: 'internal' } });
});
