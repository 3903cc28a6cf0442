/** From plans and outcomes to the rows of the list: the word, its icon and its colour. */
import { i18n } from '#i18n';
import type {
  Job,
  LineAccount,
  Outcome,
  Person,
  Plan,
  PlannedPerson,
  Unidentified,
} from '../../lib/model/index.ts';
import type { PersonLine } from './PeopleList.tsx';

type Look = Pick<PersonLine, 'word' | 'icon' | 'tone'>;

/** A plan's people: first what is nobody, since that needs a look, then those who will be sent, last those left alone. */
export function plannedLines({ people, unidentified, lines }: Plan): PersonLine[] {
  const sent = people.filter(({ action }) => action !== 'none');
  const left = people.filter(({ action }) => action === 'none');
  const linesOf = Map.groupBy(lines, ({ userId }) => userId);
  return [
    ...unidentifiedLines(unidentified),
    ...nobodysLines(lines),
    ...[...sent, ...left].map((planned) => {
      const line = personLine(planned.person);
      const where = lineWords(linesOf.get(planned.person.id) ?? []);
      return { ...line, detail: [line.detail, ...where].join(' · '), ...plannedLook(planned) };
    }),
  ];
}

/** Those of whom an undo takes something back. */
export function undoneLines(people: readonly PlannedPerson[]): PersonLine[] {
  return people.map((planned) => ({ ...personLine(planned.person), ...plannedLook(planned) }));
}

/** Where in the list a person stands: `line 3`, or `lines 3, 17`. */
function lineWords(lines: readonly LineAccount[]): string[] {
  const numbers = [...new Set(lines.map(({ line }) => line))];
  if (numbers.length === 0) return [];
  return [i18n.t(numbers.length === 1 ? 'review.line' : 'review.lines', [numbers.join(', ')])];
}

/** Lines of the list that are nobody, as they were written. */
export function nobodysLines(lines: readonly LineAccount[]): PersonLine[] {
  return lines.flatMap((account, at) =>
    account.reason === null
      ? []
      : {
          key: `line ${at}`,
          username: account.text,
          detail: [...lineWords([account]), reasonWords(account.reason)].join(' · '),
          ...nobodyLook(),
        },
  );
}

/** A finished job's people: those who need a look first, since a list is read from the top. */
export function outcomeLines({ outcomes, unidentified, lines: listed }: Job): PersonLine[] {
  const lines = outcomes.map((outcome) => {
    const line = { ...personLine(outcome.person), ...outcomeLook(outcome.kind) };
    return outcome.reason === null ? line : { ...line, detail: outcome.reason };
  });
  const open = lines.filter(({ tone }) => tone === 'attention' || tone === 'bad');
  const closed = lines.filter(({ tone }) => tone !== 'attention' && tone !== 'bad');
  return [...open, ...unidentifiedLines(unidentified), ...nobodysLines(listed), ...closed];
}

/** Who a person is. */
export function personLine({ id, username, realName }: Person) {
  return { key: String(id), username, detail: realName === '' ? `#${id}` : `${realName} · #${id}` };
}

/** Rows of the page that are nobody. */
export function unidentifiedLines(rows: readonly Unidentified[]): PersonLine[] {
  // By their place: two rows may be called alike, as by a first name.
  return rows.map(({ seen, reason, sides }, at) => ({
    key: `row ${at}`,
    username: seen.username ?? `#${seen.userId}`,
    detail: sides ? i18n.t('review.sides', [sides.username, String(sides.otherId)]) : reasonWords(reason),
    ...nobodyLook(),
  }));
}

function nobodyLook(): Look {
  return { word: i18n.t('review.notIdentified'), icon: 'question', tone: 'attention' };
}

function reasonWords(reason: Unidentified['reason']): string {
  switch (reason) {
    case 'not-found':
      return i18n.t('review.reason.notFound');
    case 'ambiguous':
      return i18n.t('review.reason.ambiguous');
    case 'name-mismatch':
      return i18n.t('review.reason.nameMismatch');
    case 'contradiction':
      return i18n.t('review.reason.contradiction');
    case 'admins-only':
      return i18n.t('review.reason.adminsOnly');
    case 'elsewhere':
      return i18n.t('review.reason.elsewhere');
    case 'not-a-person':
      return i18n.t('review.reason.notAPerson');
  }
}

