import { useEffect, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Course, Notes } from '../lib/model.ts';
import { CourseHeader } from './CourseHeader.tsx';
import { NotesList } from './NotesList.tsx';
import { numberWords } from './numbers.ts';
import { PrimaryButton } from './PrimaryButton.tsx';

interface Props {
  course: Course;
  origin: string;
  waiting: number;
  /** How many rows of the page could be selected; null where there is no page. */
  selectable: number | null;
  notes: Notes;
  /** What stands in the search to begin with. */
  search?: string;
  countWaiting(courseId: number, search: string): Promise<number>;
  onAcceptAll(search: string): void;
  onSelectPeople(): void;
  onPasteList(): void;
  onAnotherCourse(): void;
}

/** The site is asked once the person has stopped typing for so long. */
const TYPING_MS = 250;

/** A course, and nobody selected. */
export function CourseScreen(props: Props) {
  const { course, origin, waiting, selectable, notes } = props;
  const [search, setSearch] = useState(props.search ?? '');
  const matching = useMatching(search.trim(), course.id, waiting, props.countWaiting);
  const acceptAll = () => props.onAcceptAll(search.trim());
  const select = (selectable ?? 0) > 0;
  const others = [
    ...(select && waiting > 0 ? [{ words: i18n.t('popup.selectPeople'), act: props.onSelectPeople }] : []),
    ...(select || waiting > 0 ? [{ words: i18n.t('popup.pasteList'), act: props.onPasteList }] : []),
    { words: i18n.t('popup.otherCourse'), act: props.onAnotherCourse },
  ];
  return (
    <>
      <CourseHeader course={course} origin={origin} />
      <div class="body">
        <p class="fact">{i18n.t('popup.waiting', waiting, [numberWords(waiting)])}</p>
        {waiting > 1 && (
          <>
            <input
              type="search"
              aria-label={i18n.t('popup.searchWaiting')}
              placeholder={i18n.t('popup.searchWaiting')}
              autocomplete="off"
              spellcheck={false}
              value={search}
              onInput={(event) => setSearch(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.repeat || event.isComposing) return;
                event.preventDefault();
                if (matching !== 0) acceptAll();
              }}
            />
            {matching === 0 && <p class="note">{i18n.t('popup.noneMatch')}</p>}
          </>
        )}
        {select && <h2>{i18n.t('popup.nobodySelected')}</h2>}
        <p>{howTo(selectable)}</p>
        <NotesList notes={notes} course={course} people={0} />
      </div>
      <footer>
        {waiting > 0 ? (
          <PrimaryButton disabled={matching === 0} onClick={acceptAll}>
            {matching === null
              ? i18n.t('popup.acceptMatching')
              : i18n.t('popup.acceptAll', matching, [numberWords(matching)])}
          </PrimaryButton>
        ) : select ? (
          <PrimaryButton onClick={props.onSelectPeople}>{i18n.t('popup.selectPeople')}</PrimaryButton>
        ) : (
          <PrimaryButton onClick={props.onPasteList}>{i18n.t('popup.pasteList')}</PrimaryButton>
        )}
        <div class="more">
          {others.map(({ words, act }) => (
            <button key={words} type="button" onClick={act}>
              {words}
            </button>
          ))}
        </div>
      </footer>
    </>
  );
}

function howTo(selectable: number | null): string {
  if (selectable === null) return i18n.t('popup.noPage');
  return selectable === 0 ? i18n.t('popup.noRows') : i18n.t('popup.howToSelect');
}

/** How many of those who wait match; null while that is not known, and where it cannot be: the review asks anyway. */
function useMatching(
  wanted: string,
  courseId: number,
  waiting: number,
  countWaiting: Props['countWaiting'],
): number | null {
  const [found, setFound] = useState<{ wanted: string; count: number } | null>(null);
  useEffect(() => {
    if (wanted === '') return;
    let isWanted = true;
    const tell = (count: number) => isWanted && setFound({ wanted, count });
    const timer = setTimeout(() => countWaiting(courseId, wanted).then(tell, () => {}), TYPING_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [wanted, courseId, countWaiting]);
  if (wanted === '') return waiting;
  return found?.wanted === wanted ? found.count : null;
}
