/** The fault table's row about the disk: what cannot be written down is not sent. */
import { describe, expect } from 'vitest';
import { until } from '../tools/run.ts';
import { signIn } from './harness/grant.ts';
import { acceptAll, HELD, repeated, result, toPost } from './job-steps.ts';
import { type Scene, scene, sentIds, test } from './scene.ts';

describe('IndexedDB is full or aborts: no commit, no POST', () => {
  /** Leaves the extension so many bytes of disk; undefined gives it back what it had. */
  async function allow({ chromium }: Scene, bytes?: number): Promise<void> {
    const [page] = chromium.context.pages();
    if (page === undefined) throw new Error('no page is open');
    const session = await chromium.context.newCDPSession(page);
    const origin = `chrome-extension://${chromium.extensionId}`;
    const quota = bytes === undefined ? {} : { quotaSize: bytes };
    await session.send('Storage.overrideQuotaForOrigin', { origin, ...quota });
  }

  /** A stage with little room, set before anything is kept: the browser heeds a new quota late. */
  async function narrowStage(waiting: number): Promise<Scene> {
    // A browser whose room was narrowed does not get it back at once.
    const stage = await scene({ waiting, as: null, own: true });
    await allow(stage, 500_000);
    await signIn(stage.chromium, stage.lms.origin, stage.lms.tokens.manager);
    return stage;
  }

  /** Fills what the extension is allowed, down to the last bytes. */
  async function fill({ chromium }: Scene): Promise<void> {
    const page = await chromium.page('options.html');
    await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const opening = indexedDB.open('filler');
        opening.onupgradeneeded = () => opening.result.createObjectStore('filler', { autoIncrement: true });
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const fits = (size: number) =>
        new Promise<boolean>((resolve) => {
          const writing = database.transaction('filler', 'readwrite');
          writing.objectStore('filler').add(crypto.getRandomValues(new Uint8Array(size)));
          writing.oncomplete = () => resolve(true);
          writing.onabort = () => resolve(false);
        });
      for (let size = 65_536; size >= 1; ) if (!(await fits(size))) size = Math.floor(size / 2);
    });
    await page.close();
  }

  /** Aborts whatever the extension's database is doing, and closes it under everybody. */
  async function closeDatabase({ chromium }: Scene): Promise<void> {
    const page = await chromium.context.newPage();
    await page.goto('chrome://indexeddb-internals');
    const bucket = page.locator('.indexeddb-origin', { hasText: chromium.extensionId });
    await bucket.getByText('Force close').click();
    await bucket.getByText(/Open connections:\s*0/).waitFor();
    await page.close();
  }

  test('full at the start: said so, and Try again goes on once there is room', async () => {
    const stage = await narrowStage(3);
    await fill(stage);
    const popup = await acceptAll(stage, 3);
    await popup.getByText('The browser keeps nothing more').waitFor();
    expect(stage.posts()).toEqual([]);
    await allow(stage);
    await popup.getByRole('button', { name: 'Try again' }).click();
    expect(await result(popup)).toBe('3 accepted');
    expect(stage.posts()).toHaveLength(1);
  });

  test('full in mid-job: said so, and Try again goes on; nobody is sent twice', async () => {
    const stage = await narrowStage(250);
    stage.lms.fault(toPost(HELD));
    const popup = await acceptAll(stage, 250);
    await until('the first POST', () => stage.posts().length === 1);
    await fill(stage);
    expect(stage.posts()[0]?.status).toBe(0);
    stage.lms.release();
    await until('the answer', () => stage.posts()[0]?.status === 204);
    await popup.reload();
    await popup.getByText('The browser keeps nothing more').waitFor();
    expect(stage.posts()).toHaveLength(1);
    await allow(stage);
    await popup.getByRole('button', { name: 'Try again' }).click();
    expect(await result(popup)).toBe('250 accepted');
    expect(stage.posts()).toHaveLength(3);
    expect(repeated(sentIds(stage.posts()))).toBe(0);
  });

  test('aborting, and closed under it, in mid-job: it is opened anew, the job goes on by itself, nobody is sent twice', async () => {
    const stage = await scene({ waiting: 250 });
    stage.lms.fault(toPost(HELD));
    const popup = await acceptAll(stage, 250);
    await until('the first POST', () => stage.posts().length === 1);
    await closeDatabase(stage);
    expect(stage.posts()[0]?.status).toBe(0);
    stage.lms.release();
    expect(await result(popup)).toBe('250 accepted');
    expect(stage.posts()).toHaveLength(3);
    expect(repeated(sentIds(stage.posts()))).toBe(0);
  });
});
