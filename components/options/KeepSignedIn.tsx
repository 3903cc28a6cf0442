import { i18n } from '#i18n';

interface Props {
  keep: boolean;
  onChange(keep: boolean): void;
}

/** Whether the person stays signed in when the browser is closed. */
export function KeepSignedIn({ keep, onChange }: Props) {
  return (
    <>
      <label class="choice">
        <input
          type="checkbox"
          checked={keep}
          aria-describedby="keep-help"
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {i18n.t('options.keep.title')}
      </label>
      <p class="note" id="keep-help">
        {i18n.t('options.keep.help')}
      </p>
    </>
  );
}
