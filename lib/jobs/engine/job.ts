/** A started plan, cut into batches. */
import {
  type Batch,
  type Call,
  type Job,
  type Outcome,
  type Person,
  type Plan,
  type PlannedPerson,
  type SeenPerson,
  type SeenRow,
  Undoing,
} from '../../model/index.ts';

/** What is asked of the LMS for each action. */
export const CALLS = {
  invite: 'invite',
  accept: 'invite',
  withdraw: 'withdraw',
  remove: 'remove',
  release: 'release',
} as const satisfies Record<Exclude<PlannedPerson['action'], 'none'>, Call>;

/**
 * The job of a confirmed plan; its id is the plan's, so one plan can become one job only. `now`: when it starts.
 * `looked`: whether nobody can have sent these people since the plan was made.
 */
export function jobOf(
  plan: Plan,
  { batchSize, now, looked }: { batchSize: number; now: number; looked: boolean },
): Job {
  const calls = Map.groupBy(plan.people, ({ action }) => (action === 'none' ? null : CALLS[action]));
  const batches: Batch[] = [];
  for (const [call, people] of calls) {
    if (call === null) continue;
    const users = people.map(({ person }) => person.id);
    for (let start = 0; start < users.length; start += batchSize) {
      const some = users.slice(start, start + batchSize);
      batches.push({ call, users: some, state: 'waiting', attempt: null, reason: null });
    }
  }
  const lookedAt = looked ? plan.madeAt : null;
  const begins = { ...begun(now), lookedAt, createdAt: now, cancelled: false, endedAt: null, seen: false };
  return { ...plan, ...begins, counts: [], undone: [], batches, outcomes: [] };
}

/** What is said of a job that begins, or goes on after a pause. `now` in milliseconds since 1970. */
export function begun(now: number) {
  return { state: 'running', failure: null, nextAttemptAt: null, tries: 0, startedAt: now } as const;
}

/** How many people stand in batches that are no longer waiting, and how many in all. */
export function progressOf({ batches }: Pick<Job, 'batches'>): { handled: number; all: number } {
  const count = (some: readonly Batch[]) => some.reduce((sum, batch) => sum + batch.users.length, 0);
  return {
    handled: count(batches.filter((batch) => batch.state !== 'waiting' && batch.state !== 'sending')),
    all: count(batches),
  };
}

/** Those of whom an Undo can take something back. */
export const DONE: Readonly<Record<Undoing, readonly Outcome['kind'][]>> = {
  withdraw: ['invited'],
  remove: ['accepted', 'waits-for-payment'],
};

/** What of a finished job can still be taken back. */
export function undoable({ counts, undone }: Pick<Job, 'counts' | 'undone'>): Undoing[] {
  const did = (one: Undoing) => counts.some(({ kind }) => DONE[one].includes(kind));
  return Undoing.options.filter((one) => did(one) && !undone.includes(one));
}

/** Whether a job takes back what another did. */
export function isUndo({ people }: Pick<Plan, 'people'>): boolean {
  return people.some(({ action }) => action === 'withdraw' || action === 'remove' || action === 'release');
}

/** Whether nothing of a job was asked of the LMS yet, and nobody found to need nothing. */
export function isUntouched({ batches, people }: Pick<Job, 'batches' | 'people'>): boolean {
  const all = people.filter(({ action }) => action !== 'none').length;
  return batches.every(({ attempt }) => attempt === null) && progressOf({ batches }).all === all;
}

/** Whether a row that is chosen in the page stands for somebody of the job. */
export function isAbout({ people, unidentified }: Job, row: SeenRow): boolean {
  const { userId, username } = row;
  return (
    people.some(({ person }) => isMeant(person, row)) ||
    unidentified.some(({ seen }) => seen.userId === userId && seen.username === username)
  );
}

function isMeant({ id, username }: Person, row: SeenRow): boolean {
  if (!('clues' in row)) return row.userId === null ? row.username === username : row.userId === id;
  return row.clues.some((clue) => (clue.as === 'text' ? clue.text === username : clue.id === id));
}

/** Everyone the job is about, identified or not, as a page may show them. */
export function everyoneOf({ people, unidentified }: Job): SeenPerson[] {
  return [
    ...people.map(({ person }) => ({ userId: person.id, username: person.username })),
    ...unidentified.map(({ seen }) => seen),
  ];
}
