/** What the injected script offers to the background, by `scripting.executeScript`, in its own world of the page. */
import type {
  Click,
  PageReading,
  PageRules,
  SeenCourse,
  SeenPerson,
  SeenRow,
  Survey,
} from '../model/index.ts';
import { chosenRows } from './chosen.ts';
import { courseOf } from './course.ts';
import { inOneGo, inTurns } from './in-turns.ts';
import { saysMore } from './more-rows.ts';
import { outlineRows } from './outlines.ts';
import { pointedAt, underPointer } from './pointed.ts';
import { keyOf, type PersonKey, type Row, seenOf, type ToldRow } from './row.ts';
import { type Findings, findRows } from './rows.ts';
import { createTicks, type Ticks } from './tick-boxes/ticks.ts';

/** Rows of a list that are told besides the chosen ones. */
const PEERS = 10;

export interface PageReader {
  /** What the page shows as chosen right now; with nobody chosen, who was right-clicked. */
  read(rules: PageRules | null, click: Click | null): Promise<PageReading>;
  /** Whom the page shows, by these rules or without any; they are outlined for a moment. */
  outline(rules: PageRules | null): Promise<Survey>;
  /** Takes the ticks of these people away. */
  untick(people: SeenPerson[]): void;
  /** Who is ticked: kept here, and shown by what draws the tick boxes. */
  ticks: Ticks;
  /** All rows at once. Ticks belong to the course that they were made on, and go with it. */
  findNow(rules: PageRules | null): Findings;
  /** Called after ticks were taken away. */
  onUntick: () => void;
}

/** `elementOf`: what was right-clicked, by the number that Firefox gives it. */
export function createPageReader(elementOf: (target: number) => Element | null): PageReader {
  const ticks = createTicks();
  let course: string | null = null;

  /** The page can go on to another course without loading anew; ticks belong to the course they were made on. */
  function keepToOneCourse({ id, slug, linked }: SeenCourse): void {
    const now = id ?? slug ?? linked;
    if (now === null || String(now) === course) return;
    if (course !== null) ticks.clear();
    course = String(now);
  }

  const reader: PageReader = {
    ticks,
    onUntick: () => {},
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
      const picked = meant ? [seenOf(meant)] : chosen;
      return {
        course: seenCourse,
        chosen: picked,
        peers: peersOf(picked, rows),
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
    findNow(rules) {
      const found = inOneGo(findRows(document, rules));
      keepToOneCourse(courseOf(found, rules));
      return found;
    },
    untick(people) {
      ticks.untick(people);
      reader.onUntick();
    },
  };
  return reader;
}

function surveyOf(found: Findings, rules: PageRules | null): Survey {
  return {
    course: courseOf(found, rules),
    people: peopleOf(found.rows),
    hidden: chosenRows(found.hidden, found.roots).length,
  };
}

/** Each person once. */
function peopleOf(rows: readonly ToldRow[]): SeenRow[] {
  const people = new Map<PersonKey, SeenRow>();
  for (const row of rows) people.set(keyOf(row), seenOf(row));
  return [...people.values()];
}

/** Some of the other rows of the lists in which somebody is chosen, from all over each list. */
function peersOf(chosen: readonly SeenRow[], rows: readonly Row[]): SeenRow[] {
  const lists = new Set(chosen.flatMap((row) => ('list' in row ? row.list : [])));
  const taken = new Set(chosen.map(keyOf));
  return [...lists].flatMap((list) => {
    const others = rows.filter((row) => row.list === list && !taken.has(keyOf(row)));
    const step = Math.max(1, others.length / PEERS);
    return others.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step)).map(seenOf);
  });
}
