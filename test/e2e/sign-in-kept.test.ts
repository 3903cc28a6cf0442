/** How long a sign-in lasts, and where it is kept. */
import { expect, inject, onTestFinished, test } from 'vitest';
import { startLms } from '../lms/server.ts';
import { type Chromium, freshProfile, launchChromium } from './harness/chromium.ts';
import { removeProfile } from './harness/profile.ts';
import { REQUESTS, type Scene } from './scene.ts';
import { filledIn, signInByOAuth } from './sign-in-steps.ts';

type Stage = Pick<Scene, 'lms' | 'chromium'>;

/** What the extension keeps under a name, in storage and in IndexedDB. */
const kept = ({ chromium, lms }: Stage) =>
  chromium.asExtension<Record<'session' | 'local' | 'disk', string>>(`(async () => {
    const open = indexedDB.open('rollcall');
    const database = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    const asked = database.transaction('signIns').objectStore('signIns').get('${lms.origin}');
    const disk = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
    database.close();
    return {
      session: JSON.stringify(await chrome.storage.session.get(null)),
      local: JSON.stringify(await chrome.storage.local.get(null)),
      disk: JSON.stringify(disk ?? null),
    };
  })()`);

/** The same profile in a browser that is started anew. */
async function restarted(before: Chromium, profile: string): Promise<Chromium> {
  await before.close();
  const chromium = await launchChromium({ extension: inject('extension'), profile, keepProfile: true });
  onTestFinished(() => chromium.close());
  return chromium;
}

async function stageWithProfile() {
  const lms = await startLms({ waiting: 3 });
  onTestFinished(() => lms.close());
  const profile = freshProfile(inject('grantedProfile'));
  onTestFinished(() => removeProfile(profile));
  const chromium = await launchChromium({ extension: inject('extension'), profile, keepProfile: true });
  return { lms, chromium, profile };
}

async function popupOf({ lms, chromium }: Stage) {
  const page = await chromium.context.newPage();
  await page.goto(lms.url(REQUESTS));
  return chromium.page(`popup.html?tab=${await chromium.tabId(page)}`);
}

test('trust 3: kept by choice: the refresh token is in IndexedDB only, and the person stays signed in when the browser is closed', async () => {
  const stage = await stageWithProfile();
  const { lms, profile } = stage;
  await signInByOAuth(stage, { keep: true });
  const [grant] = lms.oauth.tokens();
  const before = await kept(stage);
  expect(before.disk).toContain(grant?.refreshToken);
  expect(before.disk).not.toContain(grant?.accessToken);
  expect(before.session).toContain(grant?.accessToken);
  expect(before.session).not.toContain(grant?.refreshToken);
  expect(before.local).not.toContain(grant?.refreshToken);
  expect(before.local).not.toContain(grant?.accessToken);

  const chromium = await restarted(stage.chromium, profile);
  const popup = await popupOf({ lms, chromium });
  await popup.getByRole('button', { name: 'Accept all 3 requests' }).waitFor();
  const [, after] = lms.oauth.tokens();
  const now = await kept({ lms, chromium });
  expect(now.disk).toContain(after?.refreshToken);
  expect(now.disk).not.toContain(grant?.refreshToken);

  const options = await chromium.page('options.html');
  await options.getByText('Stays signed in on this computer').waitFor();
  await options.getByRole('button', { name: 'Sign out' }).click();
  await options.getByText('Signed out').waitFor();
  expect((await kept({ lms, chromium })).disk).toBe('null');
});

test('trust 3: a pasted token is kept the same way, and no longer once it is not asked for any more', async () => {
  const stage = await stageWithProfile();
  const { lms, profile } = stage;
  const connect = async (chromium: Chromium, keep: boolean) => {
    const options = await filledIn({ lms, chromium }, { keep });
    await options.getByLabel('Access token').fill(lms.tokens.manager);
    await options.getByRole('button', { name: 'Connect', exact: true }).click();
    await options.getByText('Connected as cora_manager').waitFor();
  };
  await connect(stage.chromium, true);
  expect((await kept(stage)).disk).toContain(lms.tokens.manager);
  const chromium = await restarted(stage.chromium, profile);
  await (await popupOf({ lms, chromium })).getByRole('button', { name: 'Accept all 3 requests' }).waitFor();
  await connect(chromium, false);
  // The options said that the person is connected already before that.
  await expect.poll(async () => (await kept({ lms, chromium })).disk).toBe('null');
});

test('trust 1: in memory by default: closing the browser signs out, and leaves the site with the way back', async () => {
  const stage = await stageWithProfile();
  const { lms, profile } = stage;
  await signInByOAuth(stage);
  const [grant] = lms.oauth.tokens();
  const { session, local, disk } = await kept(stage);
  expect(session).toContain(grant?.refreshToken);
  expect(local).not.toContain(grant?.refreshToken);
  expect(disk).toBe('null');
  const chromium = await restarted(stage.chromium, profile);
  const popup = await popupOf({ lms, chromium });
  await popup.getByRole('heading', { name: /^You are signed out of/ }).waitFor();
  expect(lms.oauth.tokens()).toHaveLength(1);
});
