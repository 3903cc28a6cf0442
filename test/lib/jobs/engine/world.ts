/** An LMS, a disk and a clock in memory, for a job that runs against them: whatever happens to it is scripted. */

import { begun } from '../../../../lib/jobs/engine/job.ts';
import { isDone, type ReadBack } from '../../../../lib/jobs/engine/outcomes.ts';
import type { Outbox } from '../../../../lib/jobs/engine/run.ts';
import { runJob } from '../../../../lib/jobs/engine/run.ts';
import { Failed } from '../../../../lib/model/errors.ts';
import {
  type Batch,
  type Call,
  type Failure,
  Job,
  type Relation,
  type Standing,
} from '../../../../lib/model/index.ts';

/** What one request that changes something meets: how much of it is applied, and what is answered. */
export interface Fate {
  applied: 'all' | 'but-first' | 'none';
  failure: Failure | null;
}

interface Script {
  /** What those requests meet, one after the other; then all goes well. */
  fates?: Fate[];
  /** The same of reading the lists. */
  reads?: (Failure | null)[];
  /** Ids for which the LMS refuses a whole POST, as it does for one that is no user's. */
  bad?: readonly number[];
  /** Whether the course costs something: whoever is accepted waits for payment. */
  paid?: boolean;
  /** The worker dies at its so many-th step, before or after the step has had its effect. */
  kills?: Death[];
  /** The manager cancels before this step. */
  cancelAt?: number;
}

interface Death {
  step: number;
  after: boolean;
}

const MOST_STEPS = 5_000;

export const REFUSED: Failure = { kind: 'refused', message: 'Unknown user' };

export function world(start: Job, relations: Map<number, Relation>, script: Script = {}) {
  const { bad = [], paid = false, cancelAt = Number.POSITIVE_INFINITY } = script;
  const [fates, reads, kills] = [
    [...(script.fates ?? [])],
    [...(script.reads ?? [])],
    [...(script.kills ?? [])],
  ];
  let kept = start;
  let now = start.startedAt;
  let step = 0;
  let died = Promise.withResolvers<'killed'>();
  const sent: number[][] = [];
  /** Ids for which something was asked that was so by then. */
  const again: number[] = [];
  let read = 0;

  /** One step that the worker may die at; then nothing of it is ever answered. */
  async function stepTo<T>(effect: () => T): Promise<T> {
    step += 1;
    if (step > MOST_STEPS) throw new Error('This job comes to no end.');
    if (step >= cancelAt && !kept.cancelled) kept = { ...kept, cancelled: true };
    const killed = kills.find((one) => one.step === step);
    if (killed && !killed.after) return dies();
    const outcome = effect();
    return killed ? dies() : outcome;
  }
  function dies(): Promise<never> {
    died.resolve('killed');
    return new Promise(() => {});
  }
  const keep = (next: Job) => {
    kept = Job.parse(structuredClone(next));
  };

  const outbox: Outbox = {
    replace: (batches, by) =>
      stepTo(() => {
        const isSame = (one: Batch, other: Batch) => one.users[0] === other.users[0];
        for (const batch of batches) {
          const now = kept.batches.find((one) => isSame(one, batch));
          if (now?.state !== batch.state || now.attempt !== batch.attempt) {
            throw new Failed({ kind: 'job-elsewhere' });
          }
        }
        const others = kept.batches.filter((one) => !batches.some((batch) => isSame(one, batch)));
        keep({ ...kept, batches: [...others, ...by] });
      }),
    note: (change) => stepTo(() => keep({ ...kept, ...change })),
    isCancelled: () => stepTo(() => kept.cancelled),
  };
  const course = {
    send: (call: Call, users: readonly number[]) =>
      stepTo(() => {
        const written = kept.batches.some(
          ({ state, users: some }) => state === 'sending' && same(some, users),
        );
        if (!written) throw new Error('sent before it was written down');
        sent.push([...users]);
        again.push(...users.filter((id) => isDone(call, inLists(relations.get(id)))));
        const fate = users.some((id) => bad.includes(id))
          ? { applied: 'none' as const, failure: REFUSED }
          : (fates.shift() ?? { applied: 'all' as const, failure: null });
        const skipped = { all: 0, 'but-first': 1, none: users.length }[fate.applied];
        for (const id of users.slice(skipped)) {
          const before = relations.get(id) ?? null;
          relations.set(
            id,
            changed(call, before, before === 'requested' && paid ? 'payment_waiting' : 'joined'),
          );
        }
        if (fate.failure !== null) throw new Failed(fate.failure);
      }),
    readBack: () =>
      stepTo(() => {
        read += 1;
        const failure = reads.shift() ?? null;
        if (failure !== null) throw new Failed(failure);
        const shown = [...relations].flatMap(([id, relation]) => {
          const standing = inLists(relation);
          return standing === undefined ? [] : [[id, standing] as const];
        });
        return new Map(shown) satisfies ReadBack;
      }),
  };

  return {
    sent,
    again,
    relations,
    fates,
    reads,
    /** The worker dies so many steps from now. */
    dieIn(steps: number, after: boolean): void {
      kills.push({ step: step + steps, after });
    },
    cancel(): void {
      keep({ ...kept, cancelled: true });
    },
    get readings() {
      return read;
    },
    get kept() {
      return kept;
    },
    /** Runs it once, as the worker does at a start or an alarm. */
    async run(): Promise<Job | 'killed'> {
      died = Promise.withResolvers();
      const clock = { now: () => now, random: () => 1 };
      return Promise.race([runJob(kept, { outbox, course, clock }), died.promise]);
    },
    /** What time brings by itself: the wait is over. */
    wait(): void {
      now = Math.max(now, kept.nextAttemptAt ?? now);
    },
    /** What a person does with a paused job. */
    resume(): void {
      keep({ ...kept, ...begun(now), lookedAt: null });
    },
    /** Runs it to its end, through deaths, waits and pauses; answers how often it was gone on with by hand. */
    async toEnd(): Promise<{ job: Job; resumed: number; killed: number }> {
      let [resumed, killed] = [0, 0];
      for (let round = 0; round < 200; round += 1) {
        if (kept.state === 'paused') {
          this.resume();
          resumed += 1;
        }
        this.wait();
        const job = await this.run();
        if (job === 'killed') killed += 1;
        else if (job.state === 'done') return { job, resumed, killed };
      }
      throw new Error(`No end: ${JSON.stringify(kept.batches)}`);
    },
  };
}

/** As which the lists show somebody. */
export function inLists(relation: Relation | undefined): Standing | undefined {
  return relation === 'joined' || relation === 'invited' || relation === 'payment_waiting'
    ? relation
    : undefined;
}

/** What the LMS makes of somebody. */
function changed(call: Call, before: Relation, accepted: Standing): Relation {
  // One request for both, which asks nobody whether they have paid.
  if (call === 'remove' || call === 'release') return null;
  if (call === 'withdraw') return before === 'invited' ? null : before;
  if (inLists(before) !== undefined) return before;
  return before === 'requested' ? accepted : 'invited';
}

function same(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((id, at) => id === others[at]);
}
