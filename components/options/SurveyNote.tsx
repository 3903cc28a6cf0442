import { i18n } from '#i18n';
import type { SeenCourse, SeenPerson, Survey } from '../../lib/model/index.ts';

/** As many as tell whether the rules are right. */
const SHOWN = 8;

interface Props {
  survey: Survey;
  /** Whether Row was filled in: it decides what helps where nobody was found. */
  hasRow: boolean;
}

/** What rules find on the page that was tried: the numbers and the course. The numbers come before the names. */
export function SurveyNote({ survey: { people, hidden, course }, hasRow }: Props) {
  return (
    <>
      <p>{people.length === 0 ? nobodyWords(hasRow) : i18n.t('options.rules.found', people.length)}</p>
      {hidden > 0 && <p>{i18n.t('options.rules.hidden', hidden)}</p>}
      <p>{courseWords(course)}</p>
    </>
  );
}

/** The first of the people found, with their user ids. */
export function SurveyPeople({ people }: { people: readonly SeenPerson[] }) {
  if (people.length === 0) return null;
  return (
    <>
      <ul class="found" aria-label={i18n.t('options.rules.people')}>
        {people.slice(0, SHOWN).map(({ userId, username }) => (
          <li key={`${userId} ${username}`}>
            <span class="username">{username ?? i18n.t('options.rules.idOnly')}</span>
            <span class="detail">{userId === null ? i18n.t('options.rules.nameOnly') : `#${userId}`}</span>
          </li>
        ))}
      </ul>
      {people.length > SHOWN && (
        <p class="note">{i18n.t('options.rules.more', [String(people.length - SHOWN)])}</p>
      )}
    </>
  );
}

function nobodyWords(hasRow: boolean): string {
  return hasRow ? i18n.t('options.rules.nobodyByRules') : i18n.t('options.rules.nobodyByItself');
}

function courseWords({ id, slug, linked }: SeenCourse): string {
  const inAddress = id === null ? slug : String(id);
  if (inAddress !== null) return i18n.t('options.rules.courseByAddress', [inAddress]);
  if (linked !== null) return i18n.t('options.rules.courseByLinks', [String(linked)]);
  return i18n.t('options.rules.noCourse');
}
