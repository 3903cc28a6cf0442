import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { failureOf } from '../lib/errors.ts';
import type { Failure, Site } from '../lib/model.ts';
import { failureWords } from './failure-words.ts';

interface Props {
  /** Filled in to start with. */
  address: string;
  onConnect(address: string, token: string): Promise<Site>;
  onConnected(): void;
}

type State = { kind: 'idle' } | { kind: 'busy' } | { kind: 'failed'; failure: Failure };

/** Failures before the token went anywhere: the person need not paste it again. */
const NOTHING_USED: ReadonlySet<Failure['kind']> = new Set([
  'not-a-site-address',
  'site-not-secure',
  'access-not-granted',
]);

/** The one Site address, the one Access token, the one Connect. The token leaves the field once it is used. */
export function SignIn({ address: first, onConnect, onConnected }: Props) {
  const [address, setAddress] = useState(first);
  const [token, setToken] = useState('');
  const [state, setState] = useState<State>({ kind: 'idle' });

  async function connect(event: Event): Promise<void> {
    event.preventDefault();
    // Nothing is awaited before this call: the browser's prompt needs the click.
    const connecting = onConnect(address, token);
    setState({ kind: 'busy' });
    try {
      await connecting;
      setToken('');
      setState({ kind: 'idle' });
      onConnected();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (!NOTHING_USED.has(failure.kind)) setToken('');
      setState({ kind: 'failed', failure });
    }
  }

  return (
    <section aria-labelledby="sign-in">
      <h2 id="sign-in">{i18n.t('options.signIn')}</h2>
      <form onSubmit={connect} noValidate>
        <label for="address">{i18n.t('options.siteAddress')}</label>
        <input
          id="address"
          type="url"
          autocomplete="url"
          placeholder="https://community.example.org"
          aria-describedby="address-help"
          value={address}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
        <p class="note" id="address-help">
          {i18n.t('options.siteAddressHelp')}
        </p>
        <label for="token">{i18n.t('options.accessToken')}</label>
        <input
          id="token"
          type="password"
          autocomplete="off"
          spellcheck={false}
          aria-describedby="token-help"
          value={token}
          onInput={(event) => setToken(event.currentTarget.value)}
        />
        <p class="note" id="token-help">
          {i18n.t('options.accessTokenHelp')}
        </p>
        <button type="submit" class="primary" disabled={state.kind === 'busy'}>
          {state.kind === 'busy' ? i18n.t('options.connecting') : i18n.t('options.connect')}
        </button>
        <p class="note">{i18n.t('options.signInHelp')}</p>
        {state.kind === 'failed' && <Refused failure={state.failure} />}
      </form>
    </section>
  );
}

/** A failure in words, under what was asked for. */
export function Refused({ failure }: { failure: Failure }) {
  const { title, help } = failureWords(failure);
  return (
    <div class="problem" role="alert">
      <strong>{title}.</strong> {help}
    </div>
  );
}
