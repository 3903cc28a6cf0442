import { useLayoutEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { SECONDS_TO_STOP } from '../../lib/model/index.ts';
import { Icon } from '../shared/Icon.tsx';
import { useFocus } from '../shared/use-focus.ts';

interface Props {
  /** What is about to be done, in so many seconds. */
  words(seconds: number): string;
  onEnd(): void;
  onStop(): void;
}

/** The seconds in which a review that is sent at once can be stopped: by its button, Enter, Space or Escape. */
export function Countdown({ words, onEnd, onStop }: Props) {
  const left = useSecondsLeft(onEnd);
  const isOver = left === 0;
  const button = useFocus<HTMLButtonElement>();
  useStopping(isOver ? null : onStop);
  return (
    <>
      {/* Not a live region, which would be read aloud each second: it is told once, with the button. */}
      <p class="summary countdown-words">{isOver ? i18n.t('job.sending') : words(left)}</p>
      <span id="at-once" hidden>
        {words(SECONDS_TO_STOP)}
      </span>
      <div class="countdown" aria-hidden="true">
        <div style={{ width: `${(100 * left) / SECONDS_TO_STOP}%` }} />
      </div>
      <button
        ref={button}
        type="button"
        class="primary stop"
        onClick={onStop}
        disabled={isOver}
        aria-describedby="at-once"
      >
        <Icon name="stop" />
        {i18n.t('countdown.stop')}
      </button>
    </>
  );
}

/** Said in the place of the countdown. It takes the focus, so that Enter pressed once more sends nothing. */
export function Stopped() {
  const said = useFocus<HTMLParagraphElement>();
  return (
    <p ref={said} class="summary" tabIndex={-1}>
      {i18n.t('countdown.stopped')}
    </p>
  );
}

/** Counts from `SECONDS_TO_STOP` to 0, once; then calls `onEnd`. */
function useSecondsLeft(onEnd: () => void): number {
  const [left, setLeft] = useState(SECONDS_TO_STOP);
  useLayoutEffect(() => {
    let seconds = SECONDS_TO_STOP;
    const timer = setInterval(() => {
      seconds -= 1;
      setLeft(seconds);
      if (seconds > 0) return;
      clearInterval(timer);
      onEnd();
    }, 1000);
    return () => clearInterval(timer);
  }, []);
  return left;
}

/** Wherever the focus is; and where nobody can see the countdown any more. Null: nothing to stop. */
function useStopping(onStop: (() => void) | null): void {
  useLayoutEffect(() => {
    if (onStop === null) return;
    const over = new AbortController();
    const { signal } = over;
    document.addEventListener(
      'keydown',
      (event) => {
        if (!['Escape', 'Enter', ' '].includes(event.key)) return;
        event.preventDefault();
        onStop();
      },
      { signal },
    );
    document.addEventListener('visibilitychange', () => document.hidden && onStop(), { signal });
    return () => over.abort();
  }, [onStop === null]);
}
