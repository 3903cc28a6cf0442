/** How a person signs in by OAuth: in the options, then in the window that the browser opens for it. */
import type { Page } from 'playwright-core';
import type { Chromium } from './harness/chromium.ts';
import type { Scene } from './scene.ts';

type Stage = Pick<Scene, 'lms' | 'chromium'>;

export interface Wish {
  keep?: boolean;
  /** Where the API is, if not where the pages are. */
  api?: string;
  /** The application; the public one if left out. */
  app?: { clientId: string; secret?: string };
}

/** The options with everything entered, and the extension registered at the community as they say. */
export async function filledIn({ lms, chromium }: Stage, wish: Wish = {}): Promise<Page> {
  const { keep = false, api, app = { clientId: lms.oauth.clientId } } = wish;
  const options = await chromium.page('options.html');
  lms.oauth.register(await options.getByLabel('Redirect address').inputValue());
  await options.getByLabel('Site address').fill(lms.origin);
  if (api !== undefined) {
    await options.getByText('The API has another address').click();
    await options.getByLabel('API address').fill(api);
  }
  await options.getByLabel('Client id').fill(app.clientId);
  if ('secret' in app) await options.getByLabel('Client secret').fill(app.secret ?? '');
  await options.getByLabel('Keep me signed in on this computer').setChecked(keep);
  return options;
}

/** What the options say of a site. */
export const siteRow = (options: Page, { origin }: Pick<Scene['lms'], 'origin'>) =>
  options.getByRole('listitem').filter({ hasText: new URL(origin).host });

/** The button beside a site where nobody is signed in any more. */
export const signInTo = (options: Page) => options.getByRole('button', { name: /^Sign in to / });

/** Presses Sign in (that of the form, if left out); the window for it, once it shows something. */
export async function openWindow(
  { context }: Chromium,
  options: Page,
  button = options.getByRole('button', { name: 'Sign in', exact: true }),
): Promise<Page> {
  const [window] = await Promise.all([context.waitForEvent('page'), button.click()]);
  await window.getByRole('button').first().waitFor();
  return window;
}

/** Tells the community who one is, where it asks. */
export async function logIn(
  { lms }: Pick<Scene, 'lms'>,
  window: Page,
  username = 'cora_manager',
): Promise<void> {
  await window.getByLabel('Username').fill(username);
  await window.getByLabel('Password').fill(lms.password);
  await window.getByRole('button', { name: 'Log in' }).click();
  await window.getByRole('button', { name: 'Authorize' }).waitFor();
}

/** The whole way; the options, where it says who is connected. */
export async function signInByOAuth(stage: Stage, wish: Wish = {}): Promise<Page> {
  const options = await filledIn(stage, wish);
  const window = await openWindow(stage.chromium, options);
  await logIn(stage, window);
  await window.getByRole('button', { name: 'Authorize' }).click();
  await siteRow(options, stage.lms).getByText('Connected as cora_manager').waitFor();
  return options;
}
