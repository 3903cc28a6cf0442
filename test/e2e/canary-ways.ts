/** The ways of signing in, with what each has that is secret and where that may be seen. */
import type { Page } from 'playwright-core';
import type { PracticeLms } from '../lms/server.ts';
import type { Channel, Leak, Secret } from './harness/leaks.ts';
import { newClientSecret, newSecret } from './harness/plants.ts';
import type { Recorder } from './harness/recorder.ts';
import { HELD } from './job-steps.ts';
import type { Scene } from './scene.ts';

/** Where a day of use takes place. */
export interface Stage extends Scene {
  recorder: Recorder;
  /** Rollcall's options, open all day. */
  options: Page;
}

export interface SignInWay {
  name: string;
  /** Signs in as a person does, with a look at each step. */
  enter(stage: Stage): Promise<void>;
  /** All that came into being so far and must not be seen. */
  secrets(lms: PracticeLms): Secret[];
  /** Whether something of it may be seen at this place. `origin` is that of the API. */
  isAllowed(leak: Leak, origin: string): boolean;
  /** The kinds of places where it is seen, some of them many times. */
  places: readonly Channel[];
  /** Those of {@link places} where it is seen once: as it is entered. */
  once: readonly Channel[];
}

/** One of the two sides of a request: the worker sends it, the API's server gets it. */
function isOfApi({ channel, where }: Leak, origin: string): boolean {
  return channel === 'request' && (where === 'worker' || where === `server ${origin}`);
}

/** The Authorization header of a request to the API's own origin; the browser tells of it once more without a path. */
function isInHeader(leak: Leak, origin: string): boolean {
  const [, url = ''] = /^header authorization of (?:[A-Z]+ |a request to )(.*)$/.exec(leak.what) ?? [];
  return isOfApi(leak, origin) && (url === new URL(origin).host || url.startsWith(`${origin}/api/`));
}

const isInSession = ({ channel, where }: Leak) => channel === 'session' && where === 'worker';

/** A token that the person has from elsewhere. */
const pastedToken: SignInWay = {
  name: 'a pasted token',
  async enter({ lms, recorder, options }) {
    lms.tokens.manager = newSecret('access token').value;
    await options.getByLabel('Site address').fill(lms.origin);
    await options.getByLabel('Access token').pressSequentially(lms.tokens.manager);
    await recorder.look('the token is entered');
    lms.fault({ path: '/api/v2/user/me/', token: lms.tokens.manager, do: HELD });
    await options.getByRole('button', { name: 'Connect', exact: true }).click();
    await options.getByRole('button', { name: 'Connecting…' }).waitFor();
    await recorder.look('Connect is pressed');
    lms.release();
    await options.getByText('Connected as cora_manager').waitFor();
    await recorder.look('connected');
  },
  secrets: ({ tokens }) => [{ name: 'access token', value: tokens.manager }],
  isAllowed(leak, origin) {
    const { channel, where, what, moment } = leak;
    const isOptions = where === 'own page /options.html';
    const isField = channel === 'DOM' && what === 'value of INPUT#token' && moment === 'the token is entered';
    const isTold = channel === 'message' && what === 'runtime.sendMessage connect';
    return (isOptions && (isField || isTold)) || isInSession(leak) || isInHeader(leak, origin);
  },
  places: ['DOM', 'message', 'session', 'request'],
  once: ['DOM', 'message'],
};

const byOAuth: SignInWay = {
  name: 'a sign-in by OAuth',
  enter: (stage) => signInByOAuth(stage, {}),
  secrets({ oauth, oauthLog }) {
    const exchanged = oauthLog.flatMap(({ path, body }) => {
      const form = new URLSearchParams(path === '/oauth/token/' ? body : '');
      return ['code', 'code_verifier'].map((name) => ({ name, value: form.get(name) ?? '' }));
    });
    const issued = oauth.tokens().flatMap(({ accessToken, refreshToken }) => [
      { name: 'access token', value: accessToken },
      { name: 'refresh token', value: refreshToken },
    ]);
    return [...exchanged.filter(({ value }) => value !== ''), ...issued];
  },
  isAllowed(leak, origin) {
    const { secret, what } = leak;
    if (isInSession(leak)) return true;
    if (secret === 'access token') return isInHeader(leak, origin);
    if (secret === 'code' && isRedirect(leak)) return true;
    const path = secret === 'refresh token' ? '(token|revoke_token)' : 'token';
    return isOfApi(leak, origin) && new RegExp(`^body of POST ${origin}/oauth/${path}/$`).test(what);
  },
  places: ['session', 'request'],
  once: [],
};

