import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { run } from './run.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

type Browser = 'chrome' | 'firefox';

/** Builds the extension as it ships; resolves with the folder of the build. Throws with the builder's own words. */
export async function buildExtension(browser: Browser): Promise<string> {
  await wxt('build', browser);
  return `${root}.output/${browser}-mv3`;
}

/** Builds it again and packs it as a store takes it; resolves with the path of the zip. */
export async function zipExtension(browser: Browser): Promise<string> {
  await wxt('zip', browser);
  const { name, version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
  return `${root}.output/${name}-${version}-${browser}.zip`;
}

async function wxt(command: 'build' | 'zip', browser: Browser): Promise<void> {
  const target = browser === 'chrome' ? [] : ['-b', 'firefox', '--mv3'];
  const program = `${root}node_modules/wxt/bin/wxt.mjs`;
  // Vitest says `test`, and then the components would be built as for development, with the paths of this machine in them.
  const env = { NODE_ENV: 'production' };
  await run(process.execPath, [program, command, ...target], { cwd: root, env, timeout: 120_000 });
}
