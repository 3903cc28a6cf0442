/** What the injected script offers to the background, by `scripting.executeScript`, in its own world of the page. */
import type { PageReading, SeenPerson } from '../model.ts';
import { chosenRows } from './chosen.ts';
import { courseIdOf } from './course-id.ts';
import { keyOf, rowsOf } from './rows.ts';
import type { SelectionLabels } from './selection-bar.ts';
import { showTickBoxes, type TickBoxes } from './tick-boxes.ts';
import { createTicks } from './ticks.ts';

export interface PageReader {
  /** What the page shows as chosen right now. */
  read(): PageReading;
  /** Shows the tick boxes and the bar; a second call gives them the focus anew. */
  startSelecting(labels: SelectionLabels): void;
  /** Takes the ticks of these people away, and the boxes with the last tick. */
  untick(people: SeenPerson[]): void;
}

export function createPageReader({ onReview }: { onReview(): void }): PageReader {
  const ticks = createTicks();
  let boxes: TickBoxes | null = null;
  let course: number | null = null;

  /** The page can go on to another course without loading anew; ticks belong to the course they were made on. */
  function keepToOneCourse(): void {
    const now = courseIdOf(new URL(location.href), document);
    if (now === null || now === course) return;
    if (course !== null) ticks.clear();
    course = now;
  }

  function stopSelecting(): void {
    boxes?.stop();
    boxes = null;
    ticks.clear();
  }

  return {
    read() {
      keepToOneCourse();
      const rows = rowsOf(document);
      const chosen = new Map<string, SeenPerson>();
      // While there are tick boxes they say who is meant; text may be selected for other reasons.
      for (const { userId, username } of [
        ...ticks.all(),
        ...chosenRows(rows, boxes === null ? getSelection() : null),
      ]) {
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
      boxes = showTickBoxes({ ticks, labels, onChange: keepToOneCourse, onReview, onStop: stopSelecting });
    },
    untick(people) {
      ticks.untick(people);
      if (ticks.all().length === 0) stopSelecting();
      else boxes?.update();
    },
  };
}
