/** What a failing test leaves behind, so that nobody has to run it again to see what it saw. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { TestContext } from 'vitest';
import type { LoggedRequest, PracticeLms } from '../../lms/server.ts';
import { root } from '../../tools/build.ts';
import type { Display } from '../../tools/display.ts';
import type { Chromium } from './chromium.ts';
import { HOME_TITLE } from './home.ts';
import type { Notes } from './notes.ts';
import { openPopups } from './popup.ts';
import { attach } from './target.ts';

interface Scene {
  chromium: Chromium;
  lms: PracticeLms;
  notes: Notes;
  display?: Display | undefined;
}

const FOLDER = '.output/failures';
/** A page that does not answer must not take the test's own words with it. */
const PATIENCE = 3_000;

const nameOf = (text: string) =>
  text
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);

/** Does each of them, whatever becomes of the others; says of those that failed why. */
async function each(folder: string, doings: Record<string, () => Promise<unknown>>): Promise<void> {
  for (const [what, doing] of Object.entries(doings)) {
    await doing().catch((error: Error) =>
      writeFileSync(join(folder, `${what}.missing.txt`), `${error.message}\n`),
    );
  }
}

async function leavePages({ context }: Chromium, folder: string): Promise<void> {
  for (const [at, page] of context.pages().entries()) {
    if (page.url() === 'about:blank' || (await page.title().catch(() => '')) === HOME_TITLE) continue;
    const name = join(folder, `page-${at}`);
    await each(folder, {
      [`page-${at}-picture`]: () => page.screenshot({ path: `${name}.png`, timeout: PATIENCE }),
      [`page-${at}-dom`]: async () => {
        // Open shadow roots too: our boxes and bars stand in them.
        const html = page.evaluate(() => {
          const roots = [...document.querySelectorAll('*')].flatMap((one) => one.shadowRoot ?? []);
          return document.documentElement.getHTML({ serializableShadowRoots: true, shadowRoots: roots });
        });
        writeFileSync(`${name}.html`, `<!-- ${page.url()} -->\n${await inTime(html)}\n`);
      },
    });
  }
}

async function leavePopups(chromium: Chromium, folder: string): Promise<void> {
  for (const { targetId, url } of await openPopups(chromium)) {
    const target = await attach(chromium.cdp, targetId);
    const html = await inTime(target.evaluate<string>('document.documentElement.outerHTML'));
    writeFileSync(join(folder, 'popup.html'), `<!-- ${url} -->\n${html}\n`);
    const { data } = await inTime(target.send<{ data: string }>('Page.captureScreenshot', { format: 'png' }));
    writeFileSync(join(folder, 'popup.png'), Buffer.from(data, 'base64'));
    await target.detach();
  }
}

function inTime<T>(answer: Promise<T>): Promise<T> {
  return Promise.race([
    answer,
    new Promise<never>((_, reject) => {
      AbortSignal.timeout(PATIENCE).addEventListener('abort', () => reject(new Error('no answer in time')));
    }),
  ]);
}

const requestLine = ({ at, method, path, query, status, body }: LoggedRequest) =>
  [new Date(at).toISOString(), method, path + (query ? `?${query}` : ''), status, body.slice(0, 500)].join(
    ' ',
  );

/**
 * Writes what there is to see: the pages and popups, the screen, what worker and pages said, what the LMS was asked.
 * @returns the folder, from the repository's root
 */
async function leave({ chromium, lms, notes, display }: Scene, test: string, file: string): Promise<string> {
  const relative = join(FOLDER, basename(file, '.test.ts'), nameOf(test));
  const folder = join(root, relative);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = (name: string, lines: string[]) => writeFileSync(join(folder, name), `${lines.join('\n')}\n`);
  write('worker-console.txt', notes.worker);
  write('page-console.txt', notes.pages);
  write('lms-requests.txt', [...lms.log, ...lms.oauthLog].map(requestLine));
  if (display) await each(folder, { screen: () => display.screenshot(join(folder, 'screen.png')) });
  await each(folder, { popup: () => leavePopups(chromium, folder) });
  await leavePages(chromium, folder);
  return relative;
}

/** To be called when the test ends and everything of it is still there. Names the folder in the test's own message. */
export async function leaveIfFailed({ task }: TestContext, scene: Scene): Promise<void> {
  const error = task.result?.errors?.[0];
  if (task.result?.state !== 'fail' || error === undefined) return;
  const names: string[] = [];
  for (let at: { name: string; suite?: unknown } | undefined = task; at; at = at.suite as typeof at) {
    names.unshift(at.name);
  }
  const folder = await leave(scene, names.join(' '), task.file.filepath);
  error.message += `\n\nWhat it left: ${folder}`;
}
