import { i18n } from '#i18n';
import type { SiteState } from '../../lib/model/index.ts';
import { Refused } from '../shared/Refused.tsx';
import { useDoing } from '../shared/use-doing.ts';

interface Props {
  /** As it is typed now. */
  secret: string;
  /** Whether one is kept or set for the client id beside it; it is never shown. */
  known: SiteState['clientSecret'];
  onInput(secret: string): void;
  onForget(): Promise<unknown>;
}

/** The one Client secret. What is kept can be replaced and forgotten, not seen. */
export function ClientSecretField({ secret, known, onInput, onForget }: Props) {
  const { isBusy, failure, act } = useDoing();
  return (
    <>
      <label for="client-secret">{i18n.t('options.oauth.clientSecret')}</label>
      <input
        id="client-secret"
        type="password"
        autocomplete="off"
        spellcheck={false}
        aria-describedby="client-secret-help"
        readOnly={known === 'set'}
        placeholder={PLACEHOLDERS[known]()}
        value={secret}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <p class="note" id="client-secret-help">
        {i18n.t('options.oauth.secretHelp')}
      </p>
      {known === 'kept' && (
        <button type="button" disabled={isBusy} onClick={() => act(onForget)}>
          {i18n.t('options.oauth.forgetSecret')}
        </button>
      )}
      {failure !== null && <Refused failure={failure} />}
    </>
  );
}

const PLACEHOLDERS = {
  none: () => '',
  kept: () => i18n.t('options.oauth.secretKept'),
  set: () => i18n.t('options.byOrganisation'),
} as const;
