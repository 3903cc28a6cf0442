/** Where the focus of the page is, in whichever shadow root or frame. */

import { innerRoot, type Root } from '../roots.ts';

/** Whether it is in a field with a list that closes when the field loses it. */
export function isListOpen(): boolean {
  return focusIn(document)?.matches('[aria-expanded=true], [role=combobox]') ?? false;
}

function focusIn(root: Root): Element | null {
  const focus = root.activeElement;
  const inner = focus && innerRoot(focus);
  return (inner && focusIn(inner)) ?? focus;
}
