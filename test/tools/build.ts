import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Builds the extension as it ships; resolves with the folder of the build. Throws with the builder's own words. */
export async function buildExtension(browser: 'chrome' | 'firefox'): Promise<string> {
  const target = browser === 'chrome' ? [] : ['-b', 'firefox', '--mv3'];
  const wxt = `${root}node_modules/wxt/bin/wxt.mjs`;
  await run(process.execPath, [wxt, 'build', ...target], { cwd: root, timeout: 120_000 });
  return `${root}.output/${browser}-mv3`;
}
