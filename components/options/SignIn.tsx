import { useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Background } from '../../lib/messages/schemas.ts';
import { failureOf } from '../../lib/model/errors.ts';
import { careFor } from '../../lib/model/failure-table.ts';
import type { SiteState } from '../../lib/model/index.ts';
import { useDoing } from '../shared/use-doing.ts';
import { KeepSignedIn } from './KeepSignedIn.tsx';
import { OAuthForm } from './OAuthForm.tsx';
import { SiteAddress } from './SiteAddress.tsx';
import { Step } from './Step.tsx';
import type { TokenFacts } from './sign-in-words.ts';
import { TokenForm } from './TokenForm.tsx';
import type { PastedSetUp, TypedApp, TypedSite } from './typed-site.ts';
import { useTypedSite } from './use-typed-site.ts';

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
  /** Null where it stands under another one. */
  title: string | null;
  /** Whether this is what the person is here for: then the address has the focus. */
  isFirst: boolean;
  onSignedIn(site: SiteState): void;
  /** A secret was forgotten. */
  onChanged(): void;
}

type Way = 'oauth' | 'token';

/** The one Site address, and the two ways to sign in there. A token and a secret leave their fields as they are used. */
export function SignIn(props: Props) {
  const { actions, address, toPaste, sites, pastedTokens, title, isFirst, onSignedIn, onChanged } = props;
  const heading = useId();
  const typed = useTypedSite(actions, address, sites);
  const { site, app, known, isSetUp } = typed;
  const [token, setToken] = useState('');
  const { isBusy, failure, act } = useDoing();
  /** Which of the two was tried last. */
  const [way, setWay] = useState<Way>('oauth');

  /** Nothing is awaited before `signingIn` is called: the browser's prompt needs the click. */
  function follow(by: Way, signingIn: () => Promise<SiteState>): void {
    if (isBusy) return;
    setWay(by);
    setToken('');
    typed.setSecret('');
    const giveBack = (thrown: unknown): never => {
      if (careFor(failureOf(thrown)).nothingUsed) {
        setToken(token);
        typed.setSecret(app.clientSecret);
      }
      throw thrown;
    };
    void act(
      () => signingIn().catch(giveBack),
      (state) => {
        typed.clear();
        onSignedIn(state);
      },
    );
  }
  const isAt = (which: Way) => ({
    busy: !isBusy ? null : way === which ? ('this' as const) : ('other' as const),
    failure: way === which ? failure : null,
  });

  return (
    <section aria-labelledby={title === null ? undefined : heading} class="sign-in">
      {title !== null && <h2 id={heading}>{title}</h2>}
      <Step number={1} title={i18n.t('options.first.site')}>
        <SiteAddress
          site={site}
          byPolicy={known?.byPolicy ?? false}
          isGiven={site.address === address && address !== ''}
          isElsewhere={typed.isElsewhere}
          takesFocus={isFirst && address === ''}
          form={pastedTokens && (token !== '' || app.clientId === '') ? 'by-token' : 'by-oauth'}
          setUp={typed.setUp}
          onChange={typed.change}
        />
      </Step>
      <Step number={2} title={i18n.t('options.first.how')}>
        <OAuthForm
          app={app}
          isSet={known?.byPolicy === true && known.clientId !== null}
          knownSecret={known?.clientId === app.clientId ? known.clientSecret : 'none'}
          isDone={typed.isDone}
          redirectAddress={actions.redirectAddress}
          {...isAt('oauth')}
          onInput={typed.changeApp}
          onForgetSecret={async () => {
            if (known !== undefined) await actions.forgetSecret({ origin: known.origin });
            onChanged();
          }}
          onSignIn={() => follow('oauth', () => actions.signIn(site, app))}
        >
          <KeepSignedIn keep={site.keep} onChange={(keep) => typed.change({ keep })} />
        </OAuthForm>
        {pastedTokens ? (
          <details class="by-token" open={toPaste || !isSetUp}>
            <summary>{i18n.t('options.token.title')}</summary>
            <TokenForm
              token={token}
              read={actions.readToken}
              takesFocus={toPaste}
              {...isAt('token')}
              onInput={setToken}
              onConnect={() => follow('token', () => actions.connect(site, token))}
            />
          </details>
        ) : (
          <p class="note">{i18n.t('options.noPasting')}</p>
        )}
      </Step>
    </section>
  );
}
