/**
 * Random histories of jobs, as commands against a model: the worker dies at any step, requests meet everything that the LMS
 * can answer, lists cannot be read, other managers act meanwhile, the manager cancels, undoes and tries again. Whatever
 * happens, nobody is lost, and nothing is asked for anybody for whom it was so already.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CALLS, isUndo, jobOf, undoable } from '../../../../lib/jobs/engine/job.ts';
import { isDone, unfinishedOf } from '../../../../lib/jobs/engine/outcomes.ts';
import { planFor, takenBack } from '../../../../lib/jobs/engine/plan.ts';
import type {
  Failure,
  Job,
  Outcome,
  Plan,
  Relation,
  Standing,
  Undoing,
} from '../../../../lib/model/index.ts';
import { ORIGIN, person, plan } from '../../../people.ts';
import { type Fate, inLists, REFUSED, world } from './world.ts';

/** `npm run fuzz -- 100000` for more of them. */
const HISTORIES = Number(process.env.ROLLCALL_HISTORIES ?? 1_000);

const LOST: Failure[] = [
  { kind: 'offline', origin: ORIGIN },
  { kind: 'server-error', status: 502 },
  { kind: 'unexpected-answer', what: 'redirect' },
  { kind: 'turned-away', message: 'Not allowed.' },
  { kind: 'not-the-api', origin: ORIGIN, status: 403, title: 'Denied' },
];
/** An expired token, a permission taken back, too many requests: nothing was done. */
const TURNED_AWAY: Failure[] = [
  { kind: 'rate-limited', until: null },
  { kind: 'rate-limited', until: 3_000_000 },
  { kind: 'rate-limited', until: 1e12 },
  { kind: 'unavailable', until: null },
  { kind: 'token-rejected', origin: ORIGIN },
  { kind: 'too-large' },
  { kind: 'access-not-granted', origin: ORIGIN },
];

/** What is known beforehand of the people of a history: their ids, and which of them spoil a request. */
interface Model {
  ids: number[];
  bad: number[];
  /** Most people in one request. */
  batchSize: number;
  /** Whether the course costs something. */
  paid: boolean;
}

interface Real {
  /** The job under way or just done, at the one LMS. */
  now: ReturnType<typeof world>;
  relations: Map<number, Relation>;
  tally: Tally;
}

interface Tally {
  histories: number;
  jobs: number;
  killed: number;
  faults: number;
  people: number;
  lost: number;
  again: number;
}

type Step = fc.AsyncCommand<Model, Real>;

const step = (name: string, run: (real: Real, model: Readonly<Model>) => Promise<void> | void): Step => ({
  check: () => true,
  run: async (model, real) => run(real, model),
  toString: () => name,
});

const fate: fc.Arbitrary<Fate> = fc.oneof(
  fc.record({ applied: fc.constantFrom<Fate['applied']>('all', 'but-first'), failure: fc.constant(null) }),
  fc.record({
    applied: fc.constantFrom<Fate['applied']>('all', 'but-first', 'none'),
    failure: fc.constantFrom(...LOST, REFUSED),
  }),
  fc.record({ applied: fc.constant<Fate['applied']>('none'), failure: fc.constantFrom(...TURNED_AWAY) }),
);
const unreadable = fc.constantFrom(...LOST, ...TURNED_AWAY.filter(({ kind }) => kind !== 'too-large'));

const meets = fate.map((one) =>
  step(`a request meets ${JSON.stringify(one)}`, (real) => {
    real.now.fates.push(one);
    real.tally.faults += 1;
  }),
);
const unread = unreadable.map((failure) =>
  step(`lists: ${failure.kind}`, (real) => {
    real.now.reads.push(failure);
    real.tally.faults += 1;
  }),
);
const dies = fc
  .tuple(fc.integer({ min: 1, max: 8 }), fc.boolean())
  .map(([steps, after]) =>
    step(`dies ${after ? 'after' : 'before'} ${steps} steps`, (real) => real.now.dieIn(steps, after)),
  );
const goes = fc.constant(
  step('the worker starts', async (real) => {
    if (real.now.kept.state !== 'running') return;
    real.now.wait();
    const job = await real.now.run();
    if (job === 'killed') real.tally.killed += 1;
    else if (job.state === 'done') isTrue(real, job);
  }),
);
const resumes = fc.constant(
  step('Try again', (real) => {
    if (real.now.kept.state === 'paused') real.now.resume();
  }),
);
const cancels = fc.constant(step('Cancel', (real) => real.now.cancel()));
/** Between jobs, or while one is paused: whoever goes on looks first. */
const others = fc
  .tuple(fc.nat(), fc.constantFrom<Relation>(null, 'requested', 'invited', 'joined', 'payment_waiting'))
  .map(([at, relation]) =>
    step(`somebody becomes ${relation}`, (real, { ids }) => {
      const id = ids[at % Math.max(1, ids.length)];
      if (id === undefined || real.now.kept.state === 'running') return;
      real.relations.set(id, relation);
    }),
  );
