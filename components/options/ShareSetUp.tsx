import { useCallback, useId, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Background } from '../../lib/messages/schemas.ts';
import type { Failure, SiteState } from '../../lib/model/index.ts';
import { Refused } from '../shared/Refused.tsx';
import { useTyped } from '../shared/use-typed.ts';
import { Copy } from './Copy.tsx';

interface Props {
  /** A site that somebody has signed in to with a client id. */
  site: SiteState;
  setUpText: Background['setUpText'];
}

/** The set-up of a site for colleagues, as a text; folded away. */
export function ShareSetUp({ site, setUpText }: Props) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="share" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{i18n.t('options.setUp.title')}</summary>
      {isOpen && <SetUpText site={site} setUpText={setUpText} />}
    </details>
  );
}

function SetUpText({ site: { origin, clientSecret }, setUpText }: Props) {
  const id = useId();
  const [withSecret, wantSecret] = useState(false);
  /** Null until it is known for what is ticked now. */
  const [made, setMade] = useState<{ text: string } | { failure: Failure } | null>(null);
  const ask = useCallback(() => setUpText({ origin, withSecret }), [setUpText, origin, withSecret]);
  useTyped(ask, {
    onAnswer: (text) => setMade({ text }),
    onFailure: (failure) => setMade({ failure }),
  });
  function choose(wanted: boolean): void {
    wantSecret(wanted);
    setMade(null);
  }

  return (
    <>
      <p class="note">{i18n.t('options.setUp.help')}</p>
      {clientSecret === 'kept' && (
        <>
          <label class="choice">
            <input
              type="checkbox"
              checked={withSecret}
              aria-describedby={`${id}-secret`}
              onChange={(event) => choose(event.currentTarget.checked)}
            />
            {i18n.t('options.setUp.withSecret')}
          </label>
          <p class="note" id={`${id}-secret`}>
            {i18n.t('options.setUp.secretHelp')}
          </p>
        </>
      )}
      {clientSecret === 'set' && <p class="note">{i18n.t('options.setUp.secretIsSet')}</p>}
      {made !== null && 'failure' in made && <Refused failure={made.failure} />}
      {made !== null && 'text' in made && (
        <>
          <label for={id}>{i18n.t('options.setUp.text')}</label>
          <textarea
            id={id}
            rows={3}
            readOnly
            value={made.text}
            onFocus={(event) => event.currentTarget.select()}
          />
          <div class="actions">
            <Copy text={made.text} />
          </div>
        </>
      )}
    </>
  );
}
