import { useState } from 'preact/hooks';
import { i18n } from '#i18n';
import { undoable } from '../../lib/jobs/engine/job.ts';
import { takenBack } from '../../lib/jobs/engine/plan.ts';
import type { Job, Undoing } from '../../lib/model/index.ts';
import { CourseHeader } from './CourseHeader.tsx';
import { PeopleList } from './PeopleList.tsx';
import { PrimaryButton } from './PrimaryButton.tsx';
import { undoneLines } from './people-lines.ts';

interface Props {
  job: Job;
  onUndo(what: Undoing[]): void;
  onBack(): void;
}

/** What an undo would do, before it is done. */
export function UndoScreen(props: Props) {
  const { course, origin, by } = props.job;
  return (
    <>
      <CourseHeader course={{ ...course, memberCount: null }} origin={origin} by={by} />
      <UndoChoice {...props} />
    </>
  );
}

/** Invitations are withdrawn; to remove members is a choice of its own. */
export function UndoChoice({ job, onUndo, onBack }: Props) {
  const can = undoable(job);
  const [invited, accepted] = [takenBack(job, ['withdraw']).length, takenBack(job, ['remove']).length];
  const pays = job.outcomes.some(({ kind }) => kind === 'waits-for-payment');
  const [alsoRemove, setAlsoRemove] = useState(false);
  const what = can.filter((one) => one === 'withdraw' || alsoRemove || can.length === 1);
  return (
    <>
      <div class="body">
        <h2>{i18n.t('undo.title')}</h2>
        {can.includes('withdraw') && <p>{i18n.t('undo.withdrawnOnly')}</p>}
        {can.length === 2 && (
          <label class="choice">
            <input
              type="checkbox"
              checked={alsoRemove}
              onChange={({ currentTarget }) => setAlsoRemove(currentTarget.checked)}
            />
            <span>{i18n.t('undo.alsoRemove', accepted)}</span>
          </label>
        )}
        {can.includes('remove') && <p class="note">{i18n.t('undo.requestsGone')}</p>}
        {can.includes('remove') && pays && <p class="note">{i18n.t('undo.paidStay')}</p>}
      </div>
      <PeopleList lines={undoneLines(takenBack(job, what))} />
      <footer>
        <PrimaryButton readFirst onClick={() => onUndo(what)}>
          {undoWords(what, invited, accepted)}
        </PrimaryButton>
        <div class="more">
          <button type="button" onClick={onBack}>
            {i18n.t('popup.back')}
          </button>
        </div>
      </footer>
    </>
  );
}

function undoWords(what: readonly Undoing[], invited: number, accepted: number): string {
  if (what.length === 2) {
    return i18n.t('undo.both', [i18n.t('undo.withdraw', invited), i18n.t('undo.removePart', accepted)]);
  }
  return what[0] === 'remove' ? i18n.t('undo.remove', accepted) : i18n.t('undo.withdraw', invited);
}
