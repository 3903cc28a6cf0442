import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Background } from '../../lib/messages/schemas.ts';
import { failureOf } from '../../lib/model/errors.ts';
import type { Failure, Organisation, PageRules, SiteState } from '../../lib/model/index.ts';
import { Refused } from '../shared/Refused.tsx';
import { AutoSend, type AutoSendActions } from './AutoSend.tsx';
import { ListImport } from './ListImport.tsx';
import { PolicyNote } from './PolicyNote.tsx';
import { NO_RULES, RulesForm } from './RulesForm.tsx';
import { type ShortcutActions, Shortcuts } from './Shortcuts.tsx';
import { SignIn, type SignInActions } from './SignIn.tsx';
import { Sites } from './Sites.tsx';

type Asked = Pick<
  Background,
  'sites' | 'organisation' | 'signOut' | 'disconnect' | 'setUpText' | 'rules' | 'keepRules' | 'tryRules'
>;

/** All that the options do besides showing. Each may throw `Failed`. */
export interface OptionsActions extends Asked, SignInActions, AutoSendActions, ShortcutActions {
  /** Asks the browser for the hosts of a site that is known. */
  allow(site: SiteState): Promise<void>;
  /** Signs in by OAuth at a site that is known. */
  signInAgain(site: SiteState): Promise<SiteState>;
  /** Goes on with a list in a window of its own. */
  importList(origin: string, text: string): Promise<void>;
}

interface Props {
  actions: OptionsActions;
  /** Filled in to start with. */
  address: string;
  /** A section more: the last one, or the first where the page was opened for it. */
  children?: ComponentChildren;
  childrenFirst?: boolean;
}

export function Options({ actions, address, children, childrenFirst = false }: Props) {
  /** Null until they are known. */
  const [sites, setSites] = useState<SiteState[] | null>(null);
  const [organisation, setOrganisation] = useState<Organisation>(NOTHING_SET);
  const [failure, setFailure] = useState<Failure | null>(null);
  /** What the form for signing in is about. */
  const [chosen, choose] = useState({ address, toPaste: false });
  const load = useCallback(async () => {
    try {
      setSites(await actions.sites({}));
      setOrganisation(await actions.organisation({}));
      setFailure(null);
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  }, [actions]);
  useEffect(() => void load(), [load]);
  const known = sites ?? [];

  return (
    <main>
      <h1>{i18n.t('options.title')}</h1>
      {childrenFirst && children}
      <PolicyNote organisation={organisation} />
      {failure !== null && <Refused failure={failure} />}
      {sites !== null && (
        <Sites
          sites={sites}
          pastedTokens={organisation.pastedTokens}
          onAllow={(site) => actions.allow(site).then(load)}
          onSignIn={(site) => actions.signInAgain(site).then(load)}
          onPaste={(site) => choose({ address: site.origin, toPaste: true })}
          onSignOut={(origin) => actions.signOut({ origin }).finally(load)}
          onDisconnect={(origin) => actions.disconnect({ origin }).finally(load)}
        />
      )}
      <SignIn
        key={chosen.address}
        actions={actions}
        address={chosen.address}
        toPaste={chosen.toPaste}
        sites={known}
        pastedTokens={organisation.pastedTokens}
        onChanged={load}
      />
      <ListImport sites={known.filter(({ user }) => user !== null)} onContinue={actions.importList} />
      <AutoSend sites={known} actions={actions} />
      {known.length > 0 && (
        <section aria-labelledby="pages">
          <h2 id="pages">{i18n.t('options.rules.title')}</h2>
          {known.map(({ origin }) => (
            <SiteRules key={origin} origin={origin} actions={actions} />
          ))}
        </section>
      )}
      <Shortcuts actions={actions} />
      {!childrenFirst && children}
    </main>
  );
}

/** Until it is known what is: the background knows it in any case. */
const NOTHING_SET: Organisation = { pastedTokens: true, autoSend: 0, problems: [] };

/** The rules of one site, as soon as it is known which are kept. */
function SiteRules({ origin, actions }: { origin: string; actions: OptionsActions }) {
  const [rules, setRules] = useState<PageRules | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    actions.rules({ origin }).then(
      (kept) => setRules(kept ?? NO_RULES),
      (thrown: unknown) => setFailure(failureOf(thrown)),
    );
  }, [actions, origin]);

  if (failure !== null) return <Refused failure={failure} />;
  if (rules === null) return null;
  return (
    <RulesForm
      origin={origin}
      rules={rules}
      onSave={async (changed) => {
        await actions.keepRules({ origin, rules: changed });
        setRules(changed);
      }}
      onTry={(tried) => actions.tryRules({ origin, rules: tried })}
    />
  );
}
