import { i18n } from '#i18n';
import { Copy } from './Copy.tsx';

/** The address that the community's administrator has to register, to be copied. */
export function RedirectAddress({ address }: { address: string }) {
  return (
    <>
      <label for="redirect">{i18n.t('options.oauth.redirect')}</label>
      <input id="redirect" readOnly value={address} onFocus={(event) => event.currentTarget.select()} />
      <div class="actions">
        <Copy text={address} />
      </div>
    </>
  );
}
