/** Signing in and out by OAuth at the practice LMS, in the browser's own window for it. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { until } from '../tools/run.ts';
import { acceptAll, HELD, result, toPost } from './job-steps.ts';
import { REQUESTS, type Scene, scene, test } from './scene.ts';
import { filledIn, logIn, openWindow, signInByOAuth, signInTo } from './sign-in-steps.ts';

const TOKEN = '/oauth/token/';
const REVOKE = '/oauth/revoke_token/';

/** What was asked of an address under `/oauth/`. */
const forms = ({ lms }: Scene, path: string) =>
  lms.oauthLog
    .filter((one) => one.path === path)
    .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
/** The grants that are still good for anything at the community. */
const living = ({ lms }: Scene) =>
  lms.oauth.tokens().filter(({ accessLives, refreshLives }) => accessLives || refreshLives);
/** All that is in the memory of the browser for this sign-in; nothing on the disk. */
const inMemory = ({ chromium, lms }: Scene) =>
  chromium.asExtension<Record<string, unknown> | null>(
    `chrome.storage.session.get(null).then((all) => all['sign-in:${lms.origin}'] ?? null)`,
  );
const signOut = (options: Page) => options.getByRole('button', { name: 'Sign out' }).click();

test('trust 7: signed in with a code and PKCE as a public client, the person accepts everyone', async () => {
  const stage = await scene({ waiting: 3, as: null });
  await signInByOAuth(stage);
  const { lms } = stage;
  const asked = new URLSearchParams(lms.oauthLog[0]?.query);
  expect(asked.get('code_challenge_method')).toBe('S256');
  expect(asked.get('response_type')).toBe('code');
  expect(Buffer.from(asked.get('state') ?? '', 'base64url')).toHaveLength(32);
  const [exchange, ...more] = forms(stage, TOKEN);
  expect(more).toEqual([]);
  expect(Object.keys(exchange ?? {}).sort()).toEqual([
    'client_id',
    'code',
    'code_verifier',
    'grant_type',
    'redirect_uri',
  ]);
  expect(await result(await acceptAll(stage, 3))).toBe('3 accepted');
});

test('trust 8: the redirect address is the one that the browser gives, and is copied', async () => {
  const stage = await scene({ as: null });
  const options = await filledIn(stage);
  await stage.chromium.context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await options.getByText('For whoever runs the community').click();
  await options.getByRole('button', { name: 'Copy' }).click();
  await options.getByText('Copied.').waitFor();
  const given = await options.evaluate('chrome.identity.getRedirectURL()');
  expect(await options.evaluate('navigator.clipboard.readText()')).toBe(given);
  expect(await options.getByLabel('Redirect address').inputValue()).toBe(given);
});

test('trust 6: signing out forgets the tokens here, then ends them at the community', async () => {
  const stage = await scene({ as: null });
  const options = await signInByOAuth(stage);
  expect(living(stage)).toHaveLength(1);
  expect(await inMemory(stage)).not.toBeNull();
  // Its answer is late: what is forgotten here does not wait for it.
  stage.lms.fault({ path: REVOKE, do: { delayMs: 1_500 } });
  await signOut(options);
  await until('the tokens to be forgotten', async () => (await inMemory(stage)) === null);
  expect(living(stage)).toHaveLength(1);
  await options.getByText('Signed out', { exact: true }).waitFor();
  expect(living(stage)).toEqual([]);
  const popup = await stage.popup(await stage.visit(REQUESTS));
  await popup
    .getByRole('heading', { name: `You are signed out of ${new URL(stage.lms.origin).host}` })
    .waitFor();
});

test('trust 6: where the community cannot be told, the person is, and is signed out here all the same', async () => {
  const stage = await scene({ as: null });
  const options = await signInByOAuth(stage);
  stage.lms.fault({ path: REVOKE, do: { reset: 'before' }, times: Number.POSITIVE_INFINITY });
  await signOut(options);
  await options.getByText(/could not be told/).waitFor();
  expect(await inMemory(stage)).toBeNull();
  await options.getByText('Signed out', { exact: true }).waitFor();
});

test('trust 6: a refresh that is answered after signing out brings nothing back', async () => {
  const stage = await scene({ waiting: 3, as: null });
  const options = await signInByOAuth(stage);
  const page = await stage.visit(REQUESTS);
  stage.lms.oauth.expire();
  stage.lms.fault({ path: TOKEN, do: HELD });
  await stage.popup(page);
  await until('the refresh', () => forms(stage, TOKEN).length === 2);
  await signOut(options);
  await until('the tokens to be forgotten', async () => (await inMemory(stage)) === null);
  stage.lms.release();
  await until('the new tokens to be ended too', () => forms(stage, REVOKE).length === 2, { timeout: 10_000 });
  await until('everything to be ended', () => living(stage).length === 0);
  expect(await inMemory(stage)).toBeNull();
});

