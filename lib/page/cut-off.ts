/** What is left in a page of a version of Rollcall that an update has ended. Injected by itself, so nothing in it stands outside of the function. */

/** Words in the manager's language. */
export interface CutOffWords {
  /** What has happened, and what to do. */
  text: string;
  close: string;
}

/**
 * In the place of the bar of tick boxes says that they do nothing any more, and takes them away, as well as the bar of a
 * job. The old script may live on, cut off from us, and put its own element back whenever the page changes: so that is
 * emptied, and the words stand in one of theirs.
 */
export function showCutOff({ text, close }: CutOffWords): void {
  // This version has come to this page already, and cleared away what was left in it.
  if (globalThis.rollcallOverlay !== undefined) return;
  for (const old of document.querySelectorAll('rollcall-job')) old.remove();
  const old = document.querySelector('rollcall-selection');
  const oldBar = old?.shadowRoot?.querySelector('.bar');
  if (!old || !oldBar) return;
  const host = document.createElement('rollcall-selection');
  host.popover = 'manual';
  const style = document.createElement('style');
  style.textContent = old.shadowRoot?.querySelector('style')?.textContent ?? '';
  const bar = oldBar.cloneNode(false) as Element;
  const said = document.createElement('span');
  said.className = 'count';
  said.role = 'alert';
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = close;
  button.addEventListener('click', () => host.remove());
  bar.append(said, button);
  host.attachShadow({ mode: 'open' }).append(style, bar);
  old.shadowRoot?.replaceChildren();
  document.documentElement.append(host);
  host.showPopover();
  // Words that come together with the element that holds them are not said.
  setTimeout(() => {
    said.textContent = text;
  });
}
