import { setTimeout } from 'node:timers/promises';
import { until } from '../../tools/run.ts';
import type { Chromium } from './chromium.ts';
import { attach, type Target } from './target.ts';

/** The extension's worker as a DevTools target, attached; null while none runs. Attached, it is not put to sleep. */
export async function attachWorker({ cdp, extensionId }: Chromium): Promise<Target | null> {
  const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{}] });
  const start = `chrome-extension://${extensionId}/`;
  const info = targetInfos.find(({ type, url }) => type === 'service_worker' && url.startsWith(start));
  return info === undefined ? null : attach(cdp, info.targetId);
}

/** When the running worker started, in milliseconds with fractions: no two workers have the same. Null while none runs. */
export async function workerStart(chromium: Chromium): Promise<number | null> {
  const worker = await attachWorker(chromium).catch(() => null);
  try {
    const start = worker?.evaluate<number>('performance.timeOrigin');
    return (await Promise.race([start, noAnswer()])) ?? null;
  } catch {
    return null; // It stopped meanwhile.
  } finally {
    await worker?.detach();
  }
}

/** One that ends with its extension may be listed still, take the question, and never answer. */
async function noAnswer(): Promise<null> {
  return setTimeout(1_000, null);
}

/** Resolves when a worker runs that is another than the one that started at `before`. */
export async function anotherWorker(chromium: Chromium, before: number): Promise<void> {
  await until('another worker', async () => ((await workerStart(chromium)) ?? before) !== before);
}

/**
 * Kills the running worker; resolves when another one has started, which something must cause: a window that asks, an
 * alarm. Throws where none was running.
 */
export async function killWorker(chromium: Chromium): Promise<void> {
  const before = await workerStart(chromium);
  if (before === null) throw new Error('no worker is running');
  await chromium.stopWorker();
  await anotherWorker(chromium, before);
}
