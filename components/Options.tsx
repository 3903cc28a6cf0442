import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { failureOf } from '../lib/errors.ts';
import type { Failure, PageRules, Site, Survey } from '../lib/model.ts';
import { hostOf } from './failure-words.ts';
import { ListImport } from './ListImport.tsx';
import { NO_RULES, RulesForm } from './RulesForm.tsx';
import { SendAtOnce, type SendAtOnceActions } from './SendAtOnce.tsx';
import { Refused, SignIn } from './SignIn.tsx';

/** A keyboard shortcut as the browser has it; empty where it left it unassigned. */
export interface Shortcut {
  name: string;
  keys: string;
}

/** What the options page can ask for; each may throw `Failed`. */
export interface OptionsActions extends SendAtOnceActions {
  sites(): Promise<Site[]>;
  shortcuts(): Promise<Shortcut[]>;
  /** Must ask the browser for the host before anything else is awaited. */
  connect(address: string, token: string): Promise<Site>;
  disconnect(origin: string): Promise<void>;
  /** What the manager told of a site's pages; null where nothing was. */
  rules(origin: string): Promise<PageRules | null>;
  keepRules(origin: string, rules: PageRules): Promise<void>;
  /** Whom the rules find on the site's page that was open last; outlines them there. */
  tryRules(origin: string, rules: PageRules): Promise<Survey>;
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
  const [sites, setSites] = useState<Site[]>([]);
  const [shortcuts, setShortcuts] = useState<Shortcut[]>([]);
  const load = useCallback(() => actions.sites().then(setSites), [actions]);
  useEffect(() => {
    void load();
    void actions.shortcuts().then(setShortcuts);
  }, [actions, load]);

  return (
    <main>
      <h1>{i18n.t('options.title')}</h1>
      {childrenFirst && children}
      <section aria-labelledby="sites">
        <h2 id="sites">{i18n.t('options.sites')}</h2>
        {sites.length === 0 && <p class="note">{i18n.t('options.noSites')}</p>}
        <ul class="sites" aria-live="polite">
          {sites.map(({ origin, user }) => (
            <li key={origin}>
              <span class="who">
                <span class="username">{hostOf(origin)}</span>
                <span class="detail">{i18n.t('options.connectedAs', [user.username])}</span>
              </span>
              <button type="button" onClick={() => actions.disconnect(origin).then(load)}>
                {i18n.t('options.disconnect')}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <SignIn address={address} onConnect={actions.connect} onConnected={load} />
      <ListImport sites={sites} onContinue={actions.importList} />
      <SendAtOnce sites={sites} actions={actions} />
      {sites.length > 0 && (
        <section aria-labelledby="pages">
          <h2 id="pages">{i18n.t('options.rules.title')}</h2>
          {sites.map(({ origin }) => (
            <SiteRules key={origin} origin={origin} actions={actions} />
          ))}
        </section>
      )}
      <section aria-labelledby="shortcuts">
        <h2 id="shortcuts">{i18n.t('options.shortcuts')}</h2>
        <dl class="shortcuts">
          {shortcuts.map(({ name, keys }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{keys === '' ? i18n.t('options.noShortcut') : <kbd>{keys}</kbd>}</dd>
            </div>
          ))}
        </dl>
        <p class="note">{i18n.t('options.shortcutsHelp')}</p>
      </section>
      {!childrenFirst && children}
    </main>
  );
}

/** The rules of one site, as soon as it is known which are kept. */
function SiteRules({ origin, actions }: { origin: string; actions: OptionsActions }) {
  const [rules, setRules] = useState<PageRules | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    actions.rules(origin).then(
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
        await actions.keepRules(origin, changed);
        setRules(changed);
      }}
      onTry={(tried) => actions.tryRules(origin, tried)}
    />
  );
}
