/** A started plan, cut into batches. */
import type { Batch, Job, Plan, SeenPerson } from '../model.ts';

/** The job of a confirmed plan; its id is the plan's, so one plan can become one job only. `now`: when it starts. */
export function jobOf(plan: Plan, batchSize: number, now: number): Job {
  const users = plan.people
    .filter((planned) => planned.action !== 'none')
    .map((planned) => planned.person.id);
  const batches: Batch[] = [];
  for (let start = 0; start < users.length; start += batchSize) {
    const some = users.slice(start, start + batchSize);
    batches.push({ users: some, state: 'waiting', attempt: null, reason: null });
  }
  return { ...plan, ...begun(now), cancelled: false, batches, outcomes: [], endedAt: null, seen: false };
}

/** What is said of a job that begins, or goes on after a pause. `now` in milliseconds since 1970. */
export function begun(now: number) {
  return { state: 'running', failure: null, nextAttemptAt: null, tries: 0, startedAt: now } as const;
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
