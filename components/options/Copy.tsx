import { useState } from 'preact/hooks';
import { i18n } from '#i18n';

/** A button that copies a text, and what came of it; where the browser refuses, the text can still be selected beside it. */
export function Copy({ text }: { text: string }) {
  /** Of which text that is true: another one may have taken its place since. */
  const [last, setLast] = useState<{ text: string; isCopied: boolean } | null>(null);
  return (
    <>
      <button
        type="button"
        onClick={() =>
          navigator.clipboard.writeText(text).then(
            () => setLast({ text, isCopied: true }),
            () => setLast({ text, isCopied: false }),
          )
        }
      >
        {i18n.t('options.copy')}
      </button>
      <span class="note" role="status">
        {last?.text === text && (last.isCopied ? i18n.t('options.copied') : i18n.t('options.notCopied'))}
      </span>
    </>
  );
}
