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
  countWaiting(search: string): Promise<number>;
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
  const [search, setSearch] = useState('');
  const matching = useMatching(search, waiting, props.countWaiting);
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
                if (event.key !== 'Enter' || event.repeat || event.isComposing || !matching) return;
                event.preventDefault();
                props.onAcceptAll(search.trim());
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
          <PrimaryButton disabled={!matching} onClick={() => props.onAcceptAll(search.trim())}>
            {i18n.t('popup.acceptAll', matching ?? 0, [numberWords(matching ?? 0)])}
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

/** How many of those who wait match; null while it is not known. */
function useMatching(
  search: string,
  waiting: number,
  countWaiting: (search: string) => Promise<number>,
): number | null {
  const wanted = search.trim();
  const [found, setFound] = useState<{ search: string; count: number }>({ search: '', count: waiting });
  useEffect(() => {
    if (wanted === found.search) return;
    const timer = setTimeout(
      () =>
        countWaiting(wanted).then(
          (count) => setFound({ search: wanted, count }),
          // The review will ask again, and say what is the matter.
          () => setFound({ search: wanted, count: waiting }),
        ),
      TYPING_MS,
    );
    return () => clearTimeout(timer);
  }, [wanted, found, waiting, countWaiting]);
  return found.search === wanted ? found.count : null;
}
