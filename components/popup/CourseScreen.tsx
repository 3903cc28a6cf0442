import { useCallback, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Course, Notes } from '../../lib/model/index.ts';
import { CourseHeader } from '../shared/CourseHeader.tsx';
import { PrimaryButton } from '../shared/PrimaryButton.tsx';
import { numberWords } from '../shared/plain-words.ts';
import { SearchField } from '../shared/SearchField.tsx';
import { useFocus } from '../shared/use-focus.ts';
import { useTyped } from '../shared/use-typed.ts';
import type { PopupActions } from './actions.ts';
import { NotesList } from './NotesList.tsx';

interface Props {
  course: Course;
  origin: string;
  waiting: number;
  /** How many rows of the page could be selected; null where there is no page. */
  selectable: number | null;
  notes: Notes;
  /** Whether a review was asked for and nobody is selected: then that is said first, and what sends others is not at hand. */
  forReview: boolean;
  /** What stands in the search to begin with. */
  search?: string;
  countWaiting: PopupActions['countWaiting'];
  onAcceptAll(search: string): void;
  onSelectPeople(): void;
  onPasteList(): void;
  onAnotherCourse(): void;
}

/** A course, and nobody selected. Whatever has the focus sends nobody: Enter may have been meant for people who are not there. */
export function CourseScreen(props: Props) {
  const { course, origin, waiting, selectable, notes, forReview } = props;
  const [search, setSearch] = useState(props.search ?? '');
  const matching = useMatching(search.trim(), props);
  const canSelect = (selectable ?? 0) > 0;
  const select = { id: 'select', words: i18n.t('popup.selectPeople'), act: props.onSelectPeople };
  const paste = { id: 'paste', words: i18n.t('popup.pasteList'), act: props.onPasteList };
  const accept = {
    id: 'accept',
    words:
      matching === null
        ? i18n.t('popup.acceptMatching')
        : i18n.t('popup.acceptAll', matching, [numberWords(matching)]),
    act: () => props.onAcceptAll(search.trim()),
    disabled: matching === 0,
  };
  const primary = waiting > 0 && !forReview ? accept : canSelect ? select : paste;
  const others = [
    ...(waiting > 0 ? [accept] : []),
    ...(canSelect ? [select] : []),
    paste,
    { id: 'course', words: i18n.t('popup.otherCourse'), act: props.onAnotherCourse },
  ].filter((one) => one !== primary);
  const hasFocus = canSelect ? select : waiting > 0 || forReview ? null : paste;
  const focused = useFocus<HTMLButtonElement>();
  return (
    <>
      <CourseHeader course={course} origin={origin} by={null} />
      <div class="body">
        {forReview && <Nobody selectable={selectable} />}
        <p class="fact">{i18n.t('popup.waiting', waiting, [numberWords(waiting)])}</p>
        {waiting > 1 && (
          <>
            <SearchField
              label={i18n.t('popup.searchWaiting')}
              value={search}
              onInput={setSearch}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.repeat || event.isComposing) return;
                event.preventDefault();
                if (!accept.disabled) accept.act();
              }}
            />
            {matching === 0 && <p class="note">{i18n.t('popup.noneMatch')}</p>}
          </>
        )}
        {!forReview && (canSelect ? <Nobody selectable={selectable} /> : <p>{howTo(selectable)}</p>)}
        <NotesList notes={notes} course={course} by={null} people={0} />
      </div>
      <footer>
        <PrimaryButton
          takesFocus={primary === hasFocus}
          disabled={primary === accept && accept.disabled}
          onClick={primary.act}
        >
          {primary.words}
        </PrimaryButton>
        <div class="more">
          {others.map((one) => (
            <button
              key={one.id}
              ref={one === hasFocus ? focused : null}
              type="button"
              disabled={one === accept && accept.disabled}
              onClick={one.act}
            >
              {one.words}
            </button>
          ))}
        </div>
      </footer>
    </>
  );
}

function Nobody({ selectable }: Pick<Props, 'selectable'>) {
  return (
    <>
      <h2>{i18n.t('popup.nobodySelected')}</h2>
      <p>{howTo(selectable)}</p>
    </>
  );
}

function howTo(selectable: number | null): string {
  if (selectable === null) return i18n.t('popup.noPage');
  return selectable === 0 ? i18n.t('popup.noRows') : i18n.t('popup.howToSelect');
}

/** How many of those who wait match; null while that is not known, and where it cannot be: the review asks anyway. */
function useMatching(wanted: string, { course, waiting, countWaiting }: Props): number | null {
  const [found, setFound] = useState<{ wanted: string; count: number } | null>(null);
  const ask = useCallback(
    async () => ({ wanted, count: await countWaiting({ courseId: course.id, search: wanted }) }),
    [wanted, course.id, countWaiting],
  );
  useTyped(wanted === '' ? null : ask, { onAnswer: setFound });
  if (wanted === '') return waiting;
  return found?.wanted === wanted ? found.count : null;
}
