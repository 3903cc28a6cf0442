import { useId, useRef, useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { fileText } from '../../lib/list/file-text.ts';
import type { SiteState } from '../../lib/model/index.ts';
import { fileProblemWords } from '../shared/list-words.ts';
import { hostOf } from '../shared/plain-words.ts';
import { Refused } from '../shared/Refused.tsx';
import { useDoing } from '../shared/use-doing.ts';

interface Props {
  sites: readonly SiteState[];
  /** What stands in the field: it outlives a look at another section. */
  text: string;
  onText(text: string): void;
  /** Goes on with the list, to the people of the site `origin`; may throw `Failed`. */
  onContinue(origin: string, text: string): Promise<void>;
}

/** A list to invite from: pasted, dropped or out of a file. */
export function ListImport(props: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{i18n.t('options.list.title')}</h2>
      {props.sites.length === 0 ? (
        <p class="note">{i18n.t('options.list.connectFirst')}</p>
      ) : (
        <ListForm {...props} />
      )}
    </section>
  );
}

function ListForm({ sites, text, onText, onContinue }: Props) {
  const id = useId();
  const [chosen, choose] = useState('');
  /** Why a file is not taken, in words. */
  const [problem, setProblem] = useState('');
  const { failure, act } = useDoing();
  const picker = useRef<HTMLInputElement>(null);
  // A site may be disconnected while it is chosen.
  const origin = sites.some((site) => site.origin === chosen) ? chosen : (sites[0]?.origin ?? '');

  /** What the file holds takes the place of what stood there. */
  async function take(file: File | undefined): Promise<void> {
    if (file === undefined) return;
    try {
      const { text, problem } = await fileText(file);
      if (problem === null) onText(text);
      setProblem(problem === null ? '' : fileProblemWords(file.name, problem));
    } catch {
      // Its medium is gone, or the person may not read it.
      setProblem(i18n.t('options.list.unreadable', [file.name]));
    }
  }
  function submit(event: Event): void {
    event.preventDefault();
    void act(() => onContinue(origin, text));
  }
  function type(typed: string): void {
    onText(typed);
    setProblem('');
  }

  return (
    <form onSubmit={submit}>
      <p class="note">{i18n.t('options.list.help', [hostOf(origin)])}</p>
      {sites.length > 1 && (
        <>
          <label for={`${id}-site`}>{i18n.t('options.list.site')}</label>
          <select id={`${id}-site`} value={origin} onChange={(event) => choose(event.currentTarget.value)}>
            {sites.map((site) => (
              <option key={site.origin} value={site.origin}>
                {hostOf(site.origin)}
              </option>
            ))}
          </select>
        </>
      )}
      <label for={`${id}-text`}>{i18n.t('options.list.names')}</label>
      <textarea
        id={`${id}-text`}
        rows={8}
        autocomplete="off"
        spellcheck={false}
        aria-describedby={`${id}-file`}
        value={text}
        onInput={(event) => type(event.currentTarget.value)}
        onDragOver={allowFile}
        onDrop={(event) => {
          const [file] = event.dataTransfer?.files ?? [];
          // Dropped text goes the browser's own way.
          if (file === undefined) return;
          event.preventDefault();
          void take(file);
        }}
      />
      <div class="actions">
        <button type="button" onClick={() => picker.current?.click()}>
          {i18n.t('options.list.chooseFile')}
        </button>
        <span class="note" id={`${id}-file`}>
          {i18n.t('options.list.dropFile')}
        </span>
        <input
          ref={picker}
          type="file"
          hidden
          accept="text/*,.csv,.tsv,.txt"
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            void take(file);
            // So that the same file can be chosen again after it was changed.
            event.currentTarget.value = '';
          }}
        />
      </div>
      {problem !== '' && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      {failure !== null && <Refused failure={failure} />}
      <button type="submit" class="primary" disabled={text.trim() === ''}>
        {i18n.t('options.list.continue')}
      </button>
    </form>
  );
}

/** Without this the browser would open a dropped file in place of the page. */
function allowFile(event: DragEvent): void {
  if (event.dataTransfer?.types.includes('Files')) event.preventDefault();
}
