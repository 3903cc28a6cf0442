/** A managed deployment: a real policy file, in the folder from which Chromium reads what an organisation sets. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, inject, onTestFinished } from 'vitest';
import { startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import { grantHost } from './harness/grant.ts';
import { setPolicy } from './harness/policy.ts';
import { extensionIdOf, freshProfile, removeProfile } from './harness/profile.ts';
import { acceptAll, result } from './job-steps.ts';
import { type Scene, scene, test } from './scene.ts';
import { logIn, openWindow, signInTo, siteRow } from './sign-in-steps.ts';

/**
 * A policy is for an extension's id, and every browser of this machine hears of it at once: in a folder of its own, the
 * build is another extension than the one that the other tests are using meanwhile.
 */
let extension: string;
let granted: string;

beforeAll(async () => {
  extension = mkdtempSync(join(tmpdir(), 'rollcall-managed-'));
  cpSync(inject('extension'), extension, { recursive: true });
  const lms = await startLms({ waiting: 1 });
  granted = await grantHost({ extension, site: lms.origin, token: lms.tokens.manager });
  await lms.close();
});
afterAll(() => {
  removeProfile(granted);
  rmSync(extension, { recursive: true });
});

/** A browser that is managed; both end with the test. */
async function managed(policy: object): Promise<Scene> {
  onTestFinished(setPolicy(extensionIdOf(extension), policy));
  const profile = freshProfile(granted);
  onTestFinished(() => removeProfile(profile));
  return scene({ as: null, extension, profile });
}

test('a policy file sets up a site with its client id and secret: the person signs in with one press, and can change none of it', async () => {
  const lms = await startLms({ waiting: 3 });
  onTestFinished(() => lms.close());
  const { clientId, secret: clientSecret } = lms.oauth.confidential;
  const policy = {
    sites: [{ address: lms.origin, clientId, clientSecret }],
    allowPastedTokens: false,
    sendAtOnceLimit: 0,
  };
  const stage = { ...(await managed(policy)), lms };
  const { chromium } = stage;
  const options = await chromium.page(`options.html?site=${encodeURIComponent(lms.origin)}`);
  const site = siteRow(options, lms);
  await site.getByText('Set by your organisation').waitFor();
  expect(await site.getByRole('button', { name: 'Disconnect' }).count()).toBe(0);
  await until(
    'the fields to be filled in',
    async () => (await options.getByLabel('Client id').inputValue()) !== '',
  );
  for (const field of ['Site address', 'API address', 'Client id', 'Client secret']) {
    expect(await options.getByLabel(field).getAttribute('readonly'), field).not.toBeNull();
  }
  expect(await options.getByLabel('Access token').count()).toBe(0);
  await options.getByText('Your organisation does not allow pasted tokens.').waitFor();
  await options.getByRole('link', { name: 'Pages and behaviour' }).click();
  expect(await options.getByRole('checkbox', { name: /^Send at once on/ }).isDisabled()).toBe(true);
  await options.getByRole('link', { name: 'Sites' }).click();

  lms.oauth.register(await options.getByLabel('Redirect address').inputValue());
  const window = await openWindow(chromium, options, signInTo(options));
  await logIn(stage, window);
  await window.getByRole('button', { name: 'Authorize' }).click();
  await site.getByText('Connected as cora_manager').waitFor();
  const page = await chromium.context.newPage();
  const visit = async (path: string) => {
    await page.goto(lms.url(path));
    return page;
  };
  expect(await result(await acceptAll({ ...stage, visit }, 3))).toBe('3 accepted');
});

test('what a page of ours asks for against the policy is refused in the background too', async () => {
  const lms = await startLms();
  onTestFinished(() => lms.close());
  const { chromium } = await managed({
    sites: [{ address: lms.origin, clientId: 'set-by-policy' }],
    allowPastedTokens: false,
  });
  const options = await chromium.page('options.html');
  const ask = (type: string, body: object) =>
    options.evaluate(`chrome.runtime.sendMessage(${JSON.stringify({ type, body })})`);
  const { origin } = lms;
  expect(await ask('connect', { origin, api: origin, keep: false, token: lms.tokens.manager })).toEqual({
    failure: { kind: 'pasting-not-allowed' },
  });
  expect(await ask('disconnect', { origin })).toEqual({ failure: { kind: 'set-by-organisation', origin } });
  expect(lms.log).toEqual([]);
  // Its own client id does not get through either: the community is asked for the one that is set.
  const refused = ask('signIn', {
    origin,
    api: origin,
    keep: false,
    clientId: 'mine',
    clientSecret: null,
    attempt: crypto.randomUUID(),
  });
  expect(await refused).toEqual({ failure: { kind: 'sign-in-not-offered', origin } });
  expect(new URLSearchParams(lms.oauthLog[0]?.query).get('client_id')).toBe('set-by-policy');
});

test('a policy that cannot be used is said to be, with what is wrong, and the rest of it holds', async () => {
  const { chromium } = await managed({
    sites: [{ address: 'http://not-secure.example.org' }, { address: 'https://good.example.org' }],
  });
  const options = await chromium.page('options.html');
  await options.getByText(/check sites\[0\]\.address/).waitFor();
  await options.getByRole('listitem').filter({ hasText: 'good.example.org' }).waitFor();
  expect(await options.getByText('not-secure.example.org').count()).toBe(0);
});