const undoes = fc.subarray<Undoing>(['withdraw', 'remove'], { minLength: 1 }).map((what) =>
  step(`Undo ${what}`, async (real, model) => {
    const done = await ended(real);
    const wanted = undoable(done).filter((one) => what.includes(one));
    begin(real, model, { ...done, people: takenBack(done, wanted) });
  }),
);
const retries = fc.constant(
  step('Retry', async (real, model) => {
    const done = await ended(real);
    const left = new Set(unfinishedOf(done.outcomes).map((one) => one.person.id));
    const planned = done.people.filter((one) => left.has(one.person.id));
    const anew = planned.map((one) => {
      return planFor({ person: one.person, relation: real.relations.get(one.person.id) ?? null });
    });
    begin(real, model, { ...done, people: isUndo(done) ? planned : anew });
  }),
);

function begin(real: Real, { bad, batchSize, paid }: Readonly<Model>, of: Plan): void {
  const job = jobOf(of, { batchSize, now: 0, looked: false });
  real.now = world(job, real.relations, { bad: isUndo(job) ? [] : bad, paid });
  real.tally.jobs += 1;
}

/** Lets the job come to its end, through everything that is still to come. */
async function ended(real: Real): Promise<Job> {
  if (real.now.kept.state === 'done') return real.now.kept;
  const { job, killed } = await real.now.toEnd();
  real.tally.killed += killed;
  isTrue(real, job);
  return job;
}

const STANDS: Partial<Record<Outcome['kind'], Standing>> = {
  accepted: 'joined',
  'waits-for-payment': 'payment_waiting',
  'already-waits-for-payment': 'payment_waiting',
  invited: 'invited',
  'already-member': 'joined',
  'already-invited': 'invited',
};

/** At the end of a job: everyone has one outcome, it is what the LMS has, and nothing was asked without need. */
function isTrue({ now, relations, tally }: Real, job: Job): void {
  const action = new Map(job.people.map((one) => [one.person.id, one.action]));
  tally.people += job.people.length;
  tally.lost += job.people.length - job.outcomes.length;
  tally.again += now.again.length;
  expect(now.again).toEqual([]);
  expect(job.outcomes.map((one) => one.person.id)).toEqual([...action.keys()]);
  for (const { person: who, kind } of job.outcomes) {
    const told = `${who.id} ${kind}, but ${relations.get(who.id)}`;
    const wanted = action.get(who.id) ?? 'none';
    const standing = inLists(relations.get(who.id));
    if (kind in STANDS) expect(standing, told).toBe(STANDS[kind]);
    else if (kind === 'withdrawn' || kind === 'already-gone') expect(standing, told).not.toBe('invited');
    else if (kind === 'removed') expect(['joined', 'payment_waiting'], told).not.toContain(standing);
    else if (wanted !== 'none') expect(isDone(CALLS[wanted], standing), told).toBe(false);
    if (kind === 'not-sent') expect(now.kept.cancelled).toBe(true);
    if (kind === 'not-confirmed' && wanted !== 'none') expect(now.sent.flat()).toContain(who.id);
  }
  for (const id of now.sent.flat()) expect(action.get(id) ?? 'none').not.toBe('none');
}

const start = fc.record({
  relations: fc.array(fc.constantFrom<Relation>(null, 'requested', 'joined', 'invited', 'payment_waiting'), {
    maxLength: 14,
  }),
  bad: fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 2 }),
  batchSize: fc.constantFrom(3, 7),
  paid: fc.boolean(),
});
const steps = fc.commands(
  [meets, meets, unread, dies, dies, dies, goes, goes, goes, resumes, cancels, others, undoes, retries],
  {
    maxCommands: 30,
    // Else most of them are too short for anything to happen.
    size: 'max',
  },
);

test('random histories: everyone has one true outcome, and nothing is asked that is so already', async () => {
  const tally: Tally = { histories: 0, jobs: 0, killed: 0, faults: 0, people: 0, lost: 0, again: 0 };
  await fc.assert(
    fc.asyncProperty(start, steps, async ({ relations: before, bad, batchSize, paid }, commands) => {
      const relations = new Map(before.map((relation, at) => [at + 1, relation]));
      const model: Model = { ids: [...relations.keys()], bad, batchSize, paid };
      const people = [...relations].map(([id, relation]) => ({ person: person(id), relation }));
      const job = jobOf(plan(people), { batchSize, now: 0, looked: true });
      const real: Real = { now: world(job, relations, { bad, paid }), relations, tally };
      await fc.asyncModelRun(() => ({ model, real }), commands);
      await ended(real);
      tally.histories += 1;
      tally.jobs += 1;
    }),
    { numRuns: HISTORIES },
  );
  const { histories, jobs, killed, faults, people, lost, again } = tally;
  process.stdout.write(
    `jobs: ${histories} histories of ${jobs} jobs, ${killed} deaths of the worker, ${faults} faults, ` +
      `${people} people, lost: ${lost}, sent twice: ${again}\n`,
  );
}, 3_600_000);
