import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Background } from '../../lib/messages/schemas.ts';
import { failureOf } from '../../lib/model/errors.ts';
import { careFor } from '../../lib/model/failure-table.ts';
import type { Failure, SiteState } from '../../lib/model/index.ts';
import { OAuthForm } from './OAuthForm.tsx';
import { SiteAddress } from './SiteAddress.tsx';
import type { TokenFacts } from './sign-in-words.ts';
import { TokenForm } from './TokenForm.tsx';
import type { PastedSetUp, TypedApp, TypedSite } from './typed-site.ts';

export interface SignInActions extends Pick<Background, 'forgetSecret'> {
  /** Both must ask the browser for the hosts before anything else is awaited. */
  connect(site: TypedSite, token: string): Promise<SiteState>;
  signIn(site: TypedSite, app: TypedApp): Promise<SiteState>;
  /** What a pasted token says of itself; throws `Failed` for what is none. */
  readToken(pasted: string): TokenFacts;
  /** The site that a typed address means; null where it means none. */
  originOf(address: string): string | null;
  /** The set-up in a pasted text; null where there is none in it. Throws `Failed` `set-up-not-usable`. */
  readSetUp(pasted: string): PastedSetUp | null;
  /** What the community's administrator has to register. */
  redirectAddress: string;
}

interface Props {
  actions: SignInActions;
  /** Filled in to start with. */
  address: string;
  /** Whether a token is what the person came for. */
  toPaste: boolean;
  /** What is known of the site that is typed is filled in too. */
  sites: readonly SiteState[];
  /** Whether the organisation lets tokens be pasted. */
  pastedTokens: boolean;
  /** Somebody has signed in, or a secret was forgotten. */
  onChanged(): void;
}

type Way = 'oauth' | 'token';
type State = { kind: 'idle' } | { kind: 'busy'; way: Way } | { kind: 'failed'; way: Way; failure: Failure };

/** The one Site address, and the two ways to sign in there. A token and a secret leave their fields as they are used. */
export function SignIn({ actions, address, toPaste, sites, pastedTokens, onChanged }: Props) {
  // Only what was typed: what is known of the site may come later than that, and belongs to this site alone.
  const [typed, setTyped] = useState<Partial<TypedSite & { clientId: string }>>({});
  const [token, setToken] = useState('');
  const [clientSecret, setSecret] = useState('');
  const [state, setState] = useState<State>({ kind: 'idle' });
  const origin = actions.originOf(typed.address ?? address);
  const known = sites.find((site) => site.origin === origin);
  const hasClientId = (known?.clientId ?? null) !== null;
  const { clientId, ...site } = {
    address,
    apiAddress: known === undefined || known.api === known.origin ? '' : known.api,
    keep: known?.keep ?? false,
    clientId: known?.clientId ?? '',
    ...typed,
  };

  // Nothing is awaited before this call: the browser's prompt needs the click.
  async function follow(way: Way, connecting: Promise<SiteState>): Promise<void> {
    setState({ kind: 'busy', way });
    setToken('');
    setSecret('');
    try {
      await connecting;
      setTyped({});
      setState({ kind: 'idle' });
      onChanged();
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (careFor(failure).nothingUsed) {
        setToken(token);
        setSecret(clientSecret);
      }
      setState({ kind: 'failed', way, failure });
    }
  }
  const isAt = (way: Way) => ({
    busy: state.kind !== 'busy' ? null : state.way === way ? ('this' as const) : ('other' as const),
    failure: state.kind === 'failed' && state.way === way ? state.failure : null,
  });

  return (
    <section aria-labelledby="sign-in">
      <h2 id="sign-in">{i18n.t('options.signIn')}</h2>
      <SiteAddress
        site={site}
        byPolicy={known?.byPolicy ?? false}
        isGiven={typed.address === undefined && address !== ''}
        isElsewhere={known !== undefined && known.api !== known.origin}
        form={pastedTokens && (token !== '' || clientId === '') ? 'by-token' : 'by-oauth'}
        onChange={(changed) => setTyped({ ...typed, ...changed })}
      />
      {pastedTokens ? (
        <TokenForm
          token={token}
          read={actions.readToken}
          takesFocus={toPaste}
          {...isAt('token')}
          onInput={setToken}
          onConnect={() => follow('token', actions.connect(site, token))}
        />
      ) : (
        <p class="note">{i18n.t('options.noPasting')}</p>
      )}
      <details class="oauth" open={hasClientId || !pastedTokens}>
        <summary>{i18n.t('options.oauth.title')}</summary>
        <OAuthForm
          app={{ clientId, clientSecret }}
          isSet={hasClientId && known?.byPolicy === true}
          knownSecret={known?.clientId === clientId ? known.clientSecret : 'none'}
          redirectAddress={actions.redirectAddress}
          {...isAt('oauth')}
          onInput={(changed) => {
            if (changed.clientId !== undefined) setTyped({ ...typed, clientId: changed.clientId });
            if (changed.clientSecret !== undefined) setSecret(changed.clientSecret);
          }}
          onForgetSecret={async () => {
            if (known !== undefined) await actions.forgetSecret({ origin: known.origin });
            onChanged();
          }}
          onSignIn={() => follow('oauth', actions.signIn(site, { clientId, clientSecret }))}
        />
      </details>
      <p class="note">{i18n.t('options.signInHelp')}</p>
    </section>
  );
}
