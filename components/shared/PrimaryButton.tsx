import type { ComponentProps } from 'preact';
import { useRef } from 'preact/hooks';
import { useFocus } from './use-focus.ts';

type Props = Omit<ComponentProps<'button'>, 'onClick'> & {
  onClick(): void;
  takesFocus?: boolean;
  /**
   * Whether the screen is to be read before its button does anything: it took the place of another under the person's
   * finger, so that a key that is pressed again at once was meant for the screen before.
   */
  readFirst?: boolean;
};

/** Long enough to see that the screen has changed, and too short to be in anybody's way. Milliseconds. */
const READ_FIRST_MS = 1_000;

/** The primary button of a screen. It has the focus as soon as it is there, so that Enter presses it. */
export function PrimaryButton({ onClick, takesFocus = true, readFirst = false, ...props }: Props) {
  const button = useFocus<HTMLButtonElement>(takesFocus);
  const shownAt = useRef(performance.now());
  /** Whether the key that is pressed now is not to press the button. */
  const isRefused = useRef(false);

  function onKeyDown(event: KeyboardEvent): void {
    // A key that is held down belongs to the screen on which it was pressed.
    isRefused.current = event.repeat || (readFirst && performance.now() - shownAt.current < READ_FIRST_MS);
    if (isRefused.current) event.preventDefault();
  }

  return (
    <button
      ref={button}
      type="button"
      class="primary"
      onKeyDown={onKeyDown}
      onClick={({ detail }) => {
        // Space clicks when it is let go, whatever became of its keydown in Firefox. A click by a key has no detail.
        if (detail === 0 && isRefused.current) return;
        // The second half of a double click may meet the button of the next screen, which stands in the same place.
        if (detail < 2) onClick();
      }}
      {...props}
    />
  );
}
