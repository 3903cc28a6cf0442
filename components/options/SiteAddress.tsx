import { i18n } from '#i18n';
import { KeepSignedIn } from './KeepSignedIn.tsx';
import type { TypedSite } from './typed-site.ts';

interface Props {
  site: TypedSite;
  /** What the organisation has set can be read, not changed. */
  byPolicy: boolean;
  /** Whether the page was opened for this address: while it is typed, it is the person's own. */
  isGiven: boolean;
  /** Whether its API is known to be elsewhere. */
  isElsewhere: boolean;
  /** What Return in the address does: the form that it belongs to. */
  form: 'by-token' | 'by-oauth';
  onChange(changed: Partial<TypedSite>): void;
}

/** Where a site is, and how long to stay signed in there. */
export function SiteAddress({ site, byPolicy, isGiven, isElsewhere, form, onChange }: Props) {
  return (
    <div class="fields">
      <label for="address">{i18n.t('options.siteAddress')}</label>
      <input
        id="address"
        form={form}
        type="url"
        autocomplete="url"
        placeholder="https://community.example.org"
        aria-describedby="address-help"
        readOnly={byPolicy && isGiven}
        value={site.address}
        onInput={(event) => onChange({ address: event.currentTarget.value })}
      />
      <p class="note" id="address-help">
        {byPolicy ? i18n.t('options.byOrganisation') : i18n.t('options.siteAddressHelp')}
      </p>
      <details open={isElsewhere}>
        <summary>{i18n.t('options.api.title')}</summary>
        <label for="api-address">{i18n.t('options.api.address')}</label>
        <input
          id="api-address"
          type="url"
          autocomplete="off"
          placeholder="https://api.example.org"
          aria-describedby="api-address-help"
          readOnly={byPolicy}
          value={site.apiAddress}
          onInput={(event) => onChange({ apiAddress: event.currentTarget.value })}
        />
        <p class="note" id="api-address-help">
          {i18n.t('options.api.help')}
        </p>
      </details>
      <KeepSignedIn keep={site.keep} onChange={(keep) => onChange({ keep })} />
    </div>
  );
}
