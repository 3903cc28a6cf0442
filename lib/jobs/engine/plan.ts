/** From who the chosen people are to what would be done with each. */
import type { Identified, Job, Plan, PlannedPerson, Undoing } from '../../model/index.ts';

/** What the one POST will do for a person, given how they stand to the course. */
export function planFor({ person, relation }: Identified): PlannedPerson {
  return { person, relation, action: actionFor(relation) };
}

function actionFor(relation: Identified['relation']): PlannedPerson['action'] {
  if (relation === null) return 'invite';
  return relation === 'requested' ? 'accept' : 'none';
}

/** Whom an undo of a finished job is about: those whom that job newly invited, and those whom it accepted. */
export function takenBack({ outcomes }: Pick<Job, 'outcomes'>, what: readonly Undoing[]): PlannedPerson[] {
  return outcomes.flatMap(({ person, kind }): PlannedPerson[] => {
    if (kind === 'invited' && what.includes('withdraw'))
      return [{ person, relation: 'invited', action: 'withdraw' }];
    if (kind === 'accepted' && what.includes('remove'))
      return [{ person, relation: 'joined', action: 'remove' }];
    if (kind === 'waits-for-payment' && what.includes('remove'))
      return [{ person, relation: 'payment_waiting', action: 'release' }];
    return [];
  });
}

/** How many people a plan invites and accepts. */
export function planCounts(people: readonly PlannedPerson[]): { invite: number; accept: number } {
  return {
    invite: people.filter((planned) => planned.action === 'invite').length,
    accept: people.filter((planned) => planned.action === 'accept').length,
  };
}

/** How many rows of the page, or lines of the list, are nobody. */
export function notIdentified({ unidentified, lines }: Pick<Plan, 'unidentified' | 'lines'>): number {
  return unidentified.length + lines.filter(({ userId }) => userId === null).length;
}
