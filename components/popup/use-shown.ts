import { useCallback, useRef, useState } from 'preact/hooks';
import type { Following } from '../../lib/messages/schemas.ts';
import { failureOf } from '../../lib/model/errors.ts';
import type { Course, Failure, Job, Plan, Progress, View } from '../../lib/model/index.ts';

/** A screen that comes and goes sooner than this would only flicker. */
const SLOW_MS = 150;

type ViewOf<S extends View['screen']> = Extract<View, { screen: S }>;

export interface ListShown {
  screen: 'list';
  course: Course;
  origin: string;
  draft: string;
  /** Whether the draft will be there when the popup is opened again. */
  kept: boolean;
}
/** `forReview`: a review was asked for. `search`: what was searched for before the review that was come back from. */
export type CourseShown = ViewOf<'course'> & { forReview?: boolean; search?: string };
/**
 * `back`: where the people come from, if not from the page. `stopped`: it was to be sent at once. `isFirst`: the popup
 * opened with it.
 */
type ReviewShown = ViewOf<'review'> & { back?: CourseShown | ListShown; stopped?: true; isFirst?: true };

/** `ahead`: how many other jobs go first, once that is known. */
export type JobShown = ViewOf<'job'> & { ahead?: number };

/** What the popup shows; `back` is what it showed before. */
export type Shown =
  | Exclude<View, { screen: 'course' | 'review' | 'job' }>
  | CourseShown
  | ReviewShown
  | ListShown
  | JobShown
  | { screen: 'undo'; job: Job }
  | { screen: 'loading'; progress: Progress | null; cancel: () => void }
  | { screen: 'elsewhere'; courses: Course[]; origin: string; plan: Plan | null; back: Shown }
  | ({ screen: 'problem'; failure: Failure } & ProblemWays);

/** The ways on from a problem: to ask the same again, or back to what was shown before. */
interface ProblemWays {
  again: () => void;
  back: (() => void) | null;
}

/** A question whose answer is what is shown next. */
export type Question = (following: Following) => Promise<Shown>;

/**
 * What is shown, and how it changes. Only what was asked for last changes it: whatever was asked before is given up, and
 * its answer, should it still come, is nobody's.
 */
export function useShown() {
  const [shown, show] = useState<Shown>({ screen: 'loading', progress: null, cancel: () => {} });
  const latest = useRef(new AbortController());

  const begin = useCallback((): AbortController => {
    latest.current.abort();
    latest.current = new AbortController();
    return latest.current;
  }, []);

  const goTo = useCallback(
    (next: Shown) => {
      begin();
      show(next);
    },
    [begin],
  );

  /** Asks while the screen stays as it is; then shows the answer, or what went wrong and the ways on from there. */
  const askQuietly = useCallback(
    (question: Question, problem: ProblemWays, progress: Following['progress'] = () => {}) => {
      const { signal } = begin();
      const showMine = (next: Shown) => {
        if (!signal.aborted) show(next);
      };
      question({ signal, progress: (at) => signal.aborted || progress(at) }).then(
        showMine,
        (thrown: unknown) => showMine({ screen: 'problem', failure: failureOf(thrown), ...problem }),
      );
    },
    [begin],
  );

  /** Asks, and says so if it takes a while. Given up, everything is as it was `before`: null where there was nothing. */
  const ask = useCallback(
    (question: Question, before: Shown | null) => {
      const back = before && (() => goTo(before));
      const ways = { again: () => ask(question, before), back };
      const cancel = back ?? (() => goTo({ screen: 'problem', failure: { kind: 'cancelled' }, ...ways }));
      let at: Progress | null = null;
      let isSlow = false;
      const sayHowFar = () => {
        isSlow = true;
        show({ screen: 'loading', progress: at, cancel });
      };
      if (before === null) sayHowFar();
      askQuietly(
        async (following) => {
          const timer = setTimeout(sayHowFar, SLOW_MS);
          following.signal.addEventListener('abort', () => clearTimeout(timer));
          return question(following).finally(() => clearTimeout(timer));
        },
        ways,
        (progress) => {
          at = progress;
          if (isSlow) sayHowFar();
        },
      );
    },
    [goTo, askQuietly],
  );

  return { shown, show, goTo, ask, askQuietly };
}
