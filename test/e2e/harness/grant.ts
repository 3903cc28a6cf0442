import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { type Display, type Pixels, startDisplay } from '../../tools/display.ts';
import { ensureDisplayTools } from '../../tools/machine.ts';
import { until } from '../../tools/run.ts';
import { type Chromium, freshProfile, launchChromium } from './chromium.ts';
import { removeProfile } from './profile.ts';

/** What {@link grantHost} is to grant, and how. */
export interface GrantOptions {
  /** Folder of the built extension; the grant holds for this very path. */
  extension: string;
  /**
   * Origin of the LMS, for example `http://127.0.0.1:4000`. The grant is for the host: any port will do
   * later.
   */
  site: string;
  token: string;
  /** A display to use; if left out, one is started and stopped. */
  display?: Display;
  /** Stop as soon as the browser has granted the host, without waiting for *Connected as*. */
  permissionOnly?: boolean;
  /** Milliseconds in all, 60,000 if left out. */
  timeout?: number;
}

/** Mean brightness, 0-255. A permission prompt lays a shadow over the whole window. */
function brightness({ rgb }: Pixels): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < rgb.length; i += 31) {
    sum += rgb[i] as number;
    count += 1;
  }
  return sum / count;
}

/**
 * Presses Allow in the prompt that the window is showing, and waits until the prompt is gone.
 * @param wait milliseconds until Allow can be pressed
 * @returns false if the prompt would not go; then Escape has closed it, which denies
 */
async function allow(display: Display, prompted: () => Promise<boolean>, wait: number): Promise<boolean> {
  // Allow comes alive half a second after the prompt, as protection against a stray click. Nothing outside
  // the browser's own drawing tells of it, and Return pressed before would be Deny, which has the focus.
  await sleep(wait);
  const before = (await display.pixels()).rgb;
  await display.key('Tab');
  const settled = { timeout: 1_500 };
  try {
    // The ring around the focused button moves. No movement: Allow cannot take the focus yet.
    await until('the focus to move', async () => !before.equals((await display.pixels()).rgb), settled);
    await display.key('Return');
    await until('the prompt to go', async () => !(await prompted()), settled);
    return true;
  } catch {
    // Which button has the focus is unknown now. A new prompt has it on Deny again.
    await display.key('Escape');
    await until('the prompt to go', async () => !(await prompted()));
    return false;
  }
}

/** Adds to an error what the page says, and throws it on. */
function withText(page: Page): (error: Error) => Promise<never> {
  return async (error) => {
    throw new Error(`${error.message}\nOptions says:\n${await page.locator('body').innerText()}`, {
      cause: error,
    });
  };
}

/** How {@link grantBy} gets the browser to ask, and knows that it is granted. */
interface Asking {
  ask(): Promise<void>;
  granted(): Promise<boolean>;
  /** What is asked for, for the error text. */
  what: string;
  /** When to give up, in milliseconds since 1970. */
  deadline: number;
}

/**
 * Answers the browser's own permission prompt, if there is one, until the permission is granted.
 * @throws Error when it is not in time
 */
export async function grantBy(display: Display, { ask, granted, what, deadline }: Asking): Promise<void> {
  for (let attempt = 0; Date.now() < deadline; attempt += 1) {
    const bright = brightness(await display.pixels());
    const prompted = async () => brightness(await display.pixels()) < bright * 0.7;
    await ask();
    const answer = async () => ((await granted()) ? 'granted' : (await prompted()) ? 'prompt' : undefined);
    const first = await until('the permission prompt', answer);
    // A busy machine draws the prompt late: each attempt gives it more time.
    if (first === 'prompt' && !(await allow(display, prompted, 900 + 600 * attempt))) continue;
    // The prompt goes a moment before the grant is recorded. If it never is, Deny was hit: ask again.
    if (await until(`the grant of ${what}`, granted, { timeout: 2_000 }).catch(() => false)) return;
  }
  throw new Error(`${what} was not granted in time.`);
}

/** Presses Connect, and answers the prompt if there is one, until the host is granted. */
async function connect(
  chromium: Chromium,
  display: Display,
  options: GrantOptions,
  deadline: number,
): Promise<void> {
  const { protocol, hostname } = new URL(options.site);
  const pattern = `${protocol}//${hostname}/*`;
  const asked = `chrome.permissions.contains({ origins: [${JSON.stringify(pattern)}] })`;
  const granted = () => chromium.asExtension<boolean>(asked);
  const page = await chromium.page('options.html');
  const ask = async () => {
    await page.getByLabel('Site address').fill(options.site);
    await page.getByLabel('Access token').fill(options.token);
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
  };
  await grantBy(display, { ask, granted, what: pattern, deadline }).catch(withText(page));
  if (options.permissionOnly) return;
  const connected = page.getByText(/Connected as/).first();
  await connected.waitFor({ timeout: Math.max(1_000, deadline - Date.now()) }).catch(withText(page));
  // What stays in the profile is the grant alone.
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await page.getByText('No site is connected').waitFor();
}

/**
 * Connects in a browser whose profile holds the grant already, headless too: fills in Options, presses
 * **Connect**, waits for *Connected as*, and closes the tab again. What `storage.session` held is gone in a
 * copied profile, so a test that needs the person signed in starts with this.
 */
export async function signIn(chromium: Chromium, site: string, token: string): Promise<void> {
  const page = await chromium.page('options.html');
  await page.getByLabel('Site address').fill(site);
  await page.getByLabel('Access token').fill(token);
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  const connected = page.getByText(/Connected as/).first();
  await connected.waitFor({ timeout: 10_000 }).catch(withText(page));
  await page.close();
}

/**
 * Makes a profile in which the person has connected the extension to a site: fills in Options, presses
 * **Connect** and accepts the browser's own permission prompt, on a real window, then **Disconnect**. About 4 s.
 * @returns the profile folder, to be copied by `freshProfile(folder)` for each test; removed when this
 * process ends. It holds the grant, not the session: what the extension keeps in `storage.session` ends with
 * the browser.
 * @throws Error saying what did not come, with the text of the options page where that helps
 */
export async function grantHost(options: GrantOptions): Promise<string> {
  const deadline = Date.now() + (options.timeout ?? 60_000);
  if (!options.display) await ensureDisplayTools();
  const display = options.display ?? (await startDisplay());
  const profile = freshProfile();
  try {
    const chromium = await launchChromium({
      extension: options.extension,
      profile,
      display,
      keepProfile: true,
    });
    try {
      await connect(chromium, display, options, deadline);
    } finally {
      await chromium.close();
    }
    return profile;
  } catch (error) {
    removeProfile(profile);
    throw error;
  } finally {
    if (!options.display) await display.stop();
  }
}
