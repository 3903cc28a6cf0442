import { i18n } from '#i18n';
import type { ListLine } from '../../lib/model/index.ts';
import { Icon } from '../shared/Icon.tsx';
import { isRecognised, readOut, takenWord } from '../shared/list-words.ts';
import { numberWords } from '../shared/plain-words.ts';

/** Enough to see whether the list was understood; all of it stands in the field above. */
const SHOWN = 200;

/** The list named Lines: what each line of a pasted list was taken for. */
export function LinesList({ lines }: { lines: readonly ListLine[] }) {
  return (
    <ul class="lines" aria-label={i18n.t('list.lines')}>
      {lines.slice(0, SHOWN).map((line, at) => (
        <Line key={at} line={line} />
      ))}
      {lines.length > SHOWN && (
        <li class="note">{i18n.t('list.more', lines.length - SHOWN, [numberWords(lines.length - SHOWN)])}</li>
      )}
    </ul>
  );
}

function Line({ line }: { line: ListLine }) {
  const value = readOut(line);
  const recognised = isRecognised(line);
  return (
    <li class="line">
      <span class="number">{line.line}</span>
      <span class="who" title={line.text}>
        <span class="username">{value ?? line.text}</span>
        {value !== null && <span class="detail">{line.text}</span>}
      </span>
      <span class={`word ${recognised ? 'plain' : 'attention'}`}>
        {!recognised && <Icon name="question" />}
        {takenWord(line.taken.as)}
      </span>
    </li>
  );
}
