import { useEffect, useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Background } from '../../lib/messages/schemas.ts';
import type { PageRules, SiteState } from '../../lib/model/index.ts';
import { Refused } from '../shared/Refused.tsx';
import { useDoing } from '../shared/use-doing.ts';
import { AutoSend, type AutoSendActions } from './AutoSend.tsx';
import { NO_RULES, RulesForm } from './RulesForm.tsx';
import { type ShortcutActions, Shortcuts } from './Shortcuts.tsx';

export interface PagesActions
  extends AutoSendActions,
    ShortcutActions,
    Pick<Background, 'rules' | 'keepRules' | 'tryRules'> {}

interface Props {
  sites: readonly SiteState[];
  actions: PagesActions;
}

/** How Rollcall behaves, and how it reads the pages of each site. */
export function PagesSection({ sites, actions }: Props) {
  const title = useId();
  return (
    <>
      <Shortcuts actions={actions} />
      <AutoSend sites={sites} actions={actions} />
      {sites.length === 0 ? (
        <p class="note">{i18n.t('options.pagesOfNone')}</p>
      ) : (
        <section aria-labelledby={title}>
          <h2 id={title}>{i18n.t('options.rules.title')}</h2>
          {sites.map(({ origin }) => (
            <SiteRules key={origin} origin={origin} actions={actions} />
          ))}
        </section>
      )}
    </>
  );
}

/** The rules of one site, as soon as it is known which are kept. */
function SiteRules({ origin, actions }: { origin: string; actions: PagesActions }) {
  const [rules, setRules] = useState<PageRules | null>(null);
  const { failure, act } = useDoing();
  useEffect(() => {
    void act(
      () => actions.rules({ origin }),
      (kept) => setRules(kept ?? NO_RULES),
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
