import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import type { Course } from '../../lib/model/index.ts';
import { courseFacts } from '../shared/CourseHeader.tsx';
import { hostOf, numberWords } from '../shared/plain-words.ts';
import { SearchField } from '../shared/SearchField.tsx';

/** More would make a popup slow, and nobody reads that far. */
const SHOWN = 100;

interface Props {
  /** In the order in which they are shown. */
  courses: readonly Course[];
  /** Why a course has to be chosen, in words. */
  because: string | null;
  /** How many are chosen on the page. */
  people: number;
  origin: string;
  onChoose(courseId: number): void;
  /** Null where nobody is to be selected now: some are chosen already, or there is no page. */
  onSelectPeople: (() => void) | null;
  onBack: (() => void) | null;
}

/** Which course it is about, where the page does not tell. */
export function CourseChooser({ courses, because, people, origin, onChoose, onSelectPeople, onBack }: Props) {
  const [wanted, setWanted] = useState('');
  const screen = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const found = courses.filter((course) => matches(course, wanted));

  /** The arrows go through the field and the courses as through one list; Enter in the field takes the first. */
  function onKeyDown(event: KeyboardEvent): void {
    const [first] = found;
    if (
      event.key === 'Enter' &&
      event.currentTarget === field.current &&
      !event.isComposing &&
      !event.repeat
    ) {
      event.preventDefault();
      if (first !== undefined) onChoose(first.id);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
    const courses = screen.current?.querySelectorAll<HTMLElement>('.courses button') ?? [];
    const stops = [...(field.current === null ? [] : [field.current]), ...courses];
    event.preventDefault();
    stops[stops.indexOf(event.currentTarget) + step]?.focus();
  }

  return (
    <div class="screen" ref={screen}>
      <header class="course">
        <h1>{i18n.t('chooser.title')}</h1>
        <p>{hostOf(origin)}</p>
      </header>
      <div class="body">
        {because !== null && <p>{because}</p>}
        {people > 0 && <p class="fact">{i18n.t('chooser.chosen', people, [numberWords(people)])}</p>}
        {courses.length === 0 ? (
          <>
            <h2>{i18n.t('chooser.none', [hostOf(origin)])}</h2>
            <p>{i18n.t('chooser.noneHelp')}</p>
          </>
        ) : (
          <>
            <SearchField
              inputRef={field}
              label={i18n.t('chooser.search')}
              value={wanted}
              onInput={setWanted}
              onKeyDown={onKeyDown}
            />
            <p class="note" role="status">
              {found.length === 0
                ? i18n.t('chooser.noMatch', [wanted.trim()])
                : i18n.t('chooser.count', found.length, [numberWords(found.length)])}
            </p>
          </>
        )}
      </div>
      {found.length > 0 && (
        <ul class="courses" aria-label={i18n.t('chooser.courses')}>
          {found.slice(0, SHOWN).map((course) => (
            <li key={course.id}>
              <button type="button" onKeyDown={onKeyDown} onClick={() => onChoose(course.id)}>
                <span class="username">{course.name}</span>
                <span class="detail">
                  {[i18n.t('chooser.courseId', [String(course.id)]), ...courseFacts(course)].join(' · ')}
                </span>
              </button>
            </li>
          ))}
          {found.length > SHOWN && (
            <li class="note">
              {i18n.t('chooser.more', found.length - SHOWN, [numberWords(found.length - SHOWN)])}
            </li>
          )}
        </ul>
      )}
      {(onBack ?? onSelectPeople) !== null && (
        <footer>
          <div class="more">
            {onSelectPeople !== null && (
              <button type="button" onClick={onSelectPeople}>
                {i18n.t('popup.selectPeople')}
              </button>
            )}
            {onBack !== null && (
              <button type="button" onClick={onBack}>
                {i18n.t('popup.back')}
              </button>
            )}
          </div>
        </footer>
      )}
    </div>
  );
}

/** Every word of `wanted` is in the name, in whatever case and with or without accents; or it is the id, or its start. */
function matches({ id, name }: Course, wanted: string): boolean {
  const plain = folded(name);
  const words = folded(wanted).split(/\s+/).filter(Boolean);
  return (
    words.every((word) => plain.includes(word)) || String(id).startsWith(wanted.trim().replace(/^#/, ''))
  );
}

function folded(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
