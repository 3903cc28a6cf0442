import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Refused } from '../shared/Refused.tsx';
import { useDoing } from '../shared/use-doing.ts';

/** A keyboard shortcut as the browser has it; empty where it left it unassigned. */
export interface Shortcut {
  /** The browser's name for what it does. */
  id: string;
  name: string;
  keys: string;
}

/** What opens Rollcall. */
export const OPEN_KEYS = '_execute_action';

export interface ShortcutActions {
  shortcuts(): Promise<Shortcut[]>;
  /** Opens the browser's own page for them; an extension cannot set them itself. */
  openShortcuts(): Promise<void>;
}

/** The shortcuts, and the way to change them: another extension may have had them first. */
export function Shortcuts({ actions }: { actions: ShortcutActions }) {
  const [shortcuts, setShortcuts] = useState<Shortcut[]>([]);
  const { failure, act } = useDoing();
  useEffect(() => void actions.shortcuts().then(setShortcuts), [actions]);
  const isOneMissing = shortcuts.some(({ keys }) => keys === '');

  return (
    <section aria-labelledby="shortcuts">
      <h2 id="shortcuts">{i18n.t('options.shortcuts')}</h2>
      <dl class="shortcuts">
        {shortcuts.map(({ id, name, keys }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>{keys === '' ? i18n.t('options.noShortcut') : <kbd>{keys}</kbd>}</dd>
          </div>
        ))}
      </dl>
      <p class="note">{i18n.t('options.noToolbar')}</p>
      <p class="note">{i18n.t('options.noPrivateWindows')}</p>
      {isOneMissing && <p class="note">{i18n.t('options.shortcutsMissing')}</p>}
      <div class="actions">
        <button type="button" onClick={() => act(actions.openShortcuts)}>
          {i18n.t('options.changeShortcuts')}
        </button>
      </div>
      {failure !== null && <Refused failure={failure} />}
    </section>
  );
}