test('Cancel at the community, and a window that is closed, are told apart, and another try works', async () => {
  const stage = await scene({ as: null });
  const { chromium } = stage;
  const options = await filledIn(stage);
  const declined = await openWindow(chromium, options);
  await logIn(stage, declined);
  await declined.getByRole('button', { name: 'Cancel' }).click();
  await options.getByText(/was told not to let Rollcall in/).waitFor();
  const closed = await openWindow(chromium, options);
  await closed.close();
  await options.getByText(/The window was closed before the end/).waitFor();
  const window = await openWindow(chromium, options);
  await window.getByRole('button', { name: 'Authorize' }).click();
  await options.getByText('Connected as cora_manager').waitFor();
});

test('after signing out the button of the site signs in again, without the client id being entered anew', async () => {
  const stage = await scene({ as: null });
  const options = await signInByOAuth(stage);
  await signOut(options);
  await options.getByText('Signed out', { exact: true }).waitFor();
  const window = await openWindow(stage.chromium, options, signInTo(options));
  await window.getByRole('button', { name: 'Authorize' }).click();
  await options.getByText('Connected as cora_manager').waitFor();
  expect(living(stage)).toHaveLength(1);
  expect(await options.getByRole('listitem').filter({ hasText: 'Connected as' }).count()).toBe(1);
});

test('a confidential client: without its secret and with a wrong one it is said what is the matter, with the right one the person is in', async () => {
  const stage = await scene({ waiting: 3, as: null });
  const { chromium, lms } = stage;
  const { clientId, secret } = lms.oauth.confidential;
  const options = await filledIn(stage, { app: { clientId } });
  const allow = async (window: Page) => window.getByRole('button', { name: 'Authorize' }).click();
  const missing = await openWindow(chromium, options);
  await logIn(stage, missing);
  await allow(missing);
  await options.getByText(/needs the client secret of its app/).waitFor();
  await options.getByLabel('Client secret').fill('wrong');
  await allow(await openWindow(chromium, options));
  await options.getByText(/does not accept this client id and client secret/).waitFor();
  expect(await options.getByLabel('Client secret').inputValue()).toBe('');
  // As it is copied, with a blank behind it.
  await options.getByLabel('Client secret').fill(`${secret} `);
  await allow(await openWindow(chromium, options));
  await options.getByText('Connected as cora_manager').waitFor();
  expect(forms(stage, TOKEN).map((form) => form.client_secret)).toEqual([undefined, 'wrong', secret]);
  // Only a page opened anew knows of it by what is kept.
  const again = await chromium.page(`options.html?site=${encodeURIComponent(lms.origin)}`);
  await again.getByPlaceholder('Kept; leave empty to use it again').waitFor();
  expect(await again.getByLabel('Client secret').inputValue()).toBe('');
  lms.oauth.expire();
  expect(await result(await acceptAll(stage, 3))).toBe('3 accepted');
  await signOut(options);
  await options.getByText('Signed out', { exact: true }).waitFor();
  expect(living(stage)).toEqual([]);
});

test('a client secret that is changed at the community in mid-job: paused with words that name it, and with the new one the job goes on', async () => {
  const stage = await scene({ waiting: 250, as: null });
  const { chromium, lms } = stage;
  const options = await signInByOAuth(stage, { app: lms.oauth.confidential });
  lms.fault(toPost(HELD));
  const page = await stage.visit(REQUESTS);
  const popup = await acceptAll({ ...stage, visit: async () => page }, 250);
  await until('the first POST', () => stage.posts().length === 1);
  lms.oauth.expire();
  lms.oauth.confidential.secret = 'the-new-one';
  lms.release();
  await popup.getByRole('heading', { name: /does not accept this client id and client secret/ }).waitFor();
  await options.getByLabel('Site address').fill(lms.origin);
  await options.getByLabel('Client secret').fill('the-new-one');
  const window = await openWindow(chromium, options);
  await window.getByRole('button', { name: 'Authorize' }).click();
  await until('everyone to be in', () => lms.waitingUsers().length === 0, { timeout: 20_000 });
  expect(await result(await stage.popup(page))).toBe('250 accepted');
});

test('a client id that the community does not know is said to be a reason, with what to check', async () => {
  const stage = await scene({ as: null });
  const options = await filledIn(stage);
  await options.getByLabel('Client id').fill('nobody-registered-this');
  await options.getByRole('button', { name: 'Sign in', exact: true }).click();
  await options.getByText(/does not offer to sign in/).waitFor();
  expect(stage.lms.oauthLog.map(({ path, status }) => [path, status])).toEqual([['/oauth/authorize/', 400]]);
});
