import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { failureOf } from '../lib/errors.ts';
import type { Course, Failure, Job, ListLine, Plan, Progress, View } from '../lib/model.ts';
import { CourseChooser } from './CourseChooser.tsx';
import { CourseScreen } from './CourseScreen.tsx';
import { failureWords } from './failure-words.ts';
import { JobScreen } from './JobScreen.tsx';
import { ListScreen } from './ListScreen.tsx';
import { LoadingScreen } from './LoadingScreen.tsx';
import { ProblemScreen } from './ProblemScreen.tsx';
import { ReviewScreen } from './ReviewScreen.tsx';

/** How a question of some length is followed, and given up. */
interface Following {
  signal: AbortSignal;
  progress(at: Progress): void;
}

/** What the popup can ask for; each may throw `Failed`. */
export interface PopupActions {
  /** The course chosen by hand; null for the page's own. */
  open(courseId: number | null, following: Following): Promise<View>;
  reviewWaiting(courseId: number, search: string, following: Following): Promise<View>;
  reviewList(courseId: number, lines: ListLine[], following: Following): Promise<View>;
  reviewElsewhere(planId: string, courseId: number, following: Following): Promise<View>;
  countWaiting(courseId: number, search: string): Promise<number>;
  courses(): Promise<Course[]>;
  draft(): Promise<string>;
  keepDraft(text: string): Promise<void>;
  selectPeople(): Promise<void>;
  start(planId: string): Promise<Job>;
  job(jobId: string): Promise<Job>;
  resume(jobId: string): Promise<Job>;
  leaveJob(jobId: string): Promise<void>;
  /** Null where there is no page. */
  reloadPage: (() => void) | null;
  openOptions(origin: string): void;
}

/** A job is asked after this often while it runs: quick to the eye, and each question keeps a worker awake. */
const ASK_AGAIN_MS = 300;

type CourseView = Extract<View, { screen: 'course' }>;
type Question = (following: Following) => Promise<View>;
type Shown =
  | View
  | { screen: 'loading'; progress: Progress | null; cancel: () => void }
  | { screen: 'list'; course: Course; origin: string; draft: string }
  | { screen: 'elsewhere'; courses: Course[]; origin: string; plan: Plan | null; back: Shown }
  | { screen: 'problem'; failure: Failure; again: () => void };

