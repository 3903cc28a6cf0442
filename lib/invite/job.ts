/** A started plan, cut into batches. */
import type { Batch, Job, Plan, SeenPerson } from '../model.ts';

/** The job of a confirmed plan; its id is the plan's, so one plan can become one job only. */
export function jobOf(plan: Plan, batchSize: number): Job {
  const users = plan.people
    .filter((planned) => planned.action !== 'none')
    .map((planned) => planned.person.id);
  const batches: Batch[] = [];
  for (let start = 0; start < users.length; start += batchSize) {
    batches.push({ users: users.slice(start, start + batchSize), state: 'waiting', reason: null });
  }
  return { ...plan, state: 'running', batches, failure: null, outcomes: [], endedAt: null, seen: false };
}

/** How many people stand in batches that are no longer waiting, and how many in all. */
export function progressOf(job: Job): { handled: number; all: number } {
  const count = (batches: readonly Batch[]) => batches.reduce((sum, batch) => sum + batch.users.length, 0);
  return {
    handled: count(job.batches.filter((batch) => batch.state !== 'waiting' && batch.state !== 'sending')),
    all: count(job.batches),
  };
}

/** Whether a row that is chosen in the page stands for somebody of the job. */
export function isAbout({ people, unidentified }: Job, { userId, username }: SeenPerson): boolean {
  return (
    people.some(({ person }) => (userId === null ? person.username === username : person.id === userId)) ||
    unidentified.some(({ seen }) => seen.userId === userId && seen.username === username)
  );
}

/** Everyone the job is about, identified or not, as a page may show them. */
export function everyoneOf({ people, unidentified }: Job): SeenPerson[] {
  return [
    ...people.map(({ person }) => ({ userId: person.id, username: person.username })),
    ...unidentified.map(({ seen }) => seen),
  ];
}
