/** Pasted tokens, several sites side by side, and sites whose API is elsewhere. */
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { type PracticeLms, startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import { grantBy } from './harness/grant.ts';
import { acceptAll, result } from './job-steps.ts';
import { ownScreen, type Scene, scene, test } from './scene.ts';
import { filledIn, logIn, openWindow, signInByOAuth, siteRow } from './sign-in-steps.ts';

const soon = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

async function paste(options: Page, { origin }: Pick<PracticeLms, 'origin'>, token: string): Promise<void> {
  await options.getByLabel('Site address').fill(origin);
  await options.getByLabel('Access token').fill(token);
}
const connect = (options: Page) => options.getByRole('button', { name: 'Connect', exact: true }).click();

test('a JWT tells whose it is and until when before it is used, and after that who is connected', async () => {
  const stage = await scene({ waiting: 3, as: null });
  const { chromium, lms } = stage;
  const options = await chromium.page('options.html');
  await paste(options, lms, lms.jwt({ user: 'cora_manager', exp: soon(3_600) }));
  await options.getByText(/^It is the token of user \d+\. It expires at /).waitFor();
  expect(lms.log).toEqual([]);
  await connect(options);
  const site = options.getByRole('listitem').filter({ hasText: 'Connected as cora_manager' });
  await site.getByText(/^Until /).waitFor();
  expect(await result(await acceptAll(stage, 3))).toBe('3 accepted');
});

test.each<
  [string, (jwt: (wish: Omit<Parameters<PracticeLms['jwt']>[0], 'user'>) => string) => string, RegExp]
>([
  ['a refresh token', (jwt) => jwt({ tokenType: 'refresh' }), /This is a refresh token/],
  ['a client secret', () => 'S3cr3t'.repeat(22).slice(0, 128), /This looks like a secret key/],
  ['a password', () => 'Summer2026!', /This is not an access token/],
])('%s is recognised at once, and pressing Connect sends it nowhere', async (_what, made, said) => {
  const { chromium, lms } = await scene({ as: null });
  const options = await chromium.page('options.html');
  await paste(
    options,
    lms,
    made((wish) => lms.jwt({ user: 'cora_manager', ...wish })),
  );
  await options.getByRole('alert').filter({ hasText: said }).waitFor();
  await connect(options);
  await options.getByRole('button', { name: 'Connect', exact: true }).waitFor();
  expect(await options.getByLabel('Access token').inputValue()).toBe('');
  await options.getByRole('alert').filter({ hasText: said }).waitFor();
  expect([...lms.log, ...lms.oauthLog]).toEqual([]);
});

test('a token that expires while it is used: the site refuses it, and it is said when it has expired', async () => {
  const { chromium, lms, visit, popup } = await scene({ waiting: 3, as: null });
  const options = await chromium.page('options.html');
  const end = soon(5);
  const token = lms.jwt({ user: 'cora_manager', exp: end });
  await paste(options, lms, token);
  await connect(options);
  await options.getByText('Connected as cora_manager').waitFor();
  const page = await visit('/course/9/intro-to-marine-biology/edit/requests');
  await until('its end', () => Date.now() > end * 1_000, { timeout: 10_000 });
  lms.log.length = 0;
  await (await popup(page)).getByRole('heading', { name: /^This access token expired at/ }).waitFor();
  expect(lms.requests(token).map(({ status }) => status)).not.toContain(200);
});

test('trust 4: two sites side by side, each with its own sign-in: neither sees the token of the other', async () => {
  const stage = await scene({ waiting: 3 });
  const { chromium, lms } = stage;
  const other = await startLms({ waiting: 2 });
  onTestFinished(() => other.close());
  const elsewhere: Scene = {
    ...stage,
    lms: other,
    visit: async (path) => {
      const page = await chromium.context.newPage();
      await page.goto(other.url(path));
      return page;
    },
  };
  const options = await signInByOAuth(elsewhere);
  expect(await options.getByText('Connected as cora_manager').count()).toBe(2);
  expect(await result(await acceptAll(elsewhere, 2))).toBe('2 accepted');
  expect(await result(await acceptAll(stage, 3))).toBe('3 accepted');
  const [grant] = other.oauth.tokens();
  const sent = (one: PracticeLms) =>
    new Set(
      one.log
        .map(({ headers }) => headers.authorization)
        .filter((header) => header !== `Bearer ${one.tokens.page}`),
    );
  expect(sent(lms)).toEqual(new Set([`Bearer ${lms.tokens.manager}`, undefined]));
  expect(sent(other)).toEqual(new Set([`Bearer ${grant?.accessToken}`, undefined]));
  // Signing out of one leaves the other.
  await options.reload();
  await siteRow(options, other).getByRole('button', { name: 'Sign out' }).click();
  await options.getByText('Signed out', { exact: true }).waitFor();
  expect(await options.getByText('Connected as cora_manager').count()).toBe(1);
});

test('trust 4: pages and API on different hosts: both are asked for as one permission, and everything goes to the API', async () => {
  const display = await ownScreen();
  const stage = await scene({ waiting: 3, as: null, api: 'elsewhere', granted: false, display });
  const { chromium, lms } = stage;
  // Another name for this computer is another host to the browser.
  const api = lms.apiOrigin.replace('127.0.0.1', 'localhost');
  const options = await filledIn(stage, { api });
  const origins = ['http://127.0.0.1/*', 'http://localhost/*'];
  const opened = chromium.context.waitForEvent('page');
  await grantBy(display, {
    ask: () => options.getByRole('button', { name: 'Sign in', exact: true }).click(),
    granted: () => chromium.asExtension(`chrome.permissions.contains(${JSON.stringify({ origins })})`),
    what: origins.join(' and '),
    deadline: Date.now() + 40_000,
  });
  const window = await opened;
  await logIn(stage, window);
  await window.getByRole('button', { name: 'Authorize' }).click();
  await options.getByText('Connected as cora_manager').waitFor();
  await options.getByText(`API at ${new URL(api).host}`).waitFor();
  const job = await acceptAll(stage, 3);
  expect(await result(job)).toBe('3 accepted');
  expect(stage.posts()).toHaveLength(1);
  expect(lms.strayed).toEqual([]);
});

test('trust 5: an API that sends on to another host gets nobody there', async () => {
  const other = await startLms();
  onTestFinished(() => other.close());
  const stage = await scene({ as: null });
  const { chromium, lms } = stage;
  lms.fault({
    path: '/oauth/token/',
    do: { status: 307, headers: { location: `${other.origin}/oauth/token/` } },
  });
  const options = await filledIn(stage);
  const window = await openWindow(chromium, options);
  await logIn(stage, window);
  await window.getByRole('button', { name: 'Authorize' }).click();
  await options.getByText(/answered in a way Rollcall does not know/).waitFor();
  expect([...other.log, ...other.oauthLog]).toEqual([]);
});
