/**
 * Rollcall's own tick boxes: one beside each row, in a layer of ours over the page, so that the page's rows stay as
 * they are. The layer is an open shadow root; what is ticked is kept in `ticks` and never read back from it.
 */

import { OURS } from '../roots.ts';
import { keyOf, type PersonKey, type Row } from '../row.ts';
import type { Findings } from '../rows.ts';
import { isUnder, placeForBar } from './bar-place.ts';
import { listenToKeys } from './box-keys.ts';
import { createBoxLayer } from './box-layer.ts';
import { createPace } from './box-pace.ts';
import { lookUnder, type Spot } from './box-place.ts';
import { keepPointing } from './box-pointer.ts';
import { createRanges, positionOf } from './box-range.ts';
import { createWatch } from './box-watch.ts';
import { rowsToDraw } from './box-window.ts';
import { createHost, isInReach, moveHost, openModal, unzoom } from './modal-host.ts';
import { isListOpen } from './page-focus.ts';
import { createSelectionBar, type SelectionLabels } from './selection-bar.ts';
import css from './tick-boxes.css?inline';
import type { Ticks } from './ticks.ts';

export interface TickBoxes {
  /** Shows what is ticked by now. */
  update(): void;
  /** Whether another bar of ours stands where the boxes' bar would. */
  makeWay(isTaken: boolean): void;
  stop(): void;
}

interface Options {
  ticks: Ticks;
  labels: SelectionLabels;
  find(): Findings;
  onReview(): void;
  onStop(): void;
}

/** Draws the boxes and the bar and follows the page until `stop`, which leaves nothing behind. */
export function showTickBoxes({ ticks, labels, find, onReview, onStop }: Options): TickBoxes {
  // One may be left from before an update of the extension; its script is cut off from us.
  for (const old of document.querySelectorAll(OURS)) old.remove();
  const host = createHost(OURS, css);
  const root = host.shadowRoot ?? host;
  const boxes = createBoxLayer(labels, { onClick, onFocus });
  const bar = createSelectionBar(labels, { onAll: tickAll, onClear: clear, onReview, onCancel: onStop });
  const layer = document.createElement('div');
  layer.append(boxes.element, bar.element);
  root.append(layer);

  const ranges = createRanges(ticks);
  /** Those that a person can use now, in the order of the page: behind a modal dialog there are none. */
  let rows: readonly Row[] = [];
  let people = { onPage: new Set<PersonKey>(), inReach: 0 };
  let drawn: { rows: readonly Row[]; spots: readonly Spot[] } = { rows: [], spots: [] };
  let current = 0;
  /** Whether the bar may stand in the way by now. */
  let barIsDue = false;
  /** Whether the focus is on a box, or was when the page took that box away. */
  let focused = false;

  function follow(): void {
    const found = find();
    // Our own shadow root is none of the page's: hearing our own changes would never end.
    const roots = found.roots.filter((each) => each !== root);
    watch.over(roots);
    const modal = openModal(roots);
    moveHost(host, modal);
    const before = rows[current];
    rows = modal === null ? found.rows : found.rows.filter((each) => isInReach(each, modal));
    const again = before ? positionOf(before, rows) : -1;
    current = again >= 0 ? again : Math.max(0, Math.min(current, rows.length - 1));
    people = { onPage: new Set(found.rows.map(keyOf)), inReach: new Set(rows.map(keyOf)).size };
    barIsDue = true;
    place();
    show({ settling: true });
    if (focused && document.activeElement === document.body) focusCurrent();
  }

  function place(): void {
    // The page took the dialog away in which the layer stood, or the layer itself. Not at once: neither would ever rest.
    if (!host.isConnected) moveHost(host, null);
    unzoom(layer, host);
    // All reads stand before all writes.
    const barPlace = lookUnder(layer, (at) => {
      const toDraw = rowsToDraw(rows, current, at);
      drawn = { rows: toDraw, spots: toDraw.map(at.spotOf) };
      return barIsDue ? placeForBar(bar.element, bar.place, at) : bar.place;
    });
    boxes.draw(drawn.rows, drawn.spots, host.getBoundingClientRect());
    boxes.show(ticks.has, rows[current]);
    bar.moveTo(barPlace);
    barIsDue = false;
  }

  function show({ settling } = { settling: false }): void {
    boxes.show(ticks.has, rows[current]);
    const counts = { ticked: ticks.size, away: ticks.outside(people.onPage), all: people.inReach };
    bar.show(counts, { settling });
  }

  /** A list of the page that is open would close. */
  function focusCurrent(): void {
    if (!isListOpen()) boxes.inputOf(rows[current])?.focus({ preventScroll: true });
  }

  function onClick(row: Row, event: MouseEvent): void {
    current = Math.max(0, positionOf(row, rows));
    ranges.click(rows, current, event.shiftKey);
    show();
    focusCurrent();
  }

  function onFocus(row: Row): void {
    focused = true;
    if (rows[current]?.element === row.element) return;
    current = Math.max(0, positionOf(row, rows));
    boxes.show(ticks.has, row);
  }

  function tickAll(): void {
    ranges.rest();
    for (const row of rows) ticks.set(row, true);
    show();
  }

  function clear(): void {
    ranges.rest();
    ticks.clear();
    show();
    // The button goes, and the focus would go with it.
    focusCurrent();
  }

  function moveBy(by: number, extend: boolean): void {
    const to = Math.max(0, Math.min(current + by, rows.length - 1));
    const row = rows[to];
    if (!row) return;
    if (extend) ranges.stretch(rows, current, to);
    else ranges.rest();
    current = to;
    row.element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
    // Under a sticky header or footer of the page, or under our bar.
    if (!lookUnder(layer, (at) => at.canSee(row)) || isUnder(bar.element, row.element)) {
      row.element.scrollIntoView({ block: 'center', behavior: 'instant' });
    }
    place();
    show();
    focusCurrent();
  }

  /** The first row in view takes the focus; the page stays where it is. */
  function enter(): void {
    const row = drawn.rows[drawn.spots.findIndex(({ y, seen }) => seen && y >= 0 && y < innerHeight)];
    if (row) current = positionOf(row, rows);
    show();
    focusCurrent();
  }

  const stopping = new AbortController();
  const pace = createPace({ follow, place });
  const watch = createWatch({
    host,
    onMove: pace.place,
    onRest() {
      barIsDue = true;
      pace.place();
    },
    onChange: pace.follow,
  });
  const keys = { move: moveBy, selectAll: tickAll, stop: onStop, isOnBoxes: () => focused };
  listenToKeys(host, keys, stopping.signal);
  keepPointing(root);
  boxes.element.addEventListener('focusout', ({ target }) => {
    if (target instanceof Node && target.isConnected) focused = false;
  });

  moveHost(host, null);
  follow();
  enter();
  return {
    update: show,
    makeWay(isTaken) {
      bar.element.style.display = isTaken ? 'none' : '';
    },
    stop() {
      stopping.abort();
      watch.stop();
      pace.stop();
      bar.stop();
      host.remove();
    },
  };
}