/**
 * The address that the community sends the person back to. The browser takes it from there, and nobody is asked for it;
 * its cache holds it as long as the community does not forbid that. By then the code is used up, and of no use without
 * the verifier.
 */
function isRedirect({ channel, where, what, around }: Leak): boolean {
  return (
    /https:\/\/[a-p]{32}\.chromiumapp\.org\//.test(`${what} ${around}`) &&
    ((channel === 'call' && where === 'worker' && what === 'identity.launchWebAuthFlow answers') ||
      (channel === 'request' && where.startsWith('page ')) ||
      (channel === 'file' && where.startsWith('Default/Cache/')))
  );
}

interface Wish {
  /** Enters a client secret too, and asks to stay signed in. */
  confidential?: boolean;
}

async function signInByOAuth(stage: Stage, { confidential = false }: Wish): Promise<void> {
  const { lms, chromium, recorder, options } = stage;
  lms.oauth.register(await chromium.asExtension<string>('chrome.identity.getRedirectURL()'));
  await options.getByLabel('Site address').fill(lms.origin);
  if (confidential) {
    const { clientId, secret } = lms.oauth.confidential;
    await options.getByLabel('Keep me signed in on this computer').check();
    await options.getByLabel('Client id').fill(clientId);
    await options.getByLabel('Client secret').fill(secret);
    await recorder.look('the secret is entered');
  } else {
    await options.getByLabel('Client id').fill(lms.oauth.clientId);
  }
  const opened = chromium.context.waitForEvent('page');
  await options.getByRole('button', { name: 'Sign in', exact: true }).click();
  const community = await opened;
  await community.getByLabel('Username').fill('cora_manager');
  await community.getByLabel('Password').fill(lms.password);
  await community.getByRole('button', { name: 'Log in' }).click();
  await community.getByRole('button', { name: 'Authorize' }).waitFor();
  await recorder.look('the community asks');
  await community.getByRole('button', { name: 'Authorize' }).click();
  await options.getByText('Connected as cora_manager').waitFor();
  await recorder.look('connected');
}

/** The person wants to stay signed in, with a client secret: this and the refresh token are in the extension's own database. */
const keptOAuth: SignInWay = {
  ...byOAuth,
  name: 'a sign-in by OAuth with a client secret that is kept on this computer',
  enter(stage) {
    stage.lms.oauth.confidential.secret = newClientSecret('client secret').value;
    return signInByOAuth(stage, { confidential: true });
  },
  secrets: (lms) => [
    ...byOAuth.secrets(lms),
    { name: 'client secret', value: lms.oauth.confidential.secret },
  ],
  isAllowed: (leak, origin) =>
    isInDatabase(leak) ||
    (leak.secret === 'client secret' ? isSecretSent(leak, origin) : byOAuth.isAllowed(leak, origin)),
  places: ['DOM', 'message', 'session', 'request', 'database', 'file'],
  once: ['DOM', 'message'],
};

/** As it is entered and handed to the background, and where it proves who asks: in no memory of the browser. */
function isSecretSent(leak: Leak, origin: string): boolean {
  const { channel, where, what, moment } = leak;
  const isField =
    channel === 'DOM' && what === 'value of INPUT#client-secret' && moment === 'the secret is entered';
  const isTold = channel === 'message' && what === 'runtime.sendMessage signIn';
  if (where === 'own page /options.html' && (isField || isTold)) return true;
  return (
    isOfApi(leak, origin) && new RegExp(`^body of POST ${origin}/oauth/(token|revoke_token)/$`).test(what)
  );
}

function isInDatabase({ secret, channel, where, what, moment }: Leak): boolean {
  const isOurs = channel === 'database' && what === 'indexedDB' && moment !== 'disconnected';
  const isOnDisk = channel === 'file' && /^Default\/IndexedDB\/chrome-extension_/.test(where);
  return (secret === 'refresh token' || secret === 'client secret') && (isOurs || isOnDisk);
}

export const WAYS: readonly SignInWay[] = [pastedToken, byOAuth, keptOAuth];
