/**
 * Where our layer stands in the page. It is drawn in the browser's top layer, over everything and untouched by what the
 * page clips, fades or transforms. In the document it stands beside the body, or in the open modal dialog: the rest of the
 * page is inert then, or MUI's focus trap pulls the focus back from it (seen 2026-11).
 */

import type { Root } from '../roots.ts';
import type { Row } from '../row.ts';
import { isWithin } from '../visibility/page-tree.ts';

const MUI = '.MuiModal-root';
/** MUI's menus and the lists of its selects are modals too; they are gone at the next click. */
const MODALS = `dialog:modal, [aria-modal=true], ${MUI}:not(.MuiPopover-root)`;

/** An element of ours that is not in the page yet; `css` is for it and for what stands in its shadow root. */
export function createHost(name: string, css: string): HTMLElement {
  const host = document.createElement(name);
  host.popover = 'manual';
  const style = document.createElement('style');
  // Before it is put into the page: Firefox is said to go by our rules for styles then, not by the page's (bug 1706787).
  style.textContent = css;
  host.attachShadow({ mode: 'open' }).append(style);
  return host;
}

/** Puts the layer into the modal, or beside the body, and on top. The focus stays with it. */
export function moveHost(host: HTMLElement, modal: Element | null): void {
  const home = modal === null ? document.documentElement : homeIn(modal);
  if (host.parentNode === home) return;
  const focused = host.shadowRoot?.activeElement;
  home.append(host);
  host.showPopover();
  if (focused && 'focus' in focused) (focused as HTMLElement).focus({ preventScroll: true });
}

/**
 * Has `layer`, which stands in the host, drawn and placed as on a page without CSS zoom: nothing else takes the zoom of the
 * page off what is in its document.
 */
export function unzoom(layer: HTMLElement, host: HTMLElement): void {
  const zoom = String(1 / host.currentCSSZoom);
  if (layer.style.zoom !== zoom) layer.style.zoom = zoom;
}

/** The modal dialog that is open in the page, the last one where there are several. Those inside frames stay in their frame. */
export function openModal(roots: readonly Root[]): Element | null {
  const open = roots
    .filter((root) => root === document || root.ownerDocument === document)
    .flatMap((root) => [...root.querySelectorAll(MODALS)])
    .filter(isShown);
  // While a native one is open, nothing outside it can be used.
  const modal = open.findLast((each) => each.matches('dialog:modal')) ?? open.at(-1);
  return modal?.closest(MUI) ?? modal ?? null;
}

/** Whether a row can be used while the modal is open: it stands in it, or in a list that a field of it has opened. */
export function isInReach({ element }: Row, modal: Element): boolean {
  if (isWithin(element, modal)) return true;
  const list = element.closest('[role=listbox]')?.id;
  if (!list || modal.matches('dialog:modal')) return false;
  const id = CSS.escape(list);
  return modal.querySelector(`[aria-controls~="${id}"], [aria-owns~="${id}"]`) !== null;
}

/** Inside a MUI modal the focus may be in the one child that is neither the backdrop nor a guard at its ends. */
function homeIn(modal: Element): Element {
  if (!modal.matches(MUI)) return modal;
  return (
    [...modal.children].find((child) => child.childElementCount > 0 && child.ariaHidden !== 'true') ?? modal
  );
}

function isShown(modal: Element): boolean {
  const { left, top, right, bottom, width, height } = modal.getBoundingClientRect();
  const inView = right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
  return inView && width > 0 && height > 0 && modal.checkVisibility({ visibilityProperty: true });
}
