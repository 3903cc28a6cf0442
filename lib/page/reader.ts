/** What the injected script offers to the background, by `scripting.executeScript`, in its own world of the page. */
import type { Click, PageReading, PageRules, SeenCourse, SeenPerson, Survey } from '../model/index.ts';
import { chosenRows } from './chosen.ts';
import { courseOf } from './course.ts';
import { inOneGo, inTurns } from './in-turns.ts';
import { saysMore } from './more-rows.ts';
import { outlineRows } from './outlines.ts';
import { pointedAt, underPointer } from './pointed.ts';
import { keyOf, type PersonKey } from './row.ts';
import { type Findings, findRows } from './rows.ts';
import { createJobBar, type JobInPage } from './tick-boxes/job-bar.ts';
import type { SelectionLabels } from './tick-boxes/selection-bar.ts';
import { showTickBoxes, type TickBoxes } from './tick-boxes/tick-boxes.ts';
import { createTicks } from './tick-boxes/ticks.ts';

export interface PageReader {
  /** What the page shows as chosen right now; with nobody chosen, who was right-clicked. */
  read(rules: PageRules | null, click: Click | null): Promise<PageReading>;
  /** Whom the page shows, by these rules or without any; they are outlined for a moment. */
  outline(rules: PageRules | null): Promise<Survey>;
  /** Shows the tick boxes and the bar; a second call gives them the focus anew. */
  startSelecting(labels: SelectionLabels, rules: PageRules | null): void;
  /** Takes the ticks of these people away, and the boxes with the last tick. */
  untick(people: SeenPerson[]): void;
  /** Shows how a job stands that was started here; one that was left takes that away. */
  showJob(job: JobInPage): void;
}

interface Options {
  onReview(): void;
  /** What was right-clicked, by the number that Firefox gives it. */
  elementOf(target: number): Element | null;
}

export function createPageReader({ onReview, elementOf }: Options): PageReader {
  const ticks = createTicks();
  let boxes: TickBoxes | null = null;
  let course: string | null = null;
  const jobBar = createJobBar({ onShow: onReview, onTurn: (shown) => boxes?.makeWay(shown) });

  /** The page can go on to another course without loading anew; ticks belong to the course they were made on. */
  function keepToOneCourse({ id, slug, linked }: SeenCourse): void {
    const now = id ?? slug ?? linked;
    if (now === null || String(now) === course) return;
    if (course !== null) ticks.clear();
    course = String(now);
  }

  function stopSelecting(): void {
    boxes?.stop();
    boxes = null;
    ticks.clear();
  }

  return {
    async read(rules, click) {
      const found = await inTurns(findRows(document, rules));
      const { rows, hidden, roots } = found;
      const seenCourse = courseOf(found, rules);
      keepToOneCourse(seenCourse);
      const unseen = new Set(hidden);
      const all = chosenRows([...rows, ...hidden], roots);
      const marked = all.filter((row) => !unseen.has(row));
      const chosen = peopleOf([...ticks.all(), ...marked]);
      const alone = chosen.length === 0 ? click : null;
      const told = alone === null || alone.target === null ? null : elementOf(alone.target);
      const under = alone === null ? null : underPointer(roots, alone.frameUrl);
      const meant =
        alone && pointedAt(rows, roots, { target: told ?? under?.target ?? null, linkUrl: alone.linkUrl });
      return {
        course: seenCourse,
        chosen: meant ? [personOf(meant)] : chosen,
        selectable: rows.length,
        hidden: all.length - marked.length,
        partial: saysMore(marked, found),
        pointed: meant ? (under?.highlighted ? 'dropped' : 'pointed') : null,
      };
    },
    async outline(rules) {
      const found = await inTurns(findRows(document, rules));
      outlineRows(found.rows);
      return surveyOf(found, rules);
    },
    startSelecting(labels, rules) {
      jobBar.close();
      boxes?.stop();
      boxes = showTickBoxes({
        ticks,
        labels,
        find: () => inOneGo(findRows(document, rules)),
        onChange: (found) => keepToOneCourse(courseOf(found, rules)),
        onReview,
        onStop: stopSelecting,
      });
    },
    untick(people) {
      ticks.untick(people);
      if (ticks.all().length === 0) stopSelecting();
      else boxes?.update();
    },
    showJob: jobBar.show,
  };
}

function surveyOf(found: Findings, rules: PageRules | null): Survey {
  return {
    course: courseOf(found, rules),
    people: peopleOf(found.rows),
    hidden: chosenRows(found.hidden, found.roots).length,
  };
}

/** Each person once. */
function peopleOf(seen: readonly SeenPerson[]): SeenPerson[] {
  const people = new Map<PersonKey, SeenPerson>();
  for (const one of seen) people.set(keyOf(one), personOf(one));
  return [...people.values()];
}

function personOf({ userId, username }: SeenPerson): SeenPerson {
  return { userId, username };
}
