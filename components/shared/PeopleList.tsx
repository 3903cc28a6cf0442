import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { Icon, type IconName } from './Icon.tsx';

/** A person as one row: who, and the word for what will happen or happened. */
export interface PersonLine {
  key: string;
  username: string;
  /** Real name and user id, or why the row is nobody. */
  detail: string;
  word: string;
  icon: IconName;
  /** Which colour of the palette the word has. */
  tone: 'good' | 'plain' | 'attention' | 'bad';
}

/** How many rows are drawn at first, and how many more each time the end comes near: thousands at once take a second. */
const ROWS = 200;

/** The list named People. Rows are drawn as one gets to them; set size and position are those of the whole list. */
export function PeopleList({ lines }: { lines: readonly PersonLine[] }) {
  const [drawn, draw] = useState(ROWS);
  function onScroll({ currentTarget: list }: { currentTarget: HTMLElement }): void {
    const below = list.scrollHeight - list.scrollTop - list.clientHeight;
    if (drawn < lines.length && below < 2 * list.clientHeight) draw(drawn + ROWS);
  }
  return (
    <ul class="people" aria-label={i18n.t('popup.people')} onScroll={onScroll}>
      {lines.slice(0, drawn).map((line, at) => (
        <li key={line.key} class="person" aria-setsize={lines.length} aria-posinset={at + 1}>
          <span class="avatar" aria-hidden="true">
            {[...line.username][0]?.toLocaleUpperCase()}
          </span>
          <span class="who">
            <span class="username">{line.username}</span>
            <span class="detail">{line.detail}</span>
          </span>
          <span class={`word ${line.tone}`}>
            <Icon name={line.icon} />
            {line.word}
          </span>
        </li>
      ))}
    </ul>
  );
}
