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

/** The list named People. Set size and position are said, since a long list may show a part only. */
export function PeopleList({ lines }: { lines: readonly PersonLine[] }) {
  return (
    <ul class="people" aria-label={i18n.t('popup.people')}>
      {lines.map((line, at) => (
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
