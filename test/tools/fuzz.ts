/** `npm run fuzz -- 100000`: so many random histories of a job instead of the thousand of `npm test`. */
import { spawnSync } from 'node:child_process';
import { root } from './build.ts';

const histories = Number(process.argv[2] ?? 20_000);
if (!Number.isSafeInteger(histories) || histories < 1)
  throw new Error('Say how many histories: npm run fuzz -- 100000');
const vitest = `${root}node_modules/vitest/vitest.mjs`;
const { status } = spawnSync(
  process.execPath,
  [vitest, 'run', '--project', 'unit', 'test/lib/jobs/engine/run.model.test.ts'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, ROLLCALL_HISTORIES: `${histories}` } },
);
process.exitCode = status ?? 1;
