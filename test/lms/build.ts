import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

// This file runs before anything is installed: it may import nothing but Node's own modules.

const HERE = new URL('./', import.meta.url);
const LOCK = new URL('package-lock.json', HERE);
const INSTALLED = new URL('node_modules/.package-lock.json', HERE);
const STAMP = new URL('dist/.stamp', HERE);

/**
 * Installs the front-end's packages if they are missing or older than the lockfile, and builds it if it changed.
 * Two at once would disturb each other: call it once before the tests, not in each of their files.
 */
export async function ensureFrontEnd(): Promise<void> {
  if (!(await newer(INSTALLED, LOCK)))
    await run('npm', ['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund']);
  const sources = await fingerprint();
  if ((await textOf(STAMP)) === sources) return;
  await run(process.execPath, [fileURLToPath(new URL('node_modules/vite/bin/vite.js', HERE)), 'build']);
  await writeFile(STAMP, sources);
}

/** One hash of everything that the build is made from. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256');
  const front = new URL('front/', HERE);
  const names = (await readdir(front)).sort();
  const files = [LOCK, new URL('vite.config.ts', HERE), ...names.map((name) => new URL(name, front))];
  for (const file of files) hash.update(await readFile(file)).update('\0');
  return hash.digest('hex');
}

async function newer(file: URL, than: URL): Promise<boolean> {
  try {
    return (await stat(file)).mtimeMs >= (await stat(than)).mtimeMs;
  } catch {
    return false;
  }
}

async function textOf(file: URL): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function run(command: string, args: string[]): Promise<void> {
  // Windows starts npm, which is a script there, only through a shell.
  const shell = process.platform === 'win32' && command === 'npm';
  const child = spawn(command, args, {
    cwd: fileURLToPath(HERE),
    // Vitest says `test`, and then the pages would be built as for development. npm leaves out what builds them, unless told.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
    shell,
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(code)}`);
}
