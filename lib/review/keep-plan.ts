import { planFor } from '../jobs/engine/plan.ts';
import type { Identified, Plan, View } from '../model/index.ts';
import { planOf } from '../store/popup-state.ts';
import type { SiteAt } from './site-at.ts';

/** Keeps the plan that is about to be shown: Start names it, and no other. */
export async function keepPlan(
  { place, origin, user, madeAt }: SiteAt,
  found: Pick<Plan, 'course' | 'unidentified' | 'lines' | 'notes'> & { people: Identified[] },
): Promise<Extract<View, { screen: 'review' }>> {
  const id = crypto.randomUUID();
  const people = found.people.map(planFor);
  const plan: Plan = { id, place, origin, by: user, madeAt, ...found, people, from: null };
  await planOf(place).set(plan);
  return { screen: 'review', plan, autoSend: false };
}
