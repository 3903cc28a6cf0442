/** What is told of a job reaches page, icon and notification: the last of it, and never faster than they can take it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { jobWords } from '../../../../components/shared/job-words.ts';
import type { Batch, Job } from '../../../../lib/model/index.ts';
import { job, ORIGIN, outcome, standing } from '../../../people.ts';

/** A page of ours, as the browser tells it. */
interface Page {
  contextType: string;
  documentUrl: string;
  tabId: number;
}
const browserPages: Page[] = [];

/** What was shown in the page, the last at the end; a test may hold the page back. */
const inPage = vi.fn(async (_told: unknown): Promise<void> => {});
const create = vi.fn(async (id: string, _options: object) => id);
const clear = vi.fn(async (_id: string) => true);
const setBadgeText = vi.fn(async () => {});
let url = `${ORIGIN}/course/9/x/edit/requests`;
let tell: (job: Job) => void;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.resetModules();
  vi.clearAllMocks();
  inPage.mockImplementation(async () => {});
  browserPages.length = 0;
  url = `${ORIGIN}/course/9/x/edit/requests`;
  Object.assign(fakeBrowser.action, {
    setBadgeText,
    setBadgeBackgroundColor: async () => {},
    setBadgeTextColor: async () => {},
    setTitle: async () => {},
  });
  Object.assign(fakeBrowser.scripting, {
    executeScript: async ({ args }: { args: [unknown] }) => {
      await inPage(args[0]);
      return [{ result: true }];
    },
  });
  Object.assign(fakeBrowser.tabs, { get: async (id: number) => ({ id, url, active: id === 7 }) });
  Object.assign(fakeBrowser.permissions, { onAdded: { addListener: () => {} } });
  Object.assign(fakeBrowser.runtime, { getContexts: async () => browserPages });
  Object.assign(fakeBrowser.notifications, { create, clear, onClicked: { addListener: () => {} } });
  const surfaces = await import('../../../../lib/jobs/status/status.ts');
  surfaces.showJobs(jobWords);
  tell = surfaces.tell;
});
afterEach(() => vi.useRealTimers());

const batch = (state: Batch['state'], users: number[]): Batch => ({
  call: 'invite',
  users,
  state,
  attempt: null,
  reason: null,
});
const at = (sent: number, all = 4): Job =>
  job(standing(null, 1), {
    batches: Array.from({ length: all }, (_, index) => batch(index < sent ? 'sent' : 'waiting', [index + 1])),
  });
const done = job(standing(null, 2), {
  state: 'done',
  outcomes: [outcome('invited', 2001), outcome('not-confirmed', 2002)],
});
const paused = job(standing(null, 2), { state: 'paused', failure: { kind: 'rate-limited', until: null } });
const moment = () => vi.advanceTimersByTimeAsync(400);
const shown = () => inPage.mock.calls.map(([told]) => told);

describe('the page', () => {
  test('of many changes the last one is shown, a moment later', async () => {
    for (let sent = 0; sent <= 3; sent += 1) tell(at(sent));
    expect(shown()).toEqual([]);
    await moment();
    expect(shown()).toMatchObject([{ text: 'Rollcall: 3 of 4 sent', handled: 3, all: 4, state: 'running' }]);
  });

  test('a page that takes its time gets one at a time, and the last one after that', async () => {
    const slow = Promise.withResolvers<void>();
    inPage.mockImplementationOnce(() => slow.promise);
    tell(at(0));
    await moment();
    for (const sent of [1, 2]) tell(at(sent));
    await moment();
    expect(shown()).toHaveLength(1);
    slow.resolve();
    await moment();
    expect(shown()).toMatchObject([{ handled: 0 }, { handled: 2 }]);
  });

  test('one that never answers holds up neither the badge nor the notification', async () => {
    inPage.mockImplementation(() => new Promise(() => {}));
    tell(at(0));
    await moment();
    setBadgeText.mockClear();
    tell(done);
    await moment();
    expect(setBadgeText).toHaveBeenCalledOnce();
    expect(create).toHaveBeenCalledOnce();
  });

  test('it learns no names, and nothing at another site or of a job that no page began', async () => {
    tell({ ...paused, failure: { kind: 'other-account', origin: ORIGIN, username: 'cora_manager' } });
    await moment();
    expect(shown()).toMatchObject([{ text: 'Rollcall has paused: 0 of 2 sent' }]);
    expect(JSON.stringify(shown())).not.toMatch(/cora_manager|person_|Marine/);
    url = 'https://elsewhere.example.org/';
    tell(at(1));
    await moment();
    tell({ ...at(2), place: { origin: ORIGIN } });
    await moment();
    expect(shown()).toHaveLength(1);
  });

  test.each<[string, Job]>([
    ['seen', { ...done, seen: true }],
    ['given up', { ...paused, state: 'left' }],
  ])('a job that was %s is taken away', async (_which, ended) => {
    tell(ended);
    await moment();
    expect(shown()).toMatchObject([{ state: 'left' }]);
  });
});

describe('the notification', () => {
  const page = (about: Partial<Page>): Page => ({
    contextType: 'TAB',
    documentUrl: 'chrome-extension://x/popup.html?tab=1',
    tabId: 7,
    ...about,
  });

  test('at the end: the course, and what became of how many', async () => {
    tell(at(1));
    tell(done);
    await moment();
    expect(create.mock.calls).toEqual([
      [
        `job:${done.id}`,
        expect.objectContaining({ title: 'Intro to Marine Biology', message: '1 invited, 1 not confirmed' }),
      ],
    ]);
  });

  test('at a pause: why; it is taken back when the job goes on', async () => {
    tell(paused);
    await moment();
    expect(create.mock.calls[0]?.[1]).toMatchObject({ message: 'Paused. The site asks to wait.' });
    clear.mockClear();
    tell(at(1));
    await moment();
    expect(clear).toHaveBeenCalledWith(`job:${paused.id}`);
  });

  test.each<[string, Partial<Page>, number]>([
    ['the popup is open', { contextType: 'POPUP', tabId: -1 }, 0],
    ['a tab of ours shows the job', {}, 0],
    ['the history shows it', { documentUrl: `chrome-extension://x/options.html?job=${done.id}` }, 0],
    [
      'the options show another section by now',
      { documentUrl: `chrome-extension://x/options.html?job=${done.id}#lists` },
      1,
    ],
    ['that tab is not in front', { tabId: 8 }, 1],
    ['a tab of ours shows something else', { documentUrl: 'chrome-extension://x/popup.html?tab=2' }, 1],
  ])('%s', async (_what, about, times) => {
    browserPages.push(page(about));
    tell(done);
    await moment();
    expect(create).toHaveBeenCalledTimes(times);
  });
});
