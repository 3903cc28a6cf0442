import { useEffect, useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Background } from '../../lib/messages/schemas.ts';
import type { SiteState } from '../../lib/model/index.ts';
import { hostOf, numberWords } from '../shared/plain-words.ts';
import { Refused } from '../shared/Refused.tsx';
import { useDoing } from '../shared/use-doing.ts';

export type AutoSendActions = Pick<Background, 'autoSend' | 'keepAutoSend'>;

interface Props {
  sites: readonly SiteState[];
  actions: AutoSendActions;
}

/** Which sites' reviews are sent without the button, after five seconds to stop them. */
export function AutoSend({ sites, actions }: Props) {
  if (sites.length === 0) return null;
  return (
    <section aria-labelledby="at-once">
      <h2 id="at-once">{i18n.t('options.autoSend.title')}</h2>
      {sites.map(({ origin }) => (
        <OfSite key={origin} origin={origin} actions={actions} />
      ))}
    </section>
  );
}

function OfSite({ origin, actions }: { origin: string; actions: AutoSendActions }) {
  const [setting, setSetting] = useState<{ on: boolean; most: number } | null>(null);
  const { failure, act } = useDoing();
  const help = useId();
  useEffect(() => void act(() => actions.autoSend({ origin }), setSetting), [actions, origin]);

  /** The box shows at once what was pressed; what could not be kept is taken back. */
  async function change(on: boolean, most: number): Promise<void> {
    setSetting({ on, most });
    if (!(await act(() => actions.keepAutoSend({ origin, on })))) setSetting({ on: !on, most });
  }

  return (
    <div class="at-once">
      {setting !== null && (
        <>
          <label class="choice">
            <input
              type="checkbox"
              checked={setting.on && setting.most > 0}
              disabled={setting.most === 0}
              aria-describedby={help}
              onChange={({ currentTarget }) => change(currentTarget.checked, setting.most)}
            />
            <span>{i18n.t('options.autoSend.at', [hostOf(origin)])}</span>
          </label>
          <p class="note" id={help}>
            {helpWords(setting.most)}
          </p>
        </>
      )}
      {failure !== null && <Refused failure={failure} />}
    </div>
  );
}

function helpWords(most: number): string {
  if (most === 0) return i18n.t('options.autoSend.notAllowed');
  return [i18n.t('options.autoSend.help', most, [numberWords(most)]), i18n.t('options.autoSend.doubt')].join(
    ' ',
  );
}
