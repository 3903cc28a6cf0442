/**
 * Makes a fresh machine ready, then runs one script of the project on the project's own Node:
 *
 *     node test/tools/setup.mjs test/tools/test.ts -- args for the script
 *
 * Any Node from 20 on can run this file; the script runs on the Node that the lockfile names
 * (node_modules/.bin/node), which understands TypeScript. Only built-in modules here: it runs before anything
 * is installed.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
const modules = join(root, 'node_modules');
const bin = join(modules, '.bin');
const windows = process.platform === 'win32';

/** Ends the program with a sentence for the person at the keyboard. */
function fail(message) {
  console.error(message);
  process.exit(1);
}

/** Whether every package of the lockfile is there in its version; those that other machines need may be missing. */
function isInstalled() {
  if (!existsSync(join(modules, '.package-lock.json'))) return false;
  const packagesIn = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const there = packagesIn(join(modules, '.package-lock.json'));
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).every(
    ([path, { version, optional }]) =>
      path === '' || there[path]?.version === version || (optional && !there[path]),
  );
}

/** The project's own Node, or undefined before the installation. */
function ownNode() {
  // On Windows .bin holds shims; the package's executable itself can be started without a shell.
  const candidates = windows ? [join(modules, 'node', 'bin', 'node.exe')] : [join(bin, 'node')];
  return candidates.find(existsSync);
}

function install() {
  console.error('Installing the packages (npm ci) …');
  const done = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    shell: windows,
  });
  if (done.error)
    fail(`npm could not be started (${done.error.message}). npm comes with Node: is it on the PATH?`);
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout}${done.stderr}`);
    fail(`npm ci failed in ${root}; its words stand above. Put that right and try again.`);
  }
}

if (Number(process.versions.node.split('.')[0]) < 20) {
  fail(`Rollcall's scripts need Node 20 or newer; this is ${process.version}. See https://nodejs.org/`);
}

const [script, ...rest] = process.argv.slice(2);
if (!script) fail('Which script? For example: node test/tools/setup.mjs test/tools/test.ts');
const args = rest[0] === '--' ? rest.slice(1) : rest;

if (!isInstalled() || !ownNode()) install();
const node = ownNode();
if (!node) fail(`npm ci went through, but left no Node in ${bin}. Delete node_modules and try again.`);

const path = Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
const child = spawn(node, [resolve(root, script), ...args], {
  stdio: 'inherit',
  env: { ...process.env, [path]: `${bin}${delimiter}${process.env[path] ?? ''}` },
});
// A Ctrl+C reaches the child from the terminal as well; hearing it twice does it no harm.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('error', (error) => fail(`${script} could not be started: ${error.message}`));
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
