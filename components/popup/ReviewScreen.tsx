import { i18n } from '#i18n';
import { notIdentified, planCounts } from '../../lib/jobs/engine/plan.ts';
import type { Plan } from '../../lib/model/index.ts';
import { CourseHeader } from '../shared/CourseHeader.tsx';
import { PeopleList } from '../shared/PeopleList.tsx';
import { PrimaryButton } from '../shared/PrimaryButton.tsx';
import { plannedLines } from '../shared/people-lines.ts';
import { numberWords } from '../shared/plain-words.ts';
import { Countdown, Stopped } from './Countdown.tsx';
import { NotesList } from './NotesList.tsx';

interface Props {
  plan: Plan;
  /** Whether it took the place of another screen. */
  readFirst: boolean;
  onStart(): void;
  onTryAgain(): void;
  onAnotherCourse(): void;
  /** Where the people come from; null where that is the page. */
  back: { to: 'course' | 'list'; go(): void } | null;
  /** Where it is sent at once: when the time is over, or not any more. */
  autoSend: { send(): void; stop(): void } | null;
  /** Whether it was to be sent so, and was stopped. */
  stopped: boolean;
}

/** What would be done with each of the selected people. Only the primary button sends anything, or the end of a countdown. */
export function ReviewScreen(props: Props) {
  const { plan, readFirst, onStart, onTryAgain, onAnotherCourse, back, autoSend, stopped } = props;
  const { invite, accept } = planCounts(plan.people);
  const leftAlone = leftAloneWords(plan);
  return (
    <>
      <CourseHeader course={plan.course} origin={plan.origin} by={plan.by} />
      <NotesList notes={plan.notes} course={plan.course} by={plan.by} people={plan.people.length} />
      {plan.lines.length > 0 && <p class="counts">{linesWords(plan)}</p>}
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
            {stopped && <Stopped />}
            {autoSend === null ? (
              <PrimaryButton onClick={onStart} takesFocus={!stopped} readFirst={readFirst}>
                {startWords(invite, accept)}
              </PrimaryButton>
            ) : (
              <Countdown
                words={(seconds) => sendingWords(invite, accept, seconds)}
                onEnd={autoSend.send}
                onStop={autoSend.stop}
              />
            )}
          </>
        ) : (
          <>
            <p class="summary" role="status">
              {leftAlone.length > 0
                ? i18n.t('review.nothingToSend', [leftAlone.join(', ')])
                : i18n.t('review.nobody')}
            </p>
            {back === null ? (
              <>
                <p class="note">{i18n.t('review.selectOthers')}</p>
                <PrimaryButton onClick={onTryAgain}>{i18n.t('popup.reviewAgain')}</PrimaryButton>
              </>
            ) : (
              <PrimaryButton onClick={back.go}>{backWords(back.to)}</PrimaryButton>
            )}
          </>
        )}
        {autoSend === null && (
          <div class="more">
            {back !== null && invite + accept > 0 && (
              <button type="button" onClick={back.go}>
                {backWords(back.to)}
              </button>
            )}
            <button type="button" onClick={onAnotherCourse}>
              {i18n.t('popup.otherCourse')}
            </button>
          </div>
        )}
      </footer>
    </>
  );
}

function backWords(to: 'course' | 'list'): string {
  return to === 'list' ? i18n.t('review.backToList') : i18n.t('popup.backToCourse');
}

function startWords(invite: number, accept: number): string {
  if (invite === 0) return i18n.t('review.accept', accept, [numberWords(accept)]);
  if (accept === 0) return i18n.t('review.invite', invite, [numberWords(invite)]);
  return i18n.t('review.inviteAndAccept', [numberWords(invite), numberWords(accept)]);
}

function sendingWords(invite: number, accept: number, seconds: number): string {
  const left = numberWords(seconds);
  if (invite === 0) return i18n.t('countdown.accepting', accept, [numberWords(accept), left]);
  if (accept === 0) return i18n.t('countdown.inviting', invite, [numberWords(invite), left]);
  return i18n.t('countdown.both', [numberWords(invite), numberWords(accept), left]);
}

/** How many are not sent, and why: they may stand below the fold of the list. */
function leftAloneWords(plan: Plan): string[] {
  const { people } = plan;
  const alone = people.filter(({ action }) => action === 'none');
  const invited = alone.filter(({ relation }) => relation === 'invited').length;
  const paying = alone.filter(({ relation }) => relation === 'payment_waiting').length;
  const members = alone.length - invited - paying;
  const words: string[] = [];
  if (members > 0) words.push(i18n.t('outcome.alreadyMember', members));
  if (invited > 0) words.push(i18n.t('outcome.alreadyInvited', invited));
  if (paying > 0) words.push(i18n.t('outcome.alreadyWaitsForPayment', paying));
  const nobody = notIdentified(plan);
  if (nobody > 0) words.push(i18n.t('review.notIdentifiedCount', nobody));
  return words;
}

/** What became of all lines, so that none is missed: `12 lines: 10 people, 1 repeated, 1 not identified`. */
function linesWords(plan: Plan): string {
  const nobody = notIdentified(plan);
  const { length } = plan.lines;
  const people = plan.people.length;
  const repeated = length - nobody - people;
  const words = [i18n.t('review.linesPeople', people, [numberWords(people)])];
  if (repeated > 0) words.push(i18n.t('review.linesRepeated', repeated, [numberWords(repeated)]));
  if (nobody > 0) words.push(i18n.t('review.notIdentifiedCount', nobody));
  return i18n.t('list.summary', [
    i18n.t('review.linesCount', length, [numberWords(length)]),
    words.join(', '),
  ]);
}
