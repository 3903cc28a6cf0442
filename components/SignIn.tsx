import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { failureOf } from '../lib/errors.ts';
import type { Failure, SiteState } from '../lib/model.ts';
import { RedirectAddress } from './RedirectAddress.tsx';
import { Refused } from './Refused.tsx';
import { SiteAddress } from './SiteAddress.tsx';
import { type TokenFacts, tokenWords } from './sign-in-words.ts';

/** A site as it is typed. */
export interface TypedSite {
  address: string;
  /** Empty where it is the same. */
  apiAddress: string;
  keep: boolean;
}

export interface SignInActions {
  /** Both must ask the browser for the hosts before anything else is awaited. */
  connect(site: TypedSite, token: string): Promise<SiteState>;
  signIn(site: TypedSite, clientId: string): Promise<SiteState>;
  /** What a pasted token says of itself; throws `Failed` for what is none. */
  readToken(pasted: string): TokenFacts;
  /** What the community's administrator has to register. */
  redirectAddress: string;
}

interface Props {
  actions: SignInActions;
  /** Filled in to start with. */
  start: Pick<SiteState, 'origin' | 'api' | 'clientId' | 'keep' | 'byPolicy'>;
  /** Whether the organisation lets tokens be pasted. */
  pastedTokens: boolean;
  onConnected(): void;
}

type State = { kind: 'idle' } | { kind: 'busy'; way: Way } | { kind: 'failed'; way: Way; failure: Failure };
type Way = 'oauth' | 'token';

/** Failures before the token went anywhere: the person need not paste it again. */
const NOTHING_USED: ReadonlySet<Failure['kind']> = new Set([
  'not-a-site-address',
  'site-not-secure',
  'access-not-granted',
]);

/** The one Site address, the one Access token, the one Connect. The token leaves the field once it is used. */
export function SignIn({ actions, start, pastedTokens, onConnected }: Props) {
  const { api, origin, byPolicy } = start;
  // Only what was typed: what is known of the site may come later than that.
  const [typed, setTyped] = useState<Partial<TypedSite & { clientId: string }>>({});
  const { clientId, ...site } = {
    address: origin,
    apiAddress: api === origin ? '' : api,
    keep: start.keep,
    clientId: start.clientId ?? '',
    ...typed,
  };
  const [token, setToken] = useState('');
  const [state, setState] = useState<State>({ kind: 'idle' });

  // Nothing is awaited before this call: the browser's prompt needs the click.
  async function follow(way: Way, connecting: Promise<SiteState>): Promise<void> {
    setState({ kind: 'busy', way });
    setToken('');
    try {
      await connecting;
      setTyped({});
      setState({ kind: 'idle' });
      onConnected();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (NOTHING_USED.has(failure.kind)) setToken(token);
      setState({ kind: 'failed', way, failure });
    }
  }
  const isBusy = (way: Way) => state.kind === 'busy' && state.way === way;
  const refused = (way: Way) =>
    state.kind === 'failed' && state.way === way && <Refused failure={state.failure} />;

  return (
    <section aria-labelledby="sign-in">
      <h2 id="sign-in">{i18n.t('options.signIn')}</h2>
      <SiteAddress
        site={site}
        byPolicy={byPolicy}
        onChange={(changed) => setTyped({ ...typed, ...changed })}
      />
      {pastedTokens ? (
        <form
          id="by-token"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void follow('token', actions.connect(site, token));
          }}
        >
          <label for="token">{i18n.t('options.accessToken')}</label>
          <input
            id="token"
            type="password"
            autocomplete="off"
            spellcheck={false}
            aria-describedby="token-help token-facts"
            value={token}
            onInput={(event) => setToken(event.currentTarget.value)}
          />
          <p class="note" id="token-help">
            {i18n.t('options.accessTokenHelp')}
          </p>
          <TokenNote token={token} read={actions.readToken} />
          <button type="submit" class="primary" disabled={state.kind === 'busy'}>
            {isBusy('token') ? i18n.t('options.connecting') : i18n.t('options.connect')}
          </button>
          {refused('token')}
        </form>
      ) : (
        <p class="note set">{i18n.t('options.noPasting')}</p>
      )}
      <details class="oauth" open={start.clientId !== null || !pastedTokens}>
        <summary>{i18n.t('options.oauth.title')}</summary>
        <form
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void follow('oauth', actions.signIn(site, clientId));
          }}
        >
          <p class="note">{i18n.t('options.oauth.help')}</p>
          <RedirectAddress address={actions.redirectAddress} />
          <ClientIdInput
            value={clientId}
            byPolicy={byPolicy}
            onChange={(changed) => setTyped({ ...typed, clientId: changed })}
          />
          <button type="submit" class="primary" disabled={state.kind === 'busy'}>
            {isBusy('oauth') ? i18n.t('options.signingIn') : i18n.t('options.oauth.signIn')}
          </button>
          {refused('oauth')}
        </form>
      </details>
      <p class="note">{i18n.t('options.signInHelp')}</p>
    </section>
  );
}

/** What a token says of itself, or why it is none, as soon as it is pasted. */
function TokenNote({ token, read }: { token: string; read: SignInActions['readToken'] }) {
  const { words, failure } = noteOf(token, read);
  return (
    <div id="token-facts" aria-live="polite">
      {failure !== null && <Refused failure={failure} />}
      {words !== '' && <p class="note">{words}</p>}
    </div>
  );
}

function noteOf(token: string, read: SignInActions['readToken']): { words: string; failure: Failure | null } {
  if (token === '') return { words: '', failure: null };
  try {
    return { words: tokenWords(read(token)), failure: null };
  } catch (thrown) {
    return { words: '', failure: failureOf(thrown) };
  }
}

interface ClientIdProps {
  value: string;
  byPolicy: boolean;
  onChange(clientId: string): void;
}

function ClientIdInput({ value, byPolicy, onChange }: ClientIdProps) {
  const id = useId();
  return (
    <>
      <label for={id}>{i18n.t('options.oauth.clientId')}</label>
      <input
        id={id}
        autocomplete="off"
        spellcheck={false}
        readOnly={byPolicy && value !== ''}
        value={value}
        onInput={(event) => onChange(event.currentTarget.value.trim())}
      />
    </>
  );
}
