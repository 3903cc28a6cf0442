import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { fileText } from '../../lib/list/file-text.ts';
import { type ReadList, readList } from '../../lib/list/read-list.ts';
import { type Course, type ListLine, MAX_PEOPLE } from '../../lib/model/index.ts';
import { CourseHeader } from '../shared/CourseHeader.tsx';
import { fileProblemWords, isRecognised, summaryWords } from '../shared/list-words.ts';
import { PrimaryButton } from '../shared/PrimaryButton.tsx';
import { numberWords } from '../shared/plain-words.ts';
import { LinesList } from './LinesList.tsx';
import { useDrop } from './use-drop.ts';

interface Props {
  course: Course;
  origin: string;
  /** The text of the list; kept by the caller, since a popup closes easily. */
  draft: string;
  /** Whether the draft will be there when the popup is opened again. */
  kept: boolean;
  onDraft(text: string): void;
  onReview(lines: ListLine[]): void;
  onBack(): void;
}

const TEXT_FILES = '.csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain';

/** A list from somebody, pasted, chosen or dropped; and what each of its lines was taken for. */
export function ListScreen({ course, origin, draft, kept, onDraft, onReview, onBack }: Props) {
  const read = useMemo(() => readList(draft, origin), [draft, origin]);
  const { problem, addText, addFiles } = useAdding(draft, onDraft);
  const { over, handlers } = useDrop({ onFiles: addFiles, onText: addText });
  const field = useRef<HTMLTextAreaElement>(null);
  const chooser = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const tooMany = read.lines.length > MAX_PEOPLE;
  const ready = !tooMany && read.lines.some(isRecognised);
  const summary = summaryWords(read);

  return (
    <div class="screen" {...handlers}>
      <CourseHeader by={null} course={course} origin={origin} />
      <div class="body">
        <label for="list">{i18n.t('list.label')}</label>
        <textarea
          ref={field}
          id="list"
          rows={5}
          wrap="off"
          spellcheck={false}
          autocomplete="off"
          aria-describedby="list-help"
          value={draft}
          onInput={(event) => onDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.repeat && ready)
              onReview(read.lines);
          }}
        />
        {/* Once there is something, its lines say more, and need the room. */}
        {draft === '' && (
          <p class="note" id="list-help">
            {i18n.t('list.help')}
          </p>
        )}
        <p class="note">
          <button type="button" class="inline" onClick={() => chooser.current?.click()}>
            {i18n.t('list.chooseFile')}
          </button>{' '}
          {i18n.t('list.orDrop')}
        </p>
        <input
          ref={chooser}
          type="file"
          hidden
          accept={TEXT_FILES}
          onChange={({ currentTarget }) => {
            addFiles([...(currentTarget.files ?? [])]);
            currentTarget.value = ''; // So that the same file, corrected, can be chosen again.
          }}
        />
        {problem !== null && (
          <p class="problem" role="alert">
            {problem} {draft !== '' && i18n.t('list.problem.unchanged')}
          </p>
        )}
        {!kept && (
          <p class="problem" role="alert">
            {i18n.t('list.notKept')}
          </p>
        )}
      </div>
      {summary !== null && (
        <>
          <p class="counts" role="status">
            {summary}
          </p>
          <LinesList lines={read.lines} />
        </>
      )}
      <footer>
        <WhyNotYet read={read} ready={ready} />
        <PrimaryButton
          disabled={!ready}
          aria-describedby="list-why"
          aria-keyshortcuts="Control+Enter"
          onClick={() => onReview(read.lines)}
        >
          {i18n.t('list.review', read.lines.length, [numberWords(read.lines.length)])}
        </PrimaryButton>
        <div class="more">
          <button type="button" onClick={onBack}>
            {i18n.t('popup.backToCourse')}
          </button>
        </div>
      </footer>
      {over && <p class="drop-here">{i18n.t('list.dropHere')}</p>}
    </div>
  );
}

/** What keeps a list from being reviewed; and what a review is, as long as there is no list. */
function WhyNotYet({ read, ready }: { read: ReadList; ready: boolean }) {
  const count = read.lines.length;
  if (count > MAX_PEOPLE) {
    return (
      <p class="problem" role="alert" id="list-why">
        {i18n.t('list.tooMany', [numberWords(count), numberWords(MAX_PEOPLE)])}
      </p>
    );
  }
  if (ready) return null;
  return (
    <p class="note" id="list-why">
      {count === 0 ? i18n.t('list.empty') : i18n.t('list.nothingRecognised')}
    </p>
  );
}

/** Adds what was chosen or dropped below what is there; a file in place of the file before it, if that is unchanged. */
function useAdding(draft: string, onDraft: (text: string) => void) {
  const [problem, setProblem] = useState<string | null>(null);
  // Files are read while the person may go on typing: what they typed meanwhile counts.
  const latest = useRef(draft);
  latest.current = draft;
  const fromFile = useRef('');

  function addText(text: string): void {
    setProblem(null);
    const before = latest.current.trim() === '' || latest.current === fromFile.current ? '' : latest.current;
    onDraft(before === '' || before.endsWith('\n') ? before + text : `${before}\n${text}`);
  }

  async function addFiles(files: readonly File[]): Promise<void> {
    const texts: string[] = [];
    for (const file of files) {
      const { text, problem } = await fileText(file);
      if (problem !== null) return setProblem(fileProblemWords(file.name, problem));
      texts.push(text);
    }
    if (texts.length === 0) return;
    const text = texts.join('\n');
    addText(text);
    fromFile.current = text;
  }

  return { problem, addText, addFiles };
}
