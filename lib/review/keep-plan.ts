import { accountIn } from '../browser/tab.ts';
import { planFor } from '../jobs/engine/plan.ts';
import type { Identified, Person, Plan, SeenPerson, View } from '../model/index.ts';
import { planOf } from '../store/popup-state.ts';
import type { SiteAt } from './site-at.ts';

/** Keeps the plan that is about to be shown: Start names it, and no other. Notes whom the page is signed in as, if that is somebody else. */
export async function keepPlan(
  { place, origin, user, madeAt }: SiteAt,
  found: Pick<Plan, 'course' | 'unidentified' | 'lines' | 'notes'> & { people: Identified[] },
): Promise<Extract<View, { screen: 'review' }>> {
  const id = crypto.randomUUID();
  const people = found.people.map(planFor);
  const account = 'tabId' in place ? await accountIn(place.tabId) : null;
  const notes = { ...found.notes, pageOf: isSomebodyElse(account, user) ? account : null };
  const plan: Plan = { id, place, origin, by: user, madeAt, ...found, people, notes, from: null };
  await planOf(place).set(plan);
  return { screen: 'review', plan, autoSend: false };
}

/** The id decides; the name only where the page's links hold no ids. */
function isSomebodyElse(account: SeenPerson | null, { id, username }: Person): boolean {
  if (account === null) return false;
  return account.userId === null ? account.username !== username : account.userId !== id;
}
