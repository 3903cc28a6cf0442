import type { ComponentProps } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

type Props = Omit<ComponentProps<'button'>, 'onClick'> & { onClick(): void; takesFocus?: boolean };

/** The primary button of a screen. It has the focus as soon as it is there, so that Enter presses it. */
export function PrimaryButton({ onClick, takesFocus = true, ...props }: Props) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (takesFocus) button.current?.focus();
  }, []);
  return (
    <button
      ref={button}
      type="button"
      class="primary"
      onKeyDown={ignoreRepeat}
      // The second half of a double click may meet the button of the next screen, which stands in the same place.
      onClick={({ detail }) => detail < 2 && onClick()}
      {...props}
    />
  );
}

/** A held Enter must not press the button of the next screen too. */
function ignoreRepeat(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
