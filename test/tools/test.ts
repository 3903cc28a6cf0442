/**
 * `npm test`: everything that is checked, on any machine, ending in one line that counts it. A check such as the
 * types counts as one. Words after `--` go to Vitest and leave the other checks out: `npm test -- native`.
 */
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureFrontEnd } from '../lms/build.ts';
import { root } from './build.ts';
import { canInstall, ensureBrowser, ensureDisplayTools } from './machine.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
}

const count: Count = { passed: 0, failed: 0, skipped: 0 };
const only = process.argv.slice(2);

function check(what: string, program: string, args: string[]): void {
  console.log(`\n— ${what}`);
  const { status } = spawnSync(program, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status === 0) count.passed += 1;
  else count.failed += 1;
}

/** Runs Vitest and adds what it counted; a run that counted nothing is a failure. */
function vitest(args: string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-test-'));
  const report = join(folder, 'report.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync('vitest', ['run', ...args, ...reporters], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  try {
    const told = JSON.parse(readFileSync(report, 'utf8'));
    count.passed += told.numPassedTests;
    count.failed += told.numFailedTests;
    count.skipped += told.numPendingTests + told.numTodoTests;
    // Vitest also fails for what is no test: a set-up, a file that cannot be read, an error that nobody caught.
    if (status !== 0 && told.numFailedTests === 0) count.failed += 1;
  } catch {
    console.error('Vitest left no report.');
    count.failed += 1;
  }
  rmSync(folder, { recursive: true, force: true });
}

/** Installs what the end-to-end tests need. Where that cannot be had, they are skipped, and it is said why. */
async function endToEndTests(): Promise<string[]> {
  try {
    await ensureBrowser();
    await ensureDisplayTools();
    return [];
  } catch (error) {
    count.skipped += globSync('test/e2e/**/*.test.ts', { cwd: root }).length;
    console.error(`\nThe end-to-end tests are skipped: ${(error as Error).message}`);
    return ['--project', 'unit', '--project', 'components'];
  }
}

await ensureFrontEnd();
check('message keys and generated types', 'wxt', ['prepare']);
if (only.length === 0) {
  check('types', 'tsc', ['--noEmit']);
  check('lint and format', 'biome', ['check', '.']);
  check('nothing unused', 'knip', []);
}
vitest([...only, ...(await endToEndTests())]);

console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
// Where everything can be installed there is no reason to skip.
process.exitCode = count.failed > 0 || (canInstall() && count.skipped > 0) ? 1 : 0;
