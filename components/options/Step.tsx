import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface Props {
  number: number;
  title: string;
  /** Whether the steps before it are still to be taken. */
  isLater?: boolean;
  children: ComponentChildren;
}

/** One of the first steps. */
export function Step({ number, title, isLater = false, children }: Props) {
  const id = useId();
  return (
    <section class={isLater ? 'step later' : 'step'} aria-labelledby={id}>
      <h3 id={id}>
        <span class="number">{number}</span> {title}
      </h3>
      {children}
    </section>
  );
}