function plannedLook({ action, relation }: PlannedPerson): Look {
  if (action === 'accept') return { word: i18n.t('review.willAccept'), icon: 'accept', tone: 'good' };
  if (action === 'invite') return { word: i18n.t('review.willInvite'), icon: 'invite', tone: 'good' };
  if (action === 'withdraw') return { word: i18n.t('undo.willWithdraw'), icon: 'undone', tone: 'good' };
  if (action === 'remove' || action === 'release')
    return { word: i18n.t('undo.willRemove'), icon: 'undone', tone: 'attention' };
  if (relation === 'invited')
    return { word: i18n.t('review.alreadyInvited'), icon: 'already', tone: 'plain' };
  if (relation === 'payment_waiting')
    return { word: i18n.t('review.waitsForPayment'), icon: 'already', tone: 'plain' };
  return { word: i18n.t('review.alreadyMember'), icon: 'already', tone: 'plain' };
}

/** How an outcome is told. */
export function outcomeLook(kind: Outcome['kind']): Look {
  switch (kind) {
    case 'accepted':
      return { word: i18n.t('outcomeWord.accepted'), icon: 'accept', tone: 'good' };
    case 'waits-for-payment':
      return { word: i18n.t('outcomeWord.waitsForPayment'), icon: 'waiting', tone: 'good' };
    case 'invited':
      return { word: i18n.t('outcomeWord.invited'), icon: 'invite', tone: 'good' };
    case 'withdrawn':
      return { word: i18n.t('outcomeWord.withdrawn'), icon: 'undone', tone: 'good' };
    case 'removed':
      return { word: i18n.t('outcomeWord.removed'), icon: 'undone', tone: 'good' };
    case 'already-member':
      return { word: i18n.t('outcomeWord.alreadyMember'), icon: 'already', tone: 'plain' };
    case 'already-invited':
      return { word: i18n.t('outcomeWord.alreadyInvited'), icon: 'already', tone: 'plain' };
    case 'already-waits-for-payment':
      return { word: i18n.t('outcomeWord.alreadyWaitsForPayment'), icon: 'already', tone: 'plain' };
    case 'already-gone':
      return { word: i18n.t('outcomeWord.alreadyGone'), icon: 'already', tone: 'plain' };
    case 'refused':
      return { word: i18n.t('outcomeWord.refused'), icon: 'refused', tone: 'bad' };
    case 'not-confirmed':
      return { word: i18n.t('outcomeWord.notConfirmed'), icon: 'question', tone: 'attention' };
    case 'not-sent':
      return { word: i18n.t('outcomeWord.notSent'), icon: 'waiting', tone: 'attention' };
  }
}

/** A count of one kind in words: `3 accepted`. */
export function outcomeCountWords(kind: Outcome['kind'], count: number): string {
  switch (kind) {
    case 'accepted':
      return i18n.t('outcome.accepted', count);
    case 'waits-for-payment':
      return i18n.t('outcome.waitsForPayment', count);
    case 'invited':
      return i18n.t('outcome.invited', count);
    case 'withdrawn':
      return i18n.t('outcome.withdrawn', count);
    case 'removed':
      return i18n.t('outcome.removed', count);
    case 'already-member':
      return i18n.t('outcome.alreadyMember', count);
    case 'already-invited':
      return i18n.t('outcome.alreadyInvited', count);
    case 'already-waits-for-payment':
      return i18n.t('outcome.alreadyWaitsForPayment', count);
    case 'already-gone':
      return i18n.t('outcome.alreadyGone', count);
    case 'refused':
      return i18n.t('outcome.refused', count);
    case 'not-confirmed':
      return i18n.t('outcome.notConfirmed', count);
    case 'not-sent':
      return i18n.t('outcome.notSent', count);
  }
}
