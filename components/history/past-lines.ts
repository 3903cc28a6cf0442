/** The rows of the list for a job that is not done, or never will be: how far each of its people is. */
import { i18n } from '#i18n';
import { isUndo } from '../../lib/jobs/engine/job.ts';
import { type ExportedPerson, exported } from '../../lib/list/exported.ts';
import type { Job } from '../../lib/model/index.ts';
import type { PersonLine } from '../shared/PeopleList.tsx';
import { nobodysLines, outcomeLook, personLine, unidentifiedLines } from '../shared/people-lines.ts';

/** Those who need a look first, as in the list of a finished job. */
export function standingLines(job: Job): PersonLine[] {
  const waiting = i18n.t(isUndo(job) ? 'history.waitingUndo' : 'history.waiting');
  const lines = exported(job).people.map(({ userId, username, realName, outcome, reason }) => {
    const line = { ...personLine({ id: userId, username, realName }), ...standingLook(outcome, waiting) };
    return reason === null ? line : { ...line, detail: reason };
  });
  const refused = lines.filter(({ tone }) => tone === 'bad');
  const others = lines.filter(({ tone }) => tone !== 'bad');
  return [...refused, ...unidentifiedLines(job.unidentified), ...nobodysLines(job.lines), ...others];
}

function standingLook(
  outcome: ExportedPerson['outcome'],
  waiting: string,
): Pick<PersonLine, 'word' | 'icon' | 'tone'> {
  switch (outcome) {
    case 'waiting':
      return { word: waiting, icon: 'waiting', tone: 'plain' };
    case 'sent':
      return { word: i18n.t('history.sent'), icon: 'invite', tone: 'good' };
    case 'unclear':
      return { word: i18n.t('history.unclear'), icon: 'question', tone: 'attention' };
    case 'not-needed':
      return { word: i18n.t('history.notNeeded'), icon: 'already', tone: 'plain' };
    default:
      return outcomeLook(outcome);
  }
}
