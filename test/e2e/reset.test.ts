/** Tests that share a browser find nothing of each other: what one leaves behind on purpose, the next does not have. */
import { describe, expect, onTestFinished } from 'vitest';
import { openPopupByAction } from './harness/popup.ts';
import { keptBy } from './harness/reset.ts';
import { workerStart } from './harness/worker.ts';
import { REQUESTS, type Scene, scene, screen, test } from './scene.ts';

/** Everything of the extension that outlives a page, with what a browser that has just started has of it. */
const NOTHING = {
  local: [],
  session: [],
  sync: [],
  databases: [],
  alarms: [],
  notifications: [],
  scripts: [],
  badge: '',
  title: 'Rollcall',
  permissions: [],
  origins: ['http://127.0.0.1/*'],
};

const ours = '(async () => (await chrome.runtime.getContexts({})).map(({ contextType }) => contextType))()';

/** Leaves something in every place there is. */
async function litter({ chromium, lms, visit, selectPeople }: Scene): Promise<void> {
  const { context } = chromium;
  const page = await visit(REQUESTS);
  const boxes = await selectPeople(page);
  await boxes.first().check();
  await page.evaluate(async () => {
    localStorage.setItem('left', 'behind');
    await cookieStore.set('left', 'behind');
    addEventListener('beforeunload', (event) => event.preventDefault());
    const opening = indexedDB.open('left');
    await new Promise((resolve) => opening.addEventListener('success', resolve));
  });
  await context.grantPermissions(['clipboard-read'], { origin: lms.origin });
  await chromium.asExtension(`(async () => {
    for (const area of ['local', 'session', 'sync']) await chrome.storage[area].set({ left: 'behind' });
    await chrome.alarms.create('left', { when: Date.now() + 3_600_000 });
    await chrome.action.setBadgeText({ text: '7' });
    await chrome.action.setTitle({ title: 'left behind' });
    await chrome.scripting.registerContentScripts([
      { id: 'left', matches: ['http://127.0.0.1/*'], js: ['row-under-pointer.js'] },
    ]);
    const opening = indexedDB.open('left');
    await new Promise((resolve) => { opening.onsuccess = resolve; });
    opening.result.close();
    await chrome.permissions.remove({ origins: ['http://127.0.0.1/*'] });
  })()`);
  lms.fault({ path: /./, times: Number.POSITIVE_INFINITY, do: { status: 503 } });
  lms.setRelation(9, lms.waitingUsers()[0]?.id ?? 0, null);
  await chromium.page('options.html');
  // The last, since it closes by itself when another page is brought to the front.
  await openPopupByAction(chromium, page);
}

describe.each([
  ['without a window', async () => scene({ as: null })],
  ['on a screen', async () => scene({ as: null, display: await screen() })],
] as const)('a browser %s', (_where, stage) => {
  let worker: number | null;
  let origin: string;

  test('is left with something in every place', async () => {
    const display = _where === 'on a screen' ? await screen() : undefined;
    const littered = await scene({ waiting: 4, ...(display ? { display } : {}) });
    await litter(littered);
    const { chromium, lms } = littered;
    origin = lms.origin;
    worker = await workerStart(chromium);
    const kept = await keptBy(chromium);
    // Otherwise the next test would show nothing.
    for (const [place, there] of Object.entries(kept)) {
      if (!/notifications|permissions/.test(place))
        expect(there, place).not.toEqual(Reflect.get(NOTHING, place));
    }
    expect(await chromium.asExtension<string[]>(ours)).toContain('POPUP');
    expect(chromium.context.pages().length).toBeGreaterThan(2);
  });

  test('and found as when it started', async () => {
    const { chromium, lms, visit } = await stage();
    const { context } = chromium;
    expect(await keptBy(chromium)).toEqual(NOTHING);
    expect(await chromium.asExtension<string[]>(ours)).not.toContain('POPUP');
    expect(context.pages().map((page) => page.url())).toEqual(['about:blank']);
    expect(await context.cookies()).toEqual([]);
    expect(await workerStart(chromium)).not.toBe(worker);
    // The address is the same, so that it would be found.
    expect(lms.origin).toBe(origin);
    expect(lms.log).toEqual([]);
    expect(lms.waitingUsers()).toHaveLength(340);
    const page = await visit(REQUESTS);
    onTestFinished(() => page.close());
    const found = await page.evaluate(async () => ({
      stored: localStorage.getItem('left'),
      cookie: (await cookieStore.get('left')) !== null,
      databases: (await indexedDB.databases()).map(({ name }) => name),
      clipboard: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
    }));
    expect(found).toEqual({ stored: null, cookie: false, databases: [], clipboard: 'prompt' });
    expect(await page.getByRole('checkbox', { name: /^Select / }).count()).toBe(0);
  });
});
