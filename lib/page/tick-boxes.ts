/**
 * Rollcall's own tick boxes: one beside each row, in a layer of ours over the page, so that the page's rows stay as
 * they are. The layer is an open shadow root on the root element: the page re-renders its body as it likes.
 */

import type { Findings, Row } from './rows.ts';
import { createSelectionBar, type SelectionLabels } from './selection-bar.ts';
import css from './tick-boxes.css?inline';
import type { Ticks } from './ticks.ts';

const TAG = 'rollcall-selection';
/** Side of a box in CSS pixels, as in the style sheet. */
const SIDE = 28;
const GAP = 4;

export interface TickBoxes {
  /** Shows what is ticked by now. */
  update(): void;
  stop(): void;
}

interface Options {
  ticks: Ticks;
  labels: SelectionLabels;
  find(): Findings;
  /** Called each time the page changed, before the boxes follow it. */
  onChange(): void;
  onReview(): void;
  onStop(): void;
}

interface Box {
  row: Row;
  label: HTMLLabelElement;
  input: HTMLInputElement;
}

/** Draws the boxes and the bar and follows the page until `stop`, which leaves nothing behind. */
export function showTickBoxes({ ticks, labels, find, onChange, onReview, onStop }: Options): TickBoxes {
  // One may be left from before an update of the extension; its script is cut off from us.
  for (const old of document.querySelectorAll(TAG)) old.remove();
  const host = document.createElement(TAG);
  const root = host.attachShadow({ mode: 'open' });
  const style = document.createElement('style');
  style.textContent = css;
  const group = document.createElement('div');
  group.role = 'group';
  group.ariaLabel = labels.group;
  const bar = createSelectionBar(labels, { onReview, onCancel: onStop });
  root.append(style, group, bar.element);
  document.documentElement.append(host);

  let boxes: Box[] = [];
  let current = 0;

  function newBox(row: Row): Box {
    const label = document.createElement('label');
    const input = document.createElement('input');
    input.type = 'checkbox';
    input.tabIndex = -1;
    label.append(input);
    const box = { row, label, input };
    input.addEventListener('click', (event) => {
      // A page can call click() on what stands in an open shadow root; only a person's own click counts.
      if (!event.isTrusted) return event.preventDefault();
      ticks.toggle(box.row);
      current = boxes.indexOf(box);
      show();
    });
    return box;
  }

  function show(): void {
    for (const [at, { row, input }] of boxes.entries()) {
      input.checked = ticks.has(row);
      input.ariaLabel = labels.person.replace('{name}', row.username ?? '');
      input.tabIndex = at === current ? 0 : -1;
    }
    bar.show(ticks.all().length);
  }

  function follow(): void {
    scheduled = 0;
    onChange();
    const known = new Map(boxes.map((box) => [box.row.element, box]));
    boxes = find().rows.map((row) => {
      const box = known.get(row.element) ?? newBox(row);
      box.row = row;
      return box;
    });
    current = Math.min(current, Math.max(0, boxes.length - 1));
    const places = placesFor(boxes, host);
    for (const [at, { label }] of boxes.entries()) {
      if (group.children[at] !== label) group.insertBefore(label, group.children[at] ?? null);
      const place = places[at];
      if (place) label.style.translate = `${place.x}px ${place.y}px`;
      label.toggleAttribute('data-covered', place?.covered === true);
    }
    while (group.children.length > boxes.length) group.lastElementChild?.remove();
    show();
  }

  let scheduled = 0;
  const schedule = () => {
    scheduled ||= requestAnimationFrame(follow);
  };

  function focusBox(at: number): void {
    const box = boxes[at];
    if (!box) return;
    current = at;
    show();
    box.row.element.scrollIntoView({ block: 'nearest' });
    // Under a sticky header or footer of the page.
    if (isCovered(box.row, host)) box.row.element.scrollIntoView({ block: 'center' });
    follow();
    box.input.focus({ preventScroll: true });
  }

  root.addEventListener('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || !event.isTrusted) return;
    const to = { ArrowDown: current + 1, ArrowUp: current - 1, Home: 0, End: boxes.length - 1 }[event.key];
    if (event.key === 'Escape') onStop();
    else if (to !== undefined && group.contains(root.activeElement)) focusBox(to);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const stopping = new AbortController();
  const { signal } = stopping;
  // With the focus on nothing Escape is for us; in a field or a dialog of the page it is the page's.
  addEventListener(
    'keydown',
    (event) => {
      if (event.isTrusted && event.key === 'Escape' && document.activeElement === document.body) onStop();
    },
    { signal },
  );
  const observer = new MutationObserver(schedule);
  observer.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
  addEventListener('scroll', schedule, { capture: true, passive: true, signal });
  addEventListener('resize', schedule, { signal });

  follow();
  focusBox(0);
  return {
    update: show,
    stop() {
      stopping.abort();
      observer.disconnect();
      cancelAnimationFrame(scheduled);
      host.remove();
    },
  };
}

/** Where each box goes, relative to the host, and whether something of the page covers its row. All reads, no writes. */
function placesFor(boxes: readonly Box[], host: Element): { x: number; y: number; covered: boolean }[] {
  const origin = host.getBoundingClientRect();
  return boxes.map(({ row }) => {
    const rect = row.element.getBoundingClientRect();
    const beside = rect.left - SIDE - GAP;
    const x = Math.max(beside, GAP) - origin.left;
    return { x, y: rect.top + (rect.height - SIDE) / 2 - origin.top, covered: isCovered(row, host) };
  });
}

/** Whether the name cannot be seen: scrolled out of a part of the page that clips it, or under something else. */
function isCovered({ element, name }: Row, host: Element): boolean {
  const { left, top, width, height } = name.getBoundingClientRect();
  const [x, y] = [left + width / 2, top + height / 2];
  if (isClipped(element, x, y)) return true;
  // Null outside the viewport, where there is nothing to ask.
  const hit = document.elementFromPoint(x, y);
  return hit !== null && hit !== host && !element.contains(hit);
}

function isClipped(element: Element, x: number, y: number): boolean {
  for (let at = element.parentElement; at !== null && at !== document.body; at = at.parentElement) {
    if (getComputedStyle(at).overflow === 'visible') continue;
    const { left, right, top, bottom } = at.getBoundingClientRect();
    if (x < left || x > right || y < top || y > bottom) return true;
  }
  return false;
}
