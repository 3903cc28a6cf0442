import { i18n } from '#i18n';
import type { Failure } from '../../lib/model/index.ts';
import { Refused } from '../shared/Refused.tsx';
import { RedirectAddress } from './RedirectAddress.tsx';

interface Props {
  clientId: string;
  /** By the organisation. */
  isSet: boolean;
  /** What the community's administrator has to register. */
  redirectAddress: string;
  /** Whether something is under way: this, or another way to sign in. */
  busy: 'this' | 'other' | null;
  failure: Failure | null;
  onInput(clientId: string): void;
  onSignIn(): void;
}

/** Signing in on the community's own page. */
export function OAuthForm(props: Props) {
  const { clientId, isSet, redirectAddress, busy, failure, onInput, onSignIn } = props;
  return (
    <form
      id="by-oauth"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSignIn();
      }}
    >
      <p class="note">{i18n.t('options.oauth.help')}</p>
      <RedirectAddress address={redirectAddress} />
      <label for="client-id">{i18n.t('options.oauth.clientId')}</label>
      <input
        id="client-id"
        autocomplete="off"
        spellcheck={false}
        readOnly={isSet}
        value={clientId}
        onInput={(event) => onInput(event.currentTarget.value.trim())}
      />
      <button type="submit" class="primary" disabled={busy !== null}>
        {busy === 'this' ? i18n.t('options.signingIn') : i18n.t('options.oauth.signIn')}
      </button>
      {failure !== null && <Refused failure={failure} />}
    </form>
  );
}
