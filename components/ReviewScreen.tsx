import { i18n } from '#i18n';
import { planCounts } from '../lib/invite/plan.ts';
import type { Plan } from '../lib/model.ts';
import { CourseHeader } from './CourseHeader.tsx';
import { PeopleList } from './PeopleList.tsx';
import { PrimaryButton } from './PrimaryButton.tsx';
import { plannedLines } from './people-lines.ts';

interface Props {
  plan: Plan;
  onStart(): void;
  onTryAgain(): void;
}

/** What would be done with each of the selected people. Only the primary button sends anything. */
export function ReviewScreen({ plan, onStart, onTryAgain }: Props) {
  const { invite, accept } = planCounts(plan.people);
  const leftAlone = leftAloneWords(plan);
  return (
    <>
      <CourseHeader course={plan.course} origin={plan.origin} />
      <PeopleList lines={plannedLines(plan)} />
      <footer>
        {invite + accept > 0 ? (
          <>
            {leftAlone.length > 0 && <p>{i18n.t('review.leftAlone', [leftAlone.join(', ')])}</p>}
            <p class="note">
              {[accept > 0 && i18n.t('review.noteAccept'), invite > 0 && i18n.t('review.noteInvite')]
                .filter(Boolean)
                .join(' ')}
            </p>
            <PrimaryButton onClick={onStart}>{startWords(invite, accept)}</PrimaryButton>
          </>
        ) : (
          <>
            <p class="summary" role="status">
              {i18n.t('review.nothingToSend', [leftAlone.join(', ')])}
            </p>
            <PrimaryButton onClick={onTryAgain}>{i18n.t('popup.reviewAgain')}</PrimaryButton>
          </>
        )}
      </footer>
    </>
  );
}

function startWords(invite: number, accept: number): string {
  if (invite === 0) return i18n.t('review.accept', accept);
  if (accept === 0) return i18n.t('review.invite', invite);
  return i18n.t('review.inviteAndAccept', [String(invite), String(accept)]);
}

/** How many are not sent, and why: they may stand below the fold of the list. */
function leftAloneWords({ people, unidentified }: Plan): string[] {
  const alone = people.filter(({ action }) => action === 'none');
  const invited = alone.filter(({ relation }) => relation === 'invited').length;
  const members = alone.length - invited;
  const words: string[] = [];
  if (members > 0) words.push(i18n.t('outcome.alreadyMember', members));
  if (invited > 0) words.push(i18n.t('outcome.alreadyInvited', invited));
  if (unidentified.length > 0) words.push(i18n.t('review.notIdentifiedCount', unidentified.length));
  return words;
}
