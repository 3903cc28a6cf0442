/** Where the focus of the page is, in whichever shadow root or frame. */

/** Whether it is in a field with a list that closes when the field loses it. */
export function isListOpen(): boolean {
  return focusIn(document)?.matches('[aria-expanded=true], [role=combobox]') ?? false;
}

function focusIn(root: Document | ShadowRoot): Element | null {
  const focus = root.activeElement;
  const inner =
    focus?.shadowRoot ??
    (focus?.localName === 'iframe' ? (focus as HTMLIFrameElement).contentDocument : null);
  return (inner && focusIn(inner)) ?? focus;
}
