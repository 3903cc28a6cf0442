/** Whether a list is one of people: by its columns' headings, or by what most of its rows bear. */
import { USERNAME_FORM } from '../../model/text.ts';
import { profileIdOfAnyForm } from '../profile-id.ts';
import { CHOICE } from './candidates.ts';
import type { ListRow } from './furniture.ts';

/** Words for people and what is known of them, by their stems, in the languages in which such pages are seen most. A hint only. */
const OF_PEOPLE =
  /user|first ?name|last ?name|surname|vorname|nachname|apellido|cognome|pr[eé]nom|utent|usu[aá]ri|benutz|kürzel|member|mitglied|student|learner|particip|partecip|teiln|person|people|pseudo|login|nick|e-?mail|имя|логин|участ|姓名|名前|用户|ユーザ|이름|اسم|שם/i;
/** Words for what else stands in tables with boxes and numbers. */
const OF_THINGS = /product|price|lesson|course|file|title|order|invoice|amount|size/i;
const PICTURE = 'img, [class*=avatar i], [style*=background-image]';

export function isOfPeople(list: Element, rows: readonly ListRow[], isTable: boolean): boolean {
  const [first] = rows;
  if (first === undefined) return false;
  if (list.localName === 'select') return true;
  const most = (test: (row: ListRow) => boolean) => rows.filter(test).length * 2 > rows.length;
  const holds = (selector: string) => (row: ListRow) =>
    row.parts.some((part) => part.matches(selector) || part.querySelector(selector) !== null);
  if (
    most(({ told }) => told.clues.some((clue) => clue.as === 'link' || (clue.as === 'text' && clue.handle)))
  )
    return true;
  if (isTable) {
    const headings = headingsOf(list);
    if (OF_PEOPLE.test(headings)) return true;
    const isMarked = most(holds(`${CHOICE}, ${PICTURE}`)) || most(({ told }) => told.numbered);
    return isMarked && !OF_THINGS.test(headings);
  }
  if (rows.length < 2 && !holds('[aria-selected], [data-user-id]')(first)) return false;
  if (most(({ told }) => told.numbered && told.label !== null)) return true;
  if (most(holds(CHOICE)) && most(({ told }) => told.clues.filter(({ as }) => as === 'text').length > 1))
    return true;
  if (most((row) => holds(PICTURE)(row) && isPlainName(row)) || most((row) => isChoice(row))) return true;
  return hasRoundPicture(first) && most((row) => holds('img')(row) && isNameWithHandle(row));
}

/** As people have nearly everywhere, and what stands beside a text seldom. */
function hasRoundPicture({ parts }: ListRow): boolean {
  return parts.some((part) =>
    [...part.querySelectorAll('img')].some((picture) => {
      const { borderTopLeftRadius: radius } = getComputedStyle(picture);
      const size = Number.parseFloat(radius) * 2;
      return size >= (radius.endsWith('%') ? 100 : Math.max(picture.width, 16));
    }),
  );
}

/** A name of a few words and what can be a username. */
function isNameWithHandle({ told: { clues, label } }: ListRow): boolean {
  if (label === null || isLinkedElsewhere(label.name)) return false;
  const texts = clues.flatMap((clue) => (clue.as === 'text' ? clue.text : []));
  return (
    texts.length > 1 &&
    label.text.split(' ').length < 5 &&
    texts.some((text) => USERNAME_FORM.test(text) && /\p{L}/u.test(text))
  );
}

function headingsOf(list: Element): string {
  const heads = list.querySelectorAll('thead, th, [role=columnheader]');
  return [...heads].map((head) => head.textContent).join(' ');
}

function isPlainName({ told: { label } }: ListRow): boolean {
  if (label === null || !USERNAME_FORM.test(label.text)) return false;
  return !isLinkedElsewhere(label.name);
}

/** A link that is no profile's leads to something else than a person. */
function isLinkedElsewhere(name: Element): boolean {
  const link = name.closest('a[href], button');
  return link !== null && profileIdOfAnyForm(link) === null;
}

/** An option where several can be chosen. */
function isChoice({ parts }: ListRow): boolean {
  return parts.some(
    (part) => part.matches('[role=option]') && part.closest('[aria-multiselectable=true]') !== null,
  );
}
