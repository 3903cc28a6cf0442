/** From who the chosen people are to what would be done with each. */
import type { Identified, Plan, PlannedPerson } from '../model.ts';

/** What the one POST will do for a person, given how they stand to the course. */
export function planFor({ person, relation }: Identified): PlannedPerson {
  return { person, relation, action: actionFor(relation) };
}

function actionFor(relation: Identified['relation']): PlannedPerson['action'] {
  if (relation === null) return 'invite';
  return relation === 'requested' ? 'accept' : 'none';
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
