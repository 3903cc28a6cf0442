/** A token that cannot be mistaken for anything else is followed through a whole day of use. */
import { describe, expect, inject, onTestFinished } from 'vitest';
import { setUpText } from '../../lib/sites/set-up-text.ts';
import { type LoggedRequest, startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import { useAllDay } from './canary-day.ts';
import { type SignInWay, WAYS } from './canary-ways.ts';
import { freshProfile, launchChromium } from './harness/chromium.ts';
import { connectDevTools } from './harness/devtools.ts';
import { grantBy } from './harness/grant.ts';
import { findLeaks, type Heard, type Leak, type Secret } from './harness/leaks.ts';
import { isLocked } from './harness/plant-ways.ts';
import { blindSpots, newClientSecret, newSecret, type Planted, plantAll } from './harness/plants.ts';
import { removeProfile } from './harness/profile.ts';
import { filesIn } from './harness/record-files.ts';
import { startRecorder } from './harness/recorder.ts';
import { ownScreen, REQUESTS, scene, test } from './scene.ts';

test('trust 1: a token is found in whatever form it is written, and in part', () => {
  const secret = newSecret('secret');
  const { value } = secret;
  const found = (content: string) =>
    findLeaks([{ channel: 'file', where: 'here', what: 'content', moment: 'now', content }], secret).map(
      ({ form }) => form,
    );
  expect(found(`{"token":"${value}"}`)).toEqual(['text']);
  expect(found(Buffer.from(`"${value}"`, 'utf16le').toString('latin1'))).toEqual(['UTF-16']);
  expect(found(Buffer.from(value).toString('hex'))).toEqual(['hexadecimal']);
  for (const before of ['', 'a', 'ab', 'abc']) {
    expect(found(Buffer.from(`${before}${value} and more`).toString('base64'))).toEqual(['base64']);
  }
  expect(found(`Bearer ${value.slice(5, 30)}…`)).toEqual(['text, in part']);
  expect(found(newSecret('another').value)).toEqual([]);
});

test('trust 1: a client secret is found in a form, in a set-up text, and in part', () => {
  const secret = newClientSecret('client secret');
  const found = (content: string) =>
    findLeaks([{ channel: 'request', where: 'here', what: 'body', moment: 'now', content }], secret).map(
      ({ form }) => form,
    );
  expect(found(`${new URLSearchParams({ client_secret: secret.value })}`)).toEqual(['form']);
  const origin = 'https://community.example.org';
  const app = { origin, api: origin, clientId: 'rollcall' };
  expect(found(setUpText({ ...app, clientSecret: secret.value }))).toEqual(['base64']);
  expect(found(setUpText({ ...app, clientSecret: null }))).toEqual([]);
  expect(found(secret.value.slice(22))).toEqual(['text, in part']);
});

/** What is left of a day when the browser has ended. */
interface Lived {
  heard: Heard[];
  /** The profile folder. */
  files: Heard[];
  secrets: Secret[];
  planted: Planted[];
  /** What the site and the other server were asked with one of the secrets. */
  asked: LoggedRequest[];
  askedElsewhere: LoggedRequest[];
  /** What `storage.session` holds after Disconnect. */
  session: string;
  origin: string;
}

async function live(way: SignInWay): Promise<Lived> {
  const display = await ownScreen();
  const profile = freshProfile(inject('grantedProfile'));
  onTestFinished(() => removeProfile(profile));
  const args = ['--remote-debugging-port=0'];
  const set = await scene({ as: null, waiting: 3, members: 0, display, profile, args });
  const { lms, chromium } = set;
  const other = await startLms({ waiting: 3 });
  onTestFinished(() => other.close());
  const devtools = await connectDevTools(profile);
  onTestFinished(() => devtools.close());
  const recorder = await startRecorder(chromium, devtools, [lms, other]);

  const options = await chromium.page('options.html');
  const stage = { ...set, recorder, options };
  await way.enter(stage);

  const ground = {
    chromium,
    other,
    own: await chromium.page('options.html'),
    site: await set.visit(REQUESTS),
  };
  const notifications = `{ permissions: ['notifications'] }`;
  await ground.own.bringToFront();
  await grantBy(display, {
    ask: () => ground.own.evaluate(`void chrome.permissions.request(${notifications})`),
    granted: () => chromium.asExtension(`chrome.permissions.contains(${notifications})`),
    what: 'notifications',
    deadline: Date.now() + 30_000,
  });
  await recorder.look('planting');
  const planted = await plantAll(ground);
  await recorder.look('planted');
  await recorder.lookAtClipboard();
  // What was opened for the planting is locked by the worker, as at each of its starts.
  await chromium.stopWorker();
  await ground.own.reload();
  await until('the storage to be locked', () => isLocked(ground));
  await ground.own.close();
  // A document without scripts.
  await ground.site.goto(lms.url('/api/v2/feature/'));
  other.log.length = 0;

  const echo = () => {
    const token = way.secrets(lms).findLast(({ name }) => name === 'access token');
    return `Bearer ${token?.value}`;
  };
  await useAllDay({ ...stage, home: ground.site, display, other, echo, people: lms.waitingUsers() });
  const row = options.locator('.sites li').filter({ hasText: new URL(lms.origin).host });
  await row.getByRole('button', { name: 'Disconnect' }).click();
  await row.waitFor({ state: 'detached' });
  await recorder.look('disconnected');
  await recorder.lookAtClipboard();
  const session = await chromium.asExtension<object>('chrome.storage.session.get(null)');
  await chromium.close();
  const secrets = way.secrets(lms);
  return {
    heard: recorder.heard,
    files: filesIn(profile),
    secrets,
    planted,
    asked: [
      ...secrets.flatMap(({ value }) => lms.requests(value)),
      ...lms.oauthLog.filter(({ path }) => /token\/$/.test(path)),
    ],
    askedElsewhere: other.log,
    session: JSON.stringify(session),
    origin: lms.origin,
  };
}

const days = new Map<SignInWay, Promise<Lived>>();

/** The day with one way of signing in; several tests look at the same. */
function dayWith(way: SignInWay): Promise<Lived> {
  const day = days.get(way) ?? live(way);
  days.set(way, day);
  return day;
}

const told = ({ secret, form, channel, where, what, moment, around }: Leak) =>
  `${secret} (${form}) in ${channel}: ${what}, ${where}, ${moment}: … ${around} …`;

describe.each(WAYS)('a day with $name', { timeout: 240_000 }, (way) => {
  test('trust 1, 3: seen in the places that are allowed, and nowhere else, the disk included', async () => {
    const { heard, files, secrets, origin, session } = await dayWith(way);
    const leaks = secrets.flatMap((secret) => findLeaks([...heard, ...files], secret));
    expect(leaks.filter((leak) => !way.isAllowed(leak, origin)).map(told)).toEqual([]);
    const channels = leaks.map(({ channel }) => channel);
    expect(channels).toEqual(expect.arrayContaining([...way.places]));
    expect(channels.filter((channel) => channel === 'DOM' || channel === 'message')).toEqual(way.once);
    for (const { value } of secrets) expect(session).not.toContain(value);
  });

  test('trust 1: no recorder is blind, what is planted is found', async () => {
    const { heard, files, planted } = await dayWith(way);
    expect(blindSpots([...heard, ...files], planted)).toEqual([]);
  });

  test('trust 2: content scripts are refused what is stored, and hear nothing of it', async () => {
    const { heard, planted } = await dayWith(way);
    const byScript = heard.filter(
      ({ channel, moment }) => channel === 'content script' && !moment.startsWith('plant'),
    );
    const read = byScript.filter(({ what }) => /^storage\.(local|session|sync|managed)$/.test(what));
    expect(read.length).toBeGreaterThan(10);
    expect(read.filter(({ content }) => !content.startsWith('refused: '))).toEqual([]);
    expect(byScript.filter(({ what }) => what.startsWith('storage.onChanged '))).toEqual([]);
    expect(planted.flatMap(({ secret }) => findLeaks(byScript, secret)).map(told)).toEqual([]);
  });

  test('trust 4: it goes to the origin it belongs to, whatever that answers', async () => {
    const { asked, askedElsewhere } = await dayWith(way);
    expect(asked.length).toBeGreaterThan(20);
    expect(askedElsewhere).toEqual([]);
  });

  test('trust 5: without the cookies of the site, and past every cache', async () => {
    const { asked, heard, origin } = await dayWith(way);
    const cookies = heard.filter(({ what }) => what.startsWith(`header cookie of GET ${origin}`));
    expect(cookies.length).toBeGreaterThan(0);
    for (const { headers } of asked) {
      expect(headers.cookie).toBeUndefined();
      expect(headers['cache-control']).toBe('no-cache');
      expect(headers.referer).toBeUndefined();
    }
  });
});

test('trust 1: a token on the disk is found also where the browser has packed it', async () => {
  const profile = freshProfile();
  onTestFinished(() => removeProfile(profile));
  const chromium = await launchChromium({ extension: inject('extension'), profile, keepProfile: true });
  const secret = newSecret('planted');
  try {
    await chromium.asExtension(`chrome.storage.local.set({ planted: '${secret.value}' })`);
    // More than a log holds: it is written anew as a table, which is compressed.
    for (let at = 0; at < 6; at += 1) {
      await chromium.asExtension(`chrome.storage.local.set({ filling${at}: 'x'.repeat(1_000_000) })`);
    }
  } finally {
    await chromium.close();
  }
  const tables = filesIn(profile).filter(({ where }) => where.endsWith('.ldb'));
  expect(tables.some(({ content }) => content.length > 0)).toBe(true);
  expect(findLeaks(tables, secret)).toHaveLength(1);
});
