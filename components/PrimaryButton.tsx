import type { ComponentProps } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** The primary button of a screen. It has the focus as soon as it is there, so that Enter presses it. */
export function PrimaryButton(props: ComponentProps<'button'>) {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => button.current?.focus(), []);
  return <button ref={button} type="button" class="primary" onKeyDown={ignoreRepeat} {...props} />;
}

/** A held Enter must not press the button of the next screen too. */
function ignoreRepeat(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault();
}
