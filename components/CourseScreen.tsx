import { i18n } from '#i18n';
import type { Course } from '../lib/model.ts';
import { CourseHeader } from './CourseHeader.tsx';
import { PrimaryButton } from './PrimaryButton.tsx';

interface Props {
  course: Course;
  origin: string;
  waiting: number;
  /** How many rows of the page could be selected. */
  selectable: number;
  onSelectPeople(): void;
  onTryAgain(): void;
}

/** A course, and nobody selected. */
export function CourseScreen({ course, origin, waiting, selectable, onSelectPeople, onTryAgain }: Props) {
  const empty = selectable === 0;
  return (
    <>
      <CourseHeader course={course} origin={origin} />
      <div class="body">
        <p class="fact">{i18n.t('popup.waiting', waiting)}</p>
        <h2>{i18n.t('popup.nobodySelected')}</h2>
        <p>{empty ? i18n.t('popup.noRows') : i18n.t('popup.howToSelect')}</p>
      </div>
      <footer>
        {empty ? (
          <PrimaryButton onClick={onTryAgain}>{i18n.t('popup.tryAgain')}</PrimaryButton>
        ) : (
          <PrimaryButton onClick={onSelectPeople}>{i18n.t('popup.selectPeople')}</PrimaryButton>
        )}
      </footer>
    </>
  );
}
