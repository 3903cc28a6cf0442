/** The boxes themselves: one beside each row that is drawn, together one stop of the Tab key. */

import type { Row } from '../row.ts';
import type { Spot } from './box-place.ts';
import type { SelectionLabels } from './selection-bar.ts';

interface Box {
  row: Row;
  input: HTMLInputElement;
  x: number;
  y: number;
}

export interface BoxLayer {
  element: HTMLElement;
  /** One box for each row, in their order, at the spot of the same place, relative to `origin`. Writes only. */
  draw(rows: readonly Row[], spots: readonly Spot[], origin: { x: number; y: number }): void;
  /** Shows who is ticked, and which row the Tab key comes to. */
  show(isTicked: (row: Row) => boolean, current: Row | undefined): void;
  /** The box of a row that is drawn. */
  inputOf(row: Row | undefined): HTMLInputElement | undefined;
}

interface Hearers {
  /** A person's own click or press of Space. */
  onClick(row: Row, event: MouseEvent): void;
  /** The box of the row has the focus now, whoever gave it. */
  onFocus(row: Row): void;
}

export function createBoxLayer(labels: SelectionLabels, { onClick, onFocus }: Hearers): BoxLayer {
  const group = document.createElement('div');
  group.role = 'group';
  group.ariaLabel = labels.group;
  let boxes = new Map<HTMLElement, Box>();

  function newBox(row: Row): Box {
    const input = document.createElement('input');
    input.type = 'checkbox';
    input.tabIndex = -1;
    const box: Box = { row, input, x: Number.NaN, y: Number.NaN };
    input.addEventListener('click', (event) => {
      // A page can call click() on what stands in an open shadow root; only a person's own click counts.
      if (event.isTrusted) onClick(box.row, event);
      else event.preventDefault();
    });
    input.addEventListener('focus', () => onFocus(box.row));
    return box;
  }

  function move(box: Box, { x, y, seen }: Spot): void {
    if (box.x !== x || box.y !== y) box.input.style.translate = `${x}px ${y}px`;
    [box.x, box.y] = [x, y];
    box.input.toggleAttribute('data-covered', !seen);
  }

  return {
    element: group,
    draw(rows, spots, origin) {
      const known = boxes;
      boxes = new Map(rows.map((row) => [row.element, known.get(row.element) ?? newBox(row)]));
      // What goes is taken out first: putting the others in order would move a box that has the focus, and lose it.
      for (const [element, { input }] of known) if (!boxes.has(element)) input.remove();
      let next = group.firstElementChild;
      for (const [at, row] of rows.entries()) {
        const [box, spot] = [boxes.get(row.element), spots[at]];
        if (!box || !spot) continue;
        box.row = row;
        const name = labels.person.replace('{name}', () => row.username ?? '');
        if (box.input.ariaLabel !== name) box.input.ariaLabel = name;
        move(box, { ...spot, x: spot.x - origin.x, y: spot.y - origin.y });
        if (box.input === next) next = next.nextElementSibling;
        else group.insertBefore(box.input, next);
      }
    },
    show(isTicked, current) {
      for (const { row, input } of boxes.values()) {
        input.checked = isTicked(row);
        input.tabIndex = row.element === current?.element ? 0 : -1;
      }
    },
    inputOf: (row) => row && boxes.get(row.element)?.input,
  };
}
