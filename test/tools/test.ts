/**
 * `npm test`: everything that is checked, on any machine, ending in one line that counts it. A check such as the
 * types counts as one. Words after `--` go to Vitest and leave the other checks out: `npm test -- native`.
 * `--check` runs the checks alone, `--unit` the checks and what needs neither a browser nor the LMS's front-end.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureFrontEnd } from '../lms/build.ts';
import { root } from './build.ts';
import { needsOf, WORDS } from './chosen.ts';
import { canInstall, ensureBrowser, ensureDisplayTools } from './machine.ts';
import { run } from './run.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const count: Count = { passed: 0, failed: 0, skipped: 0 };
const WITHOUT_BROWSER = ['--project=unit', '--project=components'];
const SLOWEST = 10;

async function check(what: string, program: string, args: string[]): Promise<void> {
  const error = await run(program, args, { cwd: root, timeout: 300_000 }).then(
    () => undefined,
    (thrown: Error) => thrown,
  );
  console.log(`— ${what}: ${error ? `failed\n${error.message}` : 'good'}`);
  if (error) count.failed += 1;
  else count.passed += 1;
}

/** What needs no test: two at a time, as each of them keeps one core busy. */
async function checks(): Promise<void> {
  await Promise.all([
    check('types', 'tsc', ['--noEmit']),
    check('lint and format', 'biome', ['check', '.']).then(() => check('nothing unused', 'knip', [])),
  ]);
}

interface Report {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  numTodoTests: number;
  testResults: { name: string; startTime: number; endTime: number }[];
}

/** Of all runs of Vitest. */
const results: Report['testResults'] = [];

function tellSlowest(): void {
  const files = results
    .map(({ name, startTime, endTime }) => ({ name, seconds: (endTime - startTime) / 1_000 }))
    .toSorted((a, b) => b.seconds - a.seconds)
    .slice(0, SLOWEST);
  if (files.length < 2) return;
  console.log('\nThe slowest files, in seconds:');
  for (const { name, seconds } of files)
    console.log(`${seconds.toFixed(1).padStart(7)}  ${relative(root, name)}`);
}

/** Runs Vitest and adds what it counted; a run that counted nothing is a failure. `aside`: while another one runs. */
async function vitest(args: string[], words: string[], { aside = false } = {}): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-test-'));
  const file = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const running = spawn('vitest', ['run', ...args, ...reporters], {
    cwd: root,
    stdio: aside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, [WORDS]: words.join('\n') },
  });
  const told: Buffer[] = [];
  running.stdout?.on('data', (chunk: Buffer) => told.push(chunk));
  running.stderr?.on('data', (chunk: Buffer) => told.push(chunk));
  // The other one is the longer, and its tests wait for what a browser shows: they go first.
  if (aside && running.pid !== undefined) setPriority(running.pid, 10);
  const [status] = await once(running, 'close');
  process.stdout.write(Buffer.concat(told));
  try {
    const report: Report = JSON.parse(readFileSync(file, 'utf8'));
    count.passed += report.numPassedTests;
    count.failed += report.numFailedTests;
    count.skipped += report.numPendingTests + report.numTodoTests;
    // Vitest also fails for what is no test: a set-up, a file that cannot be read, an error that nobody caught.
    if (status !== 0 && report.numFailedTests === 0) count.failed += 1;
    results.push(...report.testResults);
  } catch {
    console.error('Vitest left no report.');
    count.failed += 1;
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Sees to what the end-to-end tests need; false where that cannot be had: then they are skipped, and it is said why. */
async function hasBrowser(): Promise<boolean> {
  try {
    await ensureBrowser();
    await ensureDisplayTools();
    return true;
  } catch (error) {
    count.skipped += globSync('test/e2e/**/*.test.ts', { cwd: root }).length;
    console.error(`\nThe end-to-end tests are skipped: ${(error as Error).message}`);
    return false;
  }
}

const [first, ...more] = process.argv.slice(2);
const alone = first === '--check' || first === '--unit' ? first : undefined;
const args = alone || first === undefined ? more : [first, ...more];
const words = args.filter((word) => !word.startsWith('-'));
const needs = alone ? undefined : needsOf(words);

/** Everything: the tests in browsers leave the processors idle at times, and meanwhile all others are done. */
async function everything(): Promise<void> {
  const browser = (await hasBrowser()) ? vitest(['--project=e2e'], words) : undefined;
  await checks();
  await check("types of the client's tests", 'tsc', ['--noEmit', '-p', 'test/lms/client']);
  await vitest([...WITHOUT_BROWSER, '--project=client'], words, { aside: browser !== undefined });
  await browser;
}

if (needs?.frontEnd) await ensureFrontEnd();
await check('message keys and generated types', 'wxt', ['prepare']);
if (alone && args.length === 0) await checks();
if (alone === '--unit') await vitest([...args, ...WITHOUT_BROWSER], words);
else if (needs && args.length === 0) await everything();
else if (needs) {
  const without = needs.browser && !(await hasBrowser()) ? [...WITHOUT_BROWSER, '--project=client'] : [];
  await vitest([...args, ...without], words);
}
tellSlowest();

console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
// Where everything can be installed there is no reason to skip, but for what was not asked for.
process.exitCode = count.failed > 0 || (args.length === 0 && canInstall() && count.skipped > 0) ? 1 : 0;
