import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Background } from '../../lib/messages/schemas.ts';
import type { SiteState } from '../../lib/model/index.ts';
import type { ShortcutActions } from './Shortcuts.tsx';
import { SignIn, type SignInActions } from './SignIn.tsx';
import { Sites } from './Sites.tsx';
import { TryIt, type TryItActions } from './TryIt.tsx';

export interface SitesActions
  extends SignInActions,
    TryItActions,
    Pick<ShortcutActions, 'shortcuts'>,
    Pick<Background, 'signOut' | 'disconnect' | 'setUpText'> {
  /** Asks the browser for the hosts of a site that is known. */
  allow(site: SiteState): Promise<void>;
  /** Signs in by OAuth at a site that is known. */
  signInAgain(site: SiteState): Promise<SiteState>;
}

interface Props {
  actions: SitesActions;
  /** Filled in to start with. */
  address: string;
  /** Whether Rollcall was installed just now. */
  isNew: boolean;
  /** Null until they are known, and where they cannot be read: the form is there all the same. */
  sites: readonly SiteState[] | null;
  /** Whether the organisation lets tokens be pasted. */
  pastedTokens: boolean;
  /** Asks for the sites anew. */
  load(): Promise<void>;
}

/** The sites that are known, and the way to one more; while there is none, the first steps. */
export function SitesSection({ actions, address, isNew, sites, pastedTokens, load }: Props) {
  /** What the form for signing in is about. */
  const [chosen, choose] = useState({ address, toPaste: false });
  /** The first site, from when somebody is signed in there. */
  const [first, setFirst] = useState<string | null>(null);
  const known = sites ?? [];
  // The organisation has done the typing, where it has done all of it.
  const isSet =
    known.length > 0 &&
    known.every(
      ({ byPolicy, user, clientId }) => byPolicy && (user !== null || clientId !== null || pastedTokens),
    );
  const isFirstRun = sites?.length === 0 || (isNew && isSet && known.every(({ user }) => user === null));
  const toTry = known.find(({ origin, user }) => origin === first && user !== null) ?? null;

  async function onSignedIn({ origin }: SiteState): Promise<void> {
    if (isFirstRun) setFirst(origin);
    await load();
  }

  const signIn = (
    <SignIn
      key={chosen.address}
      actions={actions}
      address={chosen.address}
      toPaste={chosen.toPaste}
      title={
        isSet || isFirstRun || sites === null
          ? null
          : i18n.t(known.length === 0 || chosen.address !== '' ? 'options.signIn' : 'options.another')
      }
      isFirst={isFirstRun && !isSet}
      sites={known}
      pastedTokens={pastedTokens}
      onSignedIn={onSignedIn}
      onChanged={load}
    />
  );
  return (
    <>
      {isFirstRun && (
        <div class="welcome">
          <h2>{i18n.t('options.first.title')}</h2>
          <p>{isSet ? i18n.t('options.first.set') : i18n.t('options.first.lead')}</p>
        </div>
      )}
      {known.length > 0 && (
        <Sites
          sites={known}
          setUpText={actions.setUpText}
          pastedTokens={pastedTokens}
          onAllow={(site) => actions.allow(site).then(load)}
          onSignIn={(site) => actions.signInAgain(site).then(onSignedIn)}
          onPaste={(site) => choose({ address: site.origin, toPaste: true })}
          onSignOut={(origin) => actions.signOut({ origin }).finally(load)}
          onDisconnect={(origin) => actions.disconnect({ origin }).finally(load)}
        />
      )}
      {toTry !== null && <TryIt key={toTry.origin} site={toTry} actions={actions} />}
      {isSet ? (
        <details class="another" open={chosen.address !== ''}>
          <summary>{i18n.t('options.another')}</summary>
          {signIn}
        </details>
      ) : (
        signIn
      )}
      {isFirstRun && <TryIt site={null} actions={actions} />}
    </>
  );
}
