import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** How {@link run} starts a program. */
export interface RunOptions {
  /** Working folder; that of this process if left out. */
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** What the program reads from its standard input; nothing if left out. */
  input?: Buffer;
  /** Milliseconds after which the program is killed; 30,000 if left out. */
  timeout?: number;
}

/**
 * Runs a program to its end and gives what it wrote to standard output.
 * @throws Error with the program's own words when it fails, cannot be started or takes too long.
 */
export async function run(command: string, args: string[], options: RunOptions = {}): Promise<Buffer> {
  const child = spawn(command, args, { cwd: options.cwd, env: { ...process.env, ...options.env } });
  const timer = setTimeout(() => child.kill('SIGKILL'), options.timeout ?? 30_000);
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  // A program that ends before it has read everything breaks the pipe; its exit code tells more than EPIPE.
  child.stdin.on('error', () => {});
  child.stdin.end(options.input);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...how) => resolve(how));
  }).finally(() => clearTimeout(timer));
  if (code === 0) return Buffer.concat(out);
  const words = Buffer.concat(err.length > 0 ? err : out)
    .toString()
    .trim();
  throw new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}${words && `: ${words}`}`);
}

/** Ends a process and waits until it is gone: politely, and after two seconds by force. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  const timer = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await gone;
  clearTimeout(timer);
}

/**
 * Asks again and again until the answer is truthy, and gives that answer. An error counts as "not yet".
 * @param what what is awaited, for the error text
 * @param ask the question
 * @param limits milliseconds: `timeout` in all (10,000), `every` between two questions (50)
 * @throws Error naming `what`, with the last error, when the time is up.
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  limits: { timeout?: number; every?: number } = {},
): Promise<Exclude<Awaited<T>, false | null | undefined | 0 | ''>> {
  const { timeout = 10_000, every = 50 } = limits;
  const deadline = Date.now() + timeout;
  let cause: unknown;
  do {
    try {
      const answer = await ask();
      if (answer) return answer as Exclude<Awaited<T>, false | null | undefined | 0 | ''>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    await sleep(every);
  } while (Date.now() < deadline);
  const because = cause instanceof Error ? ` (${cause.message})` : '';
  throw new Error(`Waited ${timeout} ms in vain for ${what}${because}`, { cause });
}