export function Popup({ actions }: { actions: PopupActions }) {
  const [shown, show] = useState<Shown>({ screen: 'loading', progress: null, cancel: () => {} });
  /** The course chosen by hand holds until another is chosen. */
  const courseId = useRef<number | null>(null);

  /** Runs an action to its screen, or to the words for what went wrong and the way to do it again. */
  const go = useCallback(async (work: () => Promise<Shown>) => {
    try {
      show(await work());
    } catch (thrown) {
      show({ screen: 'problem', failure: failureOf(thrown), again: () => void go(work) });
    }
  }, []);

  /** Asks a question of some length; given up, everything is as it was `before`. */
  const follow = useCallback((question: Question, before: Shown | null) => {
    const giveUp = new AbortController();
    const again = () => follow(question, before);
    const cancel = () => {
      giveUp.abort();
      show(before ?? { screen: 'problem', failure: { kind: 'cancelled' }, again });
    };
    const progress = (at: Progress | null) => {
      if (!giveUp.signal.aborted) show({ screen: 'loading', progress: at, cancel });
    };
    progress(null);
    question({ signal: giveUp.signal, progress }).then(
      (view) => giveUp.signal.aborted || show(view),
      (thrown) => giveUp.signal.aborted || show({ screen: 'problem', failure: failureOf(thrown), again }),
    );
  }, []);

  const open = useCallback(
    () => follow((following) => actions.open(courseId.current, following), null),
    [actions, follow],
  );
  const goToJob = (work: () => Promise<Job>) => go(async () => ({ screen: 'job', job: await work() }));
  const choose = (id: number) => {
    courseId.current = id;
    open();
  };
  const chooseAnother = (origin: string, plan: Plan | null) =>
    go(async () => ({ screen: 'elsewhere', courses: await actions.courses(), origin, plan, back: shown }));
  const pasteList = ({ course, origin }: Pick<CourseView, 'course' | 'origin'>) =>
    go(async () => ({ screen: 'list', course, origin, draft: await actions.draft() }));

  useEffect(open, [open]);
  useEffect(() => {
    if (shown.screen !== 'job' || shown.job.state !== 'running') return;
    const { job } = shown;
    const ask = () => actions.job(job.id).catch((thrown: unknown) => unlessNoAnswer(thrown, job));
    const timer = setTimeout(() => go(async () => ({ screen: 'job', job: await ask() })), ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [shown, actions, go]);

  switch (shown.screen) {
    case 'loading':
      return <LoadingScreen progress={shown.progress} onCancel={shown.cancel} />;
    case 'problem':
      return (
        <ProblemScreen
          failure={shown.failure}
          onTryAgain={shown.failure.kind === 'review-again' ? open : shown.again}
          onOpenOptions={actions.openOptions}
        />
      );
    case 'course':
      return (
        <CourseScreen
          {...shown}
          countWaiting={(search) => actions.countWaiting(shown.course.id, search)}
          onAcceptAll={(search) =>
            follow((following) => actions.reviewWaiting(shown.course.id, search, following), shown)
          }
          onSelectPeople={() => go(() => actions.selectPeople().then(() => shown))}
          onPasteList={() => pasteList(shown)}
          onAnotherCourse={() => chooseAnother(shown.origin, null)}
        />
      );
    case 'choose':
      return (
        <CourseChooser
          {...shown}
          because={shown.because === null ? i18n.t('popup.noCourse') : failureWords(shown.because).title}
          onChoose={choose}
          onBack={null}
        />
      );
    case 'elsewhere': {
      const { plan, back } = shown;
      return (
        <CourseChooser
          courses={shown.courses}
          because={null}
          people={plan?.people.length ?? 0}
          origin={shown.origin}
          onChoose={(id) => {
            if (plan === null) return choose(id);
            courseId.current = id;
            follow((following) => actions.reviewElsewhere(plan.id, id, following), shown);
          }}
          onBack={() => show(back)}
        />
      );
    }
    case 'list':
      return (
        <ListScreen
          {...shown}
          onDraft={(draft) => {
            show({ ...shown, draft });
            // Closing the popup, which a click elsewhere does, must not lose the list.
            actions.keepDraft(draft).catch((thrown) => show(problem(thrown, shown, show)));
          }}
          onReview={(lines) =>
            follow((following) => actions.reviewList(shown.course.id, lines, following), shown)
          }
          onBack={open}
        />
      );
    case 'review':
      return (
        <ReviewScreen
          plan={shown.plan}
          onStart={() => goToJob(() => actions.start(shown.plan.id))}
          onTryAgain={open}
          onAnotherCourse={() => chooseAnother(shown.plan.origin, shown.plan)}
          onBackToList={shown.plan.lines.length > 0 ? () => pasteList(shown.plan) : null}
        />
      );
    case 'job':
      return (
        <JobScreen
          job={shown.job}
          onResume={() => goToJob(() => actions.resume(shown.job.id))}
          onLeave={() => go(() => actions.leaveJob(shown.job.id).then(() => shown)).then(open)}
          onReloadPage={actions.reloadPage}
          onOpenOptions={actions.openOptions}
        />
      );
  }
}

function problem(thrown: unknown, before: Shown, show: (next: Shown) => void): Shown {
  return { screen: 'problem', failure: failureOf(thrown), again: () => show(before) };
}

/** A worker that ends while it is asked gives no answer; the job goes on when it is asked again. */
function unlessNoAnswer(thrown: unknown, job: Job): Job {
  if (failureOf(thrown).kind === 'internal') return { ...job };
  throw thrown;
}
