/** The fault table's rows about the worker: it is killed at any step, and two contexts drain at once. */
import { describe, expect } from 'vitest';
import { until } from '../tools/run.ts';
import type { Chromium } from './harness/chromium.ts';
import { killWorker, workerStart } from './harness/worker.ts';
import { acceptAll, HELD, repeated, result, toPost } from './job-steps.ts';
import { REQUESTS, type Scene, scene, sentIds, test } from './scene.ts';

/** Rollcall's reads of a list of the course. */
const reads = ({ lms }: Scene, list: string) =>
  lms
    .requests(lms.tokens.manager)
    .filter(({ method, path }) => method === 'GET' && path.endsWith(`/course/9/${list}/`));
const toRead = ({ lms }: Scene, list: string) => ({
  path: `/api/v2/course/9/${list}/`,
  method: 'GET',
  token: lms.tokens.manager,
  do: HELD,
});

/** Has the extension's database busy, so that nothing can be written to it; resolves with what ends that. */
async function holdDisk(chromium: Chromium): Promise<() => Promise<void>> {
  const page = await chromium.page('options.html');
  await page.evaluate(async () => {
    const [{ name = '' } = {}] = await indexedDB.databases();
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const stores = [...database.objectStoreNames];
    const holding = database.transaction(stores, 'readwrite');
    await new Promise<void>((resolve) => {
      const again = () => {
        // A transaction lasts as long as each answer is followed by a question.
        holding.objectStore(stores[0] ?? '').count().onsuccess = again;
        resolve();
      };
      again();
    });
  });
  return () => page.close();
}

describe('the worker is killed at each step: the job goes on by itself, nobody is lost or sent twice', () => {
  interface Step {
    step: string;
    /** What makes the step last. */
    before(stage: Scene): void;
    /** Resolves within the step, with what is to be done once the worker is killed. */
    within(stage: Scene): Promise<(() => Promise<void>) | undefined>;
    ends?: string;
  }
  const steps: Step[] = [
    {
      step: 'a POST is under way',
      before: ({ lms }) => lms.fault(toPost(HELD)),
      within: async ({ posts }) => {
        await until('the POST', () => posts().length === 1);
        return undefined;
      },
    },
    {
      step: 'between two batches: the answer is there, and not written down yet',
      before: ({ lms }) => lms.fault(toPost(HELD)),
      within: async ({ chromium, lms, posts }) => {
        await until('the POST', () => posts().length === 1);
        const release = await holdDisk(chromium);
        expect(posts()[0]?.status).toBe(0);
        lms.release();
        await until('the answer', () => posts()[0]?.status === 204);
        return release;
      },
    },
    {
      step: 'the members are read in the end',
      before: (stage) => stage.lms.fault(toRead(stage, 'users')),
      within: async (stage) => {
        await until('the read', () => reads(stage, 'users').length === 1);
        expect(stage.posts()).toHaveLength(2);
        return undefined;
      },
    },
    {
      step: 'the invitations are read in the end',
      before: (stage) => {
        const [skipped] = stage.lms.waitingUsers();
        stage.lms.fault(toPost({ skip: [skipped?.id ?? 0] }, 2));
        stage.lms.fault(toRead(stage, 'invite'));
      },
      within: async (stage) => {
        await until('the read', () => reads(stage, 'invite').length === 1);
        expect(stage.posts()).toHaveLength(2);
        return undefined;
      },
      ends: '119 accepted, 1 not confirmed',
    },
    {
      step: 'it waits, as it was told with 429',
      before: ({ lms }) => lms.fault(toPost({ status: 429, headers: { 'retry-after': '4' } })),
      within: async ({ posts }) => {
        await until('the 429', () => posts()[0]?.status === 429);
        return undefined;
      },
    },
  ];

  test.each(steps)('$step', async ({ before, within, ends = '120 accepted' }) => {
    const stage = await scene({ waiting: 120 });
    before(stage);
    const popup = await acceptAll(stage, 120);
    const then = await within(stage);
    await killWorker(stage.chromium);
    await then?.();
    expect(await result(popup)).toBe(ends);
    const [first, second, ...more] = stage.posts();
    if (first?.status === 429) expect((second?.at ?? 0) - first.at).toBeGreaterThanOrEqual(4_000);
    expect(more).toHaveLength(first?.status === 429 ? 1 : 0);
    expect(repeated(sentIds(stage.posts().filter(({ status }) => status !== 429)))).toBe(0);
    expect(stage.lms.waitingUsers()).toHaveLength(ends === '120 accepted' ? 0 : 1);
  });

  test('each of eleven POSTs, one after the other', async () => {
    const stage = await scene({ waiting: 1_100 });
    stage.lms.fault(toPost(HELD, 11));
    const popup = await acceptAll(stage, 1_100);
    for (let kills = 1; kills <= 11; kills += 1) {
      await until(`POST ${kills}`, () => stage.posts().length === kills);
      await killWorker(stage.chromium);
    }
    expect(await result(popup)).toMatch(/^1,?100 accepted$/);
    expect(stage.posts()).toHaveLength(11);
    expect(repeated(sentIds(stage.posts()))).toBe(0);
    expect(stage.lms.waitingUsers()).toEqual([]);
  });

  test('a POST is under way, and no window is open that would start another worker: the browser does', async () => {
    const stage = await scene({ waiting: 120 });
    stage.lms.fault(toPost(HELD));
    const popup = await acceptAll(stage, 120);
    await until('the POST', () => stage.posts().length === 1);
    await popup.close();
    await stage.chromium.stopWorker();
    expect(await workerStart(stage.chromium)).toBeNull();
    // An alarm rings after half a minute at the earliest.
    await until('everyone to be in', () => stage.lms.waitingUsers().length === 0, { timeout: 45_000 });
    expect(repeated(sentIds(stage.posts()))).toBe(0);
  }, 90_000);
});

