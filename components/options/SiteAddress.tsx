import { useEffect, useRef } from 'preact/hooks';
import { i18n } from '#i18n';
import { hostOf } from '../shared/plain-words.ts';
import { Refused } from '../shared/Refused.tsx';
import type { TypedSite } from './typed-site.ts';
import type { SetUpRead } from './use-typed-site.ts';

interface Props {
  site: TypedSite;
  /** What the organisation has set can be read, not changed. */
  byPolicy: boolean;
  /** Whether the page was opened for this address: while it is typed, it is the person's own. */
  isGiven: boolean;
  /** Whether its API is known to be elsewhere. */
  isElsewhere: boolean;
  takesFocus: boolean;
  /** What Return in the address does: the form that it belongs to. */
  form: 'by-token' | 'by-oauth';
  /** The site of the set-up text that filled the form in, or why it could not; null where none was pasted. */
  setUp: SetUpRead | null;
  onChange(changed: Partial<TypedSite>): void;
}

/** Where a site is: its address, or the set-up text that somebody there sent. */
export function SiteAddress({ site, byPolicy, isGiven, isElsewhere, form, setUp, ...props }: Props) {
  const { takesFocus, onChange } = props;
  const field = useRef<HTMLInputElement>(null);
  // As soon as it is known that this is what the person is here for, unless they have begun elsewhere.
  useEffect(() => {
    if (takesFocus && document.activeElement === document.body) field.current?.focus();
  }, [takesFocus]);
  return (
    <div class="fields">
      <label for="address">{i18n.t('options.siteAddress')}</label>
      <input
        id="address"
        ref={field}
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
      <div role="status">
        {setUp !== null && 'origin' in setUp && (
          <p class="filled">{i18n.t('options.setUp.filled', [hostOf(setUp.origin)])}</p>
        )}
      </div>
      {setUp !== null && 'failure' in setUp && <Refused failure={setUp.failure} />}
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
    </div>
  );
}
