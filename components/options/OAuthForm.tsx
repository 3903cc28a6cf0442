import type { ComponentChildren } from 'preact';
import { i18n } from '#i18n';
import type { Failure, SiteState } from '../../lib/model/index.ts';
import { Refused } from '../shared/Refused.tsx';
import { ClientSecretField } from './ClientSecretField.tsx';
import { RedirectAddress } from './RedirectAddress.tsx';
import type { TypedApp } from './typed-site.ts';

interface Props {
  app: TypedApp;
  /** Whether the organisation has set the client id. */
  isSet: boolean;
  /** Whether there is a client secret for it, which is not shown. */
  knownSecret: SiteState['clientSecret'];
  /** Whether nothing needs to be entered. */
  isDone: boolean;
  /** What the community's administrator has to register. */
  redirectAddress: string;
  /** Whether something is under way: this, or another way to sign in. */
  busy: 'this' | 'other' | null;
  failure: Failure | null;
  onInput(changed: Partial<TypedApp>): void;
  onForgetSecret(): Promise<unknown>;
  onSignIn(): void;
  /** What else there is to choose before. */
  children: ComponentChildren;
}

/** Signing in on the community's own page. */
export function OAuthForm(props: Props) {
  const { app, isSet, isDone, redirectAddress, busy, failure, onInput, onSignIn } = props;
  const fields = (
    <>
      <label for="client-id">{i18n.t('options.oauth.clientId')}</label>
      <input
        id="client-id"
        autocomplete="off"
        spellcheck={false}
        readOnly={isSet}
        value={app.clientId}
        onInput={(event) => onInput({ clientId: event.currentTarget.value.trim() })}
      />
      <ClientSecretField
        secret={app.clientSecret}
        known={props.knownSecret}
        onInput={(clientSecret) => onInput({ clientSecret })}
        onForget={props.onForgetSecret}
      />
    </>
  );
  const register = (
    <details>
      <summary>{i18n.t('options.oauth.register')}</summary>
      <p class="note">{i18n.t('options.oauth.registerHelp')}</p>
      <RedirectAddress address={redirectAddress} />
    </details>
  );
  return (
    <form
      id="by-oauth"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onSignIn();
      }}
    >
      {isDone ? (
        <details open={failure !== null}>
          <summary>{i18n.t('options.oauth.application')}</summary>
          {fields}
          {register}
        </details>
      ) : (
        <>
          <p class="note">{i18n.t('options.oauth.help')}</p>
          {fields}
        </>
      )}
      {props.children}
      <button type="submit" class="primary" disabled={busy !== null}>
        {busy === 'this' ? i18n.t('options.signingIn') : i18n.t('options.oauth.signIn')}
      </button>
      {failure !== null && <Refused failure={failure} />}
      <p class="note">{i18n.t('options.signInHelp')}</p>
      {!isDone && register}
    </form>
  );
}