describe('two contexts drain at once: one POST a batch, one request at a time', () => {
  test('two windows of one course, and the worker is killed under both', async () => {
    const stage = await scene({ waiting: 250 });
    stage.lms.fault(toPost(HELD, 2));
    const one = await acceptAll(stage, 250);
    const other = await stage.popup(await stage.visit(REQUESTS));
    await other.getByRole('progressbar').waitFor();
    stage.lms.release();
    await until('the second POST', () => stage.posts().length === 2);
    await killWorker(stage.chromium);
    for (const popup of [one, other]) expect(await result(popup)).toBe('250 accepted');
    expect(stage.posts()).toHaveLength(3);
    expect(repeated(sentIds(stage.posts()))).toBe(0);
  });

  test('two courses of one site, and the worker is killed under both', async () => {
    const LATENCY = 200;
    const stage = await scene({ waiting: 250, strangers: 160, latencyMs: LATENCY });
    const { lms } = stage;
    for (const { id } of lms.strangers().slice(9)) lms.setRelation(10, id, 'requested');
    lms.fault(toPost(HELD));
    const one = await acceptAll(stage, 250);
    await until('the first POST', () => stage.posts().length === 1);
    const other = await acceptAll(stage, 154, '/course/10/coastal-field-methods/edit/requests');
    expect(stage.posts()).toHaveLength(1);
    const started = Date.now();
    await killWorker(stage.chromium);
    expect(await result(one)).toBe('250 accepted');
    expect(await result(other)).toBe('154 accepted');
    // Each answer takes so long, and no request was made before the one before it was answered.
    const times = lms.requests(lms.tokens.manager).flatMap(({ at }) => (at > started ? [at] : []));
    expect(times.length).toBeGreaterThan(6);
    const gaps = times.slice(1).map((at, before) => at - (times[before] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(LATENCY - 5);
    // Which of the two goes on first after the kill is open.
    const toFirst = stage.posts().filter(({ path }) => path.includes('/9/'));
    expect([toFirst.length, stage.posts().length]).toEqual([3, 5]);
    expect(repeated(sentIds(stage.posts()))).toBe(0);
  });
});
