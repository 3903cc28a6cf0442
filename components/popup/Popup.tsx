import { useEffect, useMemo, useRef } from 'preact/hooks';
import { failureOf } from '../../lib/model/errors.ts';
import { careFor } from '../../lib/model/failure-table.ts';
import type { Job } from '../../lib/model/index.ts';
import { whyChoose } from '../shared/failure-words.ts';
import type { JobNow } from '../shared/job-now.ts';
import { UndoScreen } from '../shared/UndoScreen.tsx';
import { useLater } from '../shared/use-later.ts';
import type { PopupActions } from './actions.ts';
import { CourseChooser } from './CourseChooser.tsx';
import { CourseScreen } from './CourseScreen.tsx';
import { JobScreen } from './JobScreen.tsx';
import { ListScreen } from './ListScreen.tsx';
import { LoadingScreen } from './LoadingScreen.tsx';
import { ProblemScreen } from './ProblemScreen.tsx';
import { popupQuestions } from './popup-questions.ts';
import { ReviewScreen } from './ReviewScreen.tsx';
import { type JobShown, type Question, type Shown, useShown } from './use-shown.ts';

/** A job is asked after this often while it runs: quick to the eye, and each question keeps a worker awake. */
const ASK_AGAIN_MS = 300;

/** The screens, and where each of their buttons leads. */
export function Popup({ actions }: { actions: PopupActions }) {
  const { shown, show, goTo, ask, askQuietly } = useShown();
  const byHand = useRef<number | null>(null);
  const aside = useRef<string[]>([]);
  const questions = useMemo(() => popupQuestions(actions, { byHand, aside }), [actions]);
  const open = () => ask(questions.open(byHand.current), null);
  const selectPeople = () => ask(() => actions.selectPeople().then(() => shown), shown);
  const goToJob = (work: () => Promise<Job>, before: Shown | null = null) => {
    const again = () => goToJob(work, before);
    const back = before && (() => goTo(before));
    askQuietly(async () => ({ screen: 'job', job: await work() }), { again, back });
  };

  useEffect(() => ask(questions.openFirst, null), [questions, ask]);
  const running = shown.screen === 'job' && shown.job.state === 'running' ? shown : null;
  const askAgain = (before: JobShown) => {
    const now = actions.jobNow(before.job).catch((thrown: unknown) => unlessNoAnswer(thrown, before));
    const again = () => askAgain(before);
    askQuietly(async () => ({ screen: 'job', ...(await now) }), { again, back: null });
  };
  // Not in a window that nobody sees: to show a result is to say that it was seen.
  useLater(running && (() => askAgain(running)), ASK_AGAIN_MS, shown);

  switch (shown.screen) {
    case 'loading':
      return <LoadingScreen progress={shown.progress} onCancel={shown.cancel} />;
    case 'problem': {
      const outdated = careFor(shown.failure).step === 'review-again';
      return (
        <ProblemScreen
          failure={shown.failure}
          onTryAgain={outdated ? open : shown.again}
          onBack={outdated ? null : shown.back}
          onOpenOptions={actions.openOptions}
        />
      );
    }
    case 'course':
      return (
        <CourseScreen
          {...shown}
          forReview={shown.forReview ?? false}
          countWaiting={actions.countWaiting}
          onAcceptAll={(search) => {
            const here = { ...shown, search };
            ask(questions.reviewWaiting(here, search), here);
          }}
          onSelectPeople={selectPeople}
          onPasteList={() => ask(questions.pasteList(shown), shown)}
          onAnotherCourse={() => ask(questions.otherCourses(shown.origin, null, shown), shown)}
        />
      );
    case 'choose':
      return (
        <CourseChooser
          {...shown}
          because={whyChoose(shown.because, actions.reloadPage !== null)}
          onChoose={(id) => ask(questions.choose(id), shown)}
          onSelectPeople={actions.reloadPage === null || shown.people > 0 ? null : selectPeople}
          onBack={null}
        />
      );
    case 'elsewhere': {
      const { plan, back } = shown;
      return (
        <CourseChooser
          {...shown}
          because={null}
          people={plan?.people.length ?? 0}
          onChoose={(id) =>
            ask(plan === null ? questions.choose(id) : questions.reviewElsewhere(plan, id, back), shown)
          }
          onSelectPeople={null}
          onBack={() => goTo(back)}
        />
      );
    }
    case 'list':
      return (
        <ListScreen
          {...shown}
          onDraft={(draft) => {
            // A file is read while the person goes on, and perhaps away from the list.
            show((now) => (now.screen === 'list' ? { ...now, draft } : now));
            const tell = (kept: boolean) => show((now) => (now.screen === 'list' ? { ...now, kept } : now));
            actions.keepDraft({ text: draft }).then(
              () => tell(true),
              () => tell(false),
            );
          }}
          onReview={(lines) => ask(questions.reviewList(shown, lines), shown)}
          onBack={() => ask(questions.open(byHand.current), shown)}
        />
      );
    case 'review': {
      const { plan, back } = shown;
      const stop = () => goTo({ ...shown, autoSend: false, stopped: true });
      return (
        <ReviewScreen
          key={plan.id}
          plan={plan}
          readFirst={!shown.isFirst}
          autoSend={
            shown.autoSend
              ? { send: () => goToJob(() => actions.startAutoSend({ planId: plan.id })), stop }
              : null
          }
          stopped={shown.stopped ?? false}
          back={back === undefined ? null : { to: back.screen, go: () => goTo(back) }}
          onStart={() => goToJob(() => actions.start({ planId: plan.id }))}
          onTryAgain={open}
          onAnotherCourse={() => ask(questions.otherCourses(plan.origin, plan, shown), shown)}
        />
      );
    }
    case 'job': {
      const { job, ahead = 0 } = shown;
      const startOver: Question = async (following) => {
        await actions.leaveJob({ jobId: job.id });
        return questions.reviewAgain(job)(following);
      };
      return (
        <JobScreen
          key={job.id}
          job={job}
          ahead={ahead}
          onResume={() => goToJob(() => actions.resume({ jobId: job.id }))}
          onCancel={() => goToJob(() => actions.cancelJob({ jobId: job.id }))}
          onStartOver={() => ask(startOver, null)}
          onRetry={() => goToJob(() => actions.retry({ jobId: job.id }), shown)}
          onUndo={() => goTo({ screen: 'undo', job })}
          mayNotify={actions.mayNotify}
          askToNotify={actions.askToNotify}
          onBack={() => {
            aside.current = [...aside.current, job.id];
            open();
          }}
          onReloadPage={actions.reloadPage}
          onOpenOptions={actions.openOptions}
        />
      );
    }
    case 'undo': {
      const { job } = shown;
      return (
        <UndoScreen
          job={job}
          onUndo={(what) => goToJob(() => actions.undo({ jobId: job.id, what }), shown)}
          onBack={() => goTo({ screen: 'job', job })}
        />
      );
    }
  }
}

/** A worker that ends while it is asked gives no answer; the job goes on when it is asked again. */
function unlessNoAnswer(thrown: unknown, shown: JobShown): JobNow {
  if (failureOf(thrown).kind === 'internal') return { job: shown.job, ahead: shown.ahead ?? 0 };
  throw thrown;
}
