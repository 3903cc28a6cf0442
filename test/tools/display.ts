import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, run, until } from './run.ts';

/** A picture of the screen: 8-bit RGB, row by row, no padding. */
export interface Pixels {
  width: number;
  height: number;
  rgb: Buffer;
}

/**
 * A screen of one's own, with a window manager, a keyboard and a mouse. Coordinates are pixels from the top
 * left.
 */
export interface Display {
  env: { DISPLAY: string };
  width: number;
  height: number;
  /** Presses keys one after the other; a name as xdotool has it: `Tab`, `alt+shift+u`. */
  key(...keys: string[]): Promise<void>;
  /** Presses a key and keeps it down, so that it repeats, until what it resolves with is called. */
  hold(key: string): Promise<() => Promise<void>>;
  type(text: string): Promise<void>;
  moveTo(x: number, y: number): Promise<void>;
  /** @param button 1 left, 2 middle, 3 right */
  click(x: number, y: number, button?: number): Promise<void>;
  /** Presses the left button at one point, moves to the other in small steps, and lets go. */
  drag(fromX: number, fromY: number, toX: number, toY: number): Promise<void>;
  /** The ids of the top-level windows that can be seen: frames, menus, bubbles, tooltips. */
  windows(): Promise<string[]>;
  pixels(): Promise<Pixels>;
  /**
   * Waits until the screen has stood still for a moment: fades take about 200 ms and announce no end. 3 s at
   * most.
   */
  settle(): Promise<void>;
  /** Writes a PNG of the whole screen as it is now. */
  screenshot(file: string): Promise<void>;
  stop(): Promise<void>;
}

/** The number that Xvfb writes to -displayfd once it takes connections. */
async function displayNumber(pipe: Readable): Promise<string> {
  let text = '';
  for await (const chunk of pipe) {
    text += String(chunk);
    if (text.includes('\n')) return text.trim();
  }
  throw new Error('Xvfb ended before it had a display.');
}

function parsePpm(ppm: Buffer): Pixels {
  const header = /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 64).toString('latin1'));
  if (!header) throw new Error('xwdtopnm gave something other than an 8-bit colour picture.');
  return { width: Number(header[1]), height: Number(header[2]), rgb: ppm.subarray(header[0].length) };
}

/**
 * Starts Xvfb on a free display and openbox on it; resolves when both answer. Needs `ensureDisplayTools()`.
 * Everything ends with `stop()`, and also when this process dies, however it dies.
 * @param size width x height in pixels
 */
export async function startDisplay(size = '1280x900'): Promise<Display> {
  const [width = 0, height = 0] = size.split('x').map(Number);
  // -displayfd: the server itself picks a free number, so that two runs never meet.
  const args = ['-displayfd', '3', '-screen', '0', `${size}x24`, '-nolisten', 'tcp', '-noreset'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const started = new Promise<never>((_, reject) => server.once('error', reject));
  const pipe = server.stdio[3] as Readable;
  const env = { DISPLAY: `:${await Promise.race([displayNumber(pipe), started])}` };
  const manager = spawn('openbox', [], { env: { ...process.env, ...env }, stdio: 'ignore' });
  manager.on('error', () => {});
  // The guardian's standard input closes when this process dies, even by SIGKILL; then it ends the two.
  const pids = [manager.pid, server.pid].filter((pid) => pid !== undefined).map(String);
  const guardian = spawn('sh', ['-c', 'cat >/dev/null; kill "$@" 2>/dev/null', 'guardian', ...pids], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // A group of its own: a Ctrl+C in the terminal must not take the guardian first.
    detached: true,
  });
  for (const child of [server, manager, guardian]) child.unref();
  (pipe as Readable & { unref?(): void }).unref?.();
  (guardian.stdin as unknown as { unref?(): void }).unref?.();

  const xdotool = async (...words: (string | number)[]) => {
    return (await run('xdotool', words.map(String), { env })).toString();
  };
  const ppm = async () => {
    const dump = await run('xwd', ['-root', '-silent'], { env });
    return run('xwdtopnm', [], { input: dump });
  };
  const display: Display = {
    env,
    width,
    height,
    async key(...keys) {
      await xdotool('key', '--clearmodifiers', ...keys);
    },
    async hold(key) {
      await xdotool('keydown', key);
      return async () => {
        await xdotool('keyup', key);
      };
    },
    async type(text) {
      await xdotool('type', '--clearmodifiers', '--', text);
    },
    async moveTo(x, y) {
      // Without --sync: that waits for a movement, 15 s long when the pointer is there already.
      await xdotool('mousemove', Math.round(x), Math.round(y));
    },
    async click(x, y, button = 1) {
      await xdotool('mousemove', Math.round(x), Math.round(y), 'click', button);
    },
    async drag(fromX, fromY, toX, toY) {
      const steps = 12;
      const path = Array.from({ length: steps }, (_, i) => (i + 1) / steps).flatMap((part) => [
        'mousemove',
        Math.round(fromX + (toX - fromX) * part),
        Math.round(fromY + (toY - fromY) * part),
        // A hand takes time too; a movement all in one moment may be read as a single jump.
        'sleep',
        0.01,
      ]);
      await xdotool('mousemove', Math.round(fromX), Math.round(fromY), 'mousedown', 1, ...path, 'mouseup', 1);
    },
    async windows() {
      // xdotool fails where there is no window at all.
      const found = await xdotool('search', '--onlyvisible', '--maxdepth', 1, '--name', '').catch(() => '');
      return found.split('\n').filter(Boolean);
    },
    async pixels() {
      return parsePpm(await ppm());
    },
    async settle() {
      let before = await ppm();
      const deadline = Date.now() + 3_000;
      // A blinking caret never stands still; hence the limit.
      for (let still = 0; still < 2 && Date.now() < deadline; ) {
        await sleep(60);
        const now = await ppm();
        still = now.equals(before) ? still + 1 : 0;
        before = now;
      }
    },
    async screenshot(file) {
      await writeFile(file, await run('pnmtopng', ['-quiet'], { input: await ppm() }));
    },
    async stop() {
      // The guardian first: the numbers it would kill must not come to belong to others.
      guardian.kill('SIGKILL');
      await end(manager);
      await end(server);
    },
  };
  try {
    // Only a window manager publishes the number of desktops.
    await until('openbox on the new display', () => xdotool('get_num_desktops'), { timeout: 10_000 });
  } catch (error) {
    await display.stop();
    throw error;
  }
  return display;
}
