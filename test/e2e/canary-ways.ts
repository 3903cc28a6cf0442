/** The ways of signing in, with what each has that is secret and where that may be seen. */
import type { Page } from 'playwright-core';
import type { Channel, Leak, Secret } from './harness/leaks.ts';
import { newSecret } from './harness/plants.ts';
import type { Recorder } from './harness/recorder.ts';
import type { Scene } from './scene.ts';

/** Where a day of use takes place. */
export interface Stage extends Scene {
  recorder: Recorder;
  /** Rollcall's options, open all day. */
  options: Page;
}

export interface SignInWay {
  name: string;
  /** Signs in as a person does; answers what must not be seen. It may become more while the day goes on. */
  enter(stage: Stage): Promise<Secret[]>;
  /** Whether it may be seen at this place. `origin` is that of the API. */
  isAllowed(leak: Leak, origin: string): boolean;
  /** The kinds of places where it may be seen, and is. */
  places: readonly Channel[];
}

/** The Authorization header of a request to the API's own origin, as the browser and as the server have it. */
function isInHeader({ channel, where, what }: Leak, origin: string): boolean {
  const sent = [`header authorization of a request to ${new URL(origin).host}`];
  const isSent = sent.includes(what) || /^header authorization of [A-Z]+ /.test(what);
  const [, address = origin] = /^header authorization of [A-Z]+ (.*)/.exec(what) ?? [];
  return (
    channel === 'request' &&
    (where === 'worker' || where === `server ${origin}`) &&
    isSent &&
    new URL(address).origin === origin
  );
}

const isInSession = ({ channel, where }: Leak) => channel === 'session' && where === 'worker';

/** A token that the person has from elsewhere. */
export const pastedToken: SignInWay = {
  name: 'a pasted token',
  async enter({ lms, recorder, options }) {
    const token = newSecret('access token');
    lms.tokens.manager = token.value;
    await options.getByLabel('Site address').fill(lms.origin);
    await options.getByLabel('Access token').pressSequentially(token.value);
    await recorder.look('the token is entered');
    lms.fault({ path: '/api/v2/user/me/', token: token.value, do: { holdMs: 2_000 } });
    await options.getByRole('button', { name: 'Connect', exact: true }).click();
    await options.getByRole('button', { name: 'Connecting…' }).waitFor();
    await recorder.look('Connect is pressed');
    await options.getByText('Connected as cora_manager').waitFor();
    await recorder.look('connected');
    return [token];
  },
  isAllowed(leak, origin) {
    const { channel, where, what, moment } = leak;
    const isOptions = where === 'own page /options.html';
    return (
      (isOptions &&
        channel === 'DOM' &&
        what === 'value of INPUT#token' &&
        moment === 'the token is entered') ||
      (isOptions && channel === 'message' && what === 'runtime.sendMessage connect') ||
      isInSession(leak) ||
      isInHeader(leak, origin)
    );
  },
  places: ['DOM', 'message', 'session', 'request'],
};
