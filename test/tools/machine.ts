import { accessSync, constants, existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from './run.ts';

const displayTools = {
  Xvfb: 'xvfb',
  openbox: 'openbox',
  xdotool: 'xdotool',
  xwd: 'x11-apps',
  xwdtopnm: 'netpbm',
  pnmtopng: 'netpbm',
};

/** DejaVu: Latin, Cyrillic and Greek. Noto: most other scripts. */
const fonts = ['fonts-dejavu-core', 'fonts-noto-core'];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, program)).find(isExecutable);
}

/**
 * True where a missing program can be installed without asking: root on Debian, Ubuntu or a relative of
 * theirs.
 */
export function canInstall(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !onPath('apt-get')) return false;
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

async function install(packages: string[]): Promise<void> {
  console.error(`Installing ${packages.join(', ')} …`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  // Lists may be missing or old on a fresh machine. When they cannot be fetched, the ones at hand may still
  // do.
  const updated = await run('apt-get', ['update', '-qq'], { env, timeout: 300_000 }).then(
    () => undefined,
    (error: Error) => error,
  );
  const args = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  await run('apt-get', args, { env, timeout: 900_000 }).catch((error: Error) => {
    throw new Error(`${error.message}${updated ? `\nBefore that: ${updated.message}` : ''}`, {
      cause: error,
    });
  });
}

/** Chromium builds below a folder of downloads, newest first by the number in the folder's name. */
function downloaded(cache: string, prefix: string, inside: string[]): string[] {
  if (!existsSync(cache)) return [];
  const newestFirst = readdirSync(cache)
    .filter((name) => name.startsWith(prefix))
    .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return newestFirst.flatMap((name) => inside.map((path) => join(cache, name, path)));
}

const testingPaths = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-win/chrome.exe',
  'chrome-win64/chrome.exe',
];

/** Where a Chromium may be. Branded Chrome and Edge are left out: they no longer accept --load-extension. */
function browserPaths(): string[] {
  const playwright = [
    process.env.PLAYWRIGHT_BROWSERS_PATH ?? '',
    join(homedir(), '.cache/ms-playwright'),
    join(homedir(), 'Library/Caches/ms-playwright'),
    join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  ].filter(Boolean);
  return [
    ...['chromium', 'chromium-browser'].flatMap((name) => onPath(name) ?? []),
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/snap/bin/chromium',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    ...playwright.flatMap((cache) => downloaded(cache, 'chromium-', testingPaths)),
    ...downloaded(join(homedir(), '.cache/puppeteer/chrome'), '', testingPaths),
  ];
}

/** False only where fontconfig is there to be asked and says that no font has Cyrillic letters. */
async function hasCyrillic(): Promise<boolean> {
  if (!onPath('fc-list')) return true;
  return (await run('fc-list', [':lang=ru', 'family'])).toString().trim() !== '';
}

/**
 * The path of a Chromium that loads unpacked extensions: `CHROME_PATH`, else one of the usual places, else
 * (where {@link canInstall}) installed now, together with fonts.
 * @throws Error with the one command to run, when there is none and none may be installed.
 */
export async function ensureBrowser(): Promise<string> {
  const named = process.env.CHROME_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`CHROME_PATH names ${named}, which is not a program that can be started.`);
  }
  let path = browserPaths().find(isExecutable);
  const wanted = [...(path ? [] : ['chromium']), ...(path && (await hasCyrillic()) ? [] : fonts)];
  if (wanted.length > 0 && canInstall()) {
    await install(wanted);
    path ??= browserPaths().find(isExecutable);
  }
  if (path) return path;
  const command =
    process.platform === 'linux'
      ? `sudo apt-get install -y chromium ${fonts[0]}`
      : 'npx playwright-core install chromium --no-shell';
  throw new Error(
    'No Chromium found, and Google Chrome and Microsoft Edge no longer load unpacked extensions. ' +
      `Run \`${command}\`, or let CHROME_PATH name a Chromium or Chrome for Testing.`,
  );
}

/**
 * The path of Firefox: `FIREFOX_PATH`, else one of the usual places, else (where {@link canInstall}) installed now.
 * @throws Error with the one command to run, when there is none and none may be installed.
 */
export async function ensureFirefox(): Promise<string> {
  const named = process.env.FIREFOX_PATH;
  if (named) {
    if (isExecutable(named)) return named;
    throw new Error(`FIREFOX_PATH names ${named}, which is not a program that can be started.`);
  }
  const find = () =>
    [
      ...['firefox-esr', 'firefox'].flatMap((name) => onPath(name) ?? []),
      '/Applications/Firefox.app/Contents/MacOS/firefox',
    ].find(isExecutable);
  if (!find() && canInstall()) await install(['firefox-esr']);
  const path = find();
  if (path) return path;
  throw new Error('No Firefox found. Install it, or let FIREFOX_PATH name it.');
}

/**
 * Sees to the programs of a virtual screen: Xvfb, openbox, xdotool, xwd, xwdtopnm, pnmtopng.
 * @throws Error with the one command to run, when some are missing and may not be installed.
 */
export async function ensureDisplayTools(): Promise<void> {
  const missing = () => Object.entries(displayTools).filter(([program]) => !onPath(program));
  const packages = [...new Set(missing().map(([, name]) => name))];
  if (packages.length === 0) return;
  if (!canInstall()) {
    const command =
      process.platform === 'linux'
        ? `Run \`sudo apt-get install -y ${packages.join(' ')}\`.`
        : 'They run on Linux only: use a Debian container or machine.';
    throw new Error(
      `The real toolbar is driven on a virtual screen, and its programs are missing. ${command}`,
    );
  }
  await install(packages);
  const still = missing().map(([program]) => program);
  if (still.length > 0)
    throw new Error(`Installed ${packages.join(', ')}, yet there is no ${still.join(', ')}.`);
}
