import { useState } from 'preact/hooks';
import { i18n } from '#i18n';

/** The address that the community's administrator has to register, to be copied. */
export function RedirectAddress({ address }: { address: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <>
      <label for="redirect">{i18n.t('options.oauth.redirect')}</label>
      <div class="copied">
        <input id="redirect" readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
        <button
          type="button"
          onClick={() =>
            navigator.clipboard.writeText(address).then(
              () => setCopied(true),
              // It can be selected and copied by hand.
              () => setCopied(false),
            )
          }
        >
          {i18n.t('options.oauth.copy')}
        </button>
      </div>
      <p class="note" role="status">
        {copied && i18n.t('options.oauth.copied')}
      </p>
    </>
  );
}
