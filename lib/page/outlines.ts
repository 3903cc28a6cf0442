/** Outlines around rows, so that a person sees whom a rule finds; gone with the next click or key. */
import { originOf } from './page-tree.ts';
import { OURS } from './roots.ts';
import type { Row } from './rows.ts';

const STYLE = 'position:absolute;border:2px solid #2456c9;border-radius:4px;background:rgb(36 86 201 / 12%)';

/** Draws them over the page, in the place of those drawn before. */
export function outlineRows(rows: readonly Row[]): void {
  document.querySelector(`${OURS}[data-outlines]`)?.remove();
  const host = document.createElement(OURS);
  host.dataset.outlines = '';
  host.style.cssText =
    'all:initial;position:absolute;inset:0 auto auto 0;z-index:2147483647;pointer-events:none';
  document.documentElement.append(host);
  const origin = host.getBoundingClientRect();
  const boxes = rows.map(({ element }) => {
    const { x, y } = originOf(element.ownerDocument);
    const { left, top, width, height } = element.getBoundingClientRect();
    return { left: left + x, top: top + y, width, height };
  });
  for (const { left, top, width, height } of boxes) {
    const box = document.createElement('div');
    box.style.cssText = `${STYLE};left:${left - origin.left}px;top:${top - origin.top}px;width:${width}px;height:${height}px`;
    host.append(box);
  }
  const remove = new AbortController();
  for (const gesture of ['pointerdown', 'keydown']) {
    addEventListener(
      gesture,
      () => {
        host.remove();
        remove.abort();
      },
      { capture: true, signal: remove.signal },
    );
  }
}
