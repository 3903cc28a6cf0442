import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';

interface Props {
  words: string;
  /** What is asked before it is done. */
  question: string;
  onDelete(): void;
}

/**
 * A button that asks once more, in its own place. Keep has the focus then, and stands where the first button stood, so that
 * nothing is deleted by pressing twice. Escape, or going elsewhere, is Keep.
 */
export function ConfirmDelete({ words, question, onDelete }: Props) {
  const [asking, ask] = useState(false);
  const first = useRef<HTMLButtonElement>(null);
  const keep = useRef<HTMLButtonElement>(null);
  const goBack = useRef(false);
  useLayoutEffect(() => {
    if (asking) keep.current?.focus();
    else if (goBack.current) first.current?.focus();
    goBack.current = false;
  }, [asking]);

  function stop(): void {
    goBack.current = true;
    ask(false);
  }
  if (!asking) {
    return (
      <button ref={first} type="button" onClick={() => ask(true)}>
        {words}
      </button>
    );
  }
  return (
    <fieldset
      class="confirm"
      aria-label={question}
      onKeyDown={({ key }) => key === 'Escape' && stop()}
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) ask(false);
      }}
      // Some browsers take the focus away from a button when another is pressed, which would be going elsewhere.
      onMouseDown={(event) => event.preventDefault()}
    >
      <button ref={keep} type="button" onClick={stop}>
        {i18n.t('history.keep')}
      </button>
      <button
        type="button"
        class="bad"
        onKeyDown={(event) => event.repeat && event.preventDefault()}
        onClick={({ detail }) => {
          if (detail > 1) return;
          stop();
          onDelete();
        }}
      >
        {i18n.t('history.deleteForGood')}
      </button>
    </fieldset>
  );
}
