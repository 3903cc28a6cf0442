import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';

/** A button that copies a text, and what came of it; where the browser refuses, the text can still be selected beside it. */
export function Copy({ text }: { text: string }) {
  const [said, say] = useState<'copied' | 'refused' | null>(null);
  // What was said was said of another text.
  useEffect(() => say(null), [text]);
  return (
    <>
      <button
        type="button"
        onClick={() =>
          navigator.clipboard.writeText(text).then(
            () => say('copied'),
            () => say('refused'),
          )
        }
      >
        {i18n.t('options.copy')}
      </button>
      <span class="note" role="status">
        {said === 'copied' && i18n.t('options.copied')}
        {said === 'refused' && i18n.t('options.notCopied')}
      </span>
    </>
  );
}
