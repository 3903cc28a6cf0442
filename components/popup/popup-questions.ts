/** What leads from one screen of the popup to the next. */
import type { Job, ListLine, Plan, View } from '../../lib/model/index.ts';
import type { PopupActions } from './actions.ts';
import type { CourseShown, ListShown, Question, Shown } from './use-shown.ts';

interface Chosen {
  /** The course chosen by hand, which holds until another is chosen; null for the page's own. */
  byHand: { current: number | null };
  /** The jobs that were left, running or done, to do something else. */
  aside: { current: string[] };
}

export function popupQuestions(actions: PopupActions, { byHand, aside }: Chosen) {
  const open =
    (courseId: number | null): Question =>
    async (following) => {
      const view = await actions.open({ courseId, aside: aside.current }, following);
      byHand.current = courseId;
      return view.screen === 'course' ? { ...view, forReview: await actions.isForReview() } : view;
    };

  let isFirst = true;
  /** What the popup opens with: a review of it has taken no other screen's place, unless it had to be asked for again. */
  const openFirst: Question = async (following) => {
    const first = isFirst;
    isFirst = false;
    const view = await open(null)(following);
    return first && view.screen === 'review' ? { ...view, isFirst: true } : view;
  };

  /** A course just chosen; where there is no page, its list goes on if one was begun. */
  const choose =
    (courseId: number): Question =>
    async (following) => {
      const view = await open(courseId)(following);
      if (view.screen !== 'course' || actions.reloadPage !== null) return view;
      const draft = await actions.draft({});
      return draft === '' ? view : list(view, draft);
    };

  const pasteList =
    (at: CourseShown): Question =>
    async () =>
      list(at, await actions.draft({}));

  const otherCourses =
    (origin: string, plan: Plan | null, back: Shown): Question =>
    async () => ({ screen: 'elsewhere', courses: await actions.courses({}), origin, plan, back });

  const reviewWaiting =
    (back: CourseShown, search: string): Question =>
    async (following) =>
      reviewed(await actions.reviewWaiting({ courseId: back.course.id, search }, following), back);

  const reviewList =
    (back: ListShown, lines: ListLine[]): Question =>
    async (following) =>
      reviewed(await actions.reviewList({ courseId: back.course.id, lines }, following), back);

  /** The people of a review, for another course; their list, if they have one, goes along. */
  const reviewElsewhere =
    (plan: Plan, courseId: number, before: Shown): Question =>
    async (following) => {
      const view = await actions.reviewElsewhere({ planId: plan.id, courseId }, following);
      byHand.current = courseId;
      const back = before.screen === 'review' ? before.back : undefined;
      if (view.screen !== 'review' || back?.screen !== 'list') return view;
      return reviewed(view, { ...back, course: view.plan.course });
    };

  /** How a job's people stand now: those of a list, which the page does not show; else whoever is chosen there by now. */
  const reviewAgain = ({ course, lines }: Job): Question =>
    lines.length === 0
      ? open(byHand.current)
      : (following) =>
          actions.reviewList(
            {
              courseId: course.id,
              lines: lines.map(({ line, text, taken }) => ({ line, text, taken })),
            },
            following,
          );

  return {
    open,
    openFirst,
    choose,
    pasteList,
    otherCourses,
    reviewWaiting,
    reviewList,
    reviewElsewhere,
    reviewAgain,
  };
}

function list({ course, origin }: CourseShown, draft: string): ListShown {
  return { screen: 'list', course, origin, draft, kept: true };
}

function reviewed(view: View, back: CourseShown | ListShown): Shown {
  return view.screen === 'review' ? { ...view, back } : view;
}
