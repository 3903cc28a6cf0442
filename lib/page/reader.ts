/** What the injected script offers to the background, by `scripting.executeScript`, in its own world of the page. */
import type { PageReading, SeenPerson } from '../model.ts';
import { chosenRows } from './chosen.ts';
import { courseIdOf } from './course-id.ts';
import { keyOf, rowsOf } from './rows.ts';
import type { SelectionLabels } from './selection-bar.ts';
import { showTickBoxes, type TickBoxes } from './tick-boxes.ts';
import { createTicks } from './ticks.ts';

export interface PageReader {
  /** What the page shows as chosen right now. Changes nothing. */
  read(): PageReading;
  /** Shows the tick boxes and the bar; a second call gives them the focus anew. */
  startSelecting(labels: SelectionLabels): void;
  /** Takes them away again and forgets the ticks. */
  stopSelecting(): void;
}

export function createPageReader({ onReview }: { onReview(): void }): PageReader {
  const ticks = createTicks();
  let boxes: TickBoxes | null = null;

  function stopSelecting(): void {
    boxes?.stop();
    boxes = null;
    ticks.clear();
  }

  return {
    read() {
      const rows = rowsOf(document);
      const chosen = new Map<string, SeenPerson>();
      for (const { userId, username } of [...ticks.all(), ...chosenRows(rows, getSelection())]) {
        chosen.set(keyOf({ userId, username }), { userId, username });
      }
      return {
        courseId: courseIdOf(new URL(location.href), document),
        chosen: [...chosen.values()],
        selectable: rows.length,
      };
    },
    startSelecting(labels) {
      boxes?.stop();
      boxes = showTickBoxes({ ticks, labels, onReview, onStop: stopSelecting });
    },
    stopSelecting,
  };
}
