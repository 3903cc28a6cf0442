import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/** Gives an element the focus as soon as it is there, if it `takesFocus` then. */
export function useFocus<T extends HTMLElement>(takesFocus = true): RefObject<T | null> {
  const element = useRef<T>(null);
  useLayoutEffect(() => {
    if (takesFocus) element.current?.focus();
  }, []);
  return element;
}
