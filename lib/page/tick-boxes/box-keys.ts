/** What the keys do while the focus is on the boxes or the bar, and that the page hears none of them. */

export interface KeyActions {
  /** By so many rows, or to the first or last one with an infinite number; `extend` where Shift is held. */
  move(by: number, extend: boolean): void;
  selectAll(): void;
  stop(): void;
  /** Whether the focus is on a box; else it is on the bar. */
  isOnBoxes(): boolean;
}

const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  Home: -Infinity,
  End: Infinity,
};

/** Until `signal`. Listens at the window, before the page: it would take a letter for its own shortcut. */
export function listenToKeys(host: Element, actions: KeyActions, signal: AbortSignal): void {
  const isOurs = (event: KeyboardEvent) => event.isTrusted && event.composedPath().includes(host);

  function onKeydown(event: KeyboardEvent): void {
    if (!event.isTrusted) return;
    if (!isOurs(event)) {
      // With the focus on nothing Escape is for us; in a field or a dialog of the page it is the page's.
      if (event.key === 'Escape' && document.activeElement === document.body) actions.stop();
      return;
    }
    // Goes on as everywhere; dialogs that keep the focus inside listen to it.
    if (event.key === 'Tab') return;
    event.stopImmediatePropagation();
    if (act(event, actions)) event.preventDefault();
  }

  function onOther(event: KeyboardEvent): void {
    if (isOurs(event) && event.key !== 'Tab') event.stopImmediatePropagation();
  }

  addEventListener('keydown', onKeydown, { capture: true, signal });
  addEventListener('keyup', onOther, { capture: true, signal });
  addEventListener('keypress', onOther, { capture: true, signal });
}

/** Whether the key meant something. */
function act({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent, actions: KeyActions): boolean {
  const command = ctrlKey || metaKey;
  const by = MOVES[key];
  if (key === 'Escape') actions.stop();
  else if (command && !altKey && !shiftKey && key.toLowerCase() === 'a') actions.selectAll();
  else if (by !== undefined && !command && !altKey && actions.isOnBoxes()) actions.move(by, shiftKey);
  else return false;
  return true;
}
