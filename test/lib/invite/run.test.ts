import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Failed } from '../../../lib/errors.ts';
import { jobOf } from '../../../lib/invite/job.ts';
import { outcomeCounts } from '../../../lib/invite/outcomes.ts';
import { runJob } from '../../../lib/invite/run.ts';
import { type Failure, Job, type Relation } from '../../../lib/model.ts';
import { job, ORIGIN, plan, standing } from '../../people.ts';

/** What one POST meets: applied and answered, answered but one left out, applied but no answer, nothing applied. */
type Fate = { applied: 'all' | 'but-first' | 'none'; failure: Failure | null };

/** A course in memory, with the log of what was sent and the job as kept at each POST. */
function course(fates: Fate[], relations = new Map<number, Relation>()) {
  const sent: number[][] = [];
  const kept: Job[] = [];
  let readFails: Failure | null = null;
  return {
    sent,
    kept,
    relations,
    failReading: (failure: Failure | null) => {
      readFails = failure;
    },
    with: {
      async send(users: readonly number[]) {
        expect(kept.at(-1)?.batches.some((batch) => batch.state === 'sending')).toBe(true);
        sent.push([...users]);
        const fate = fates.shift() ?? { applied: 'all', failure: null };
        const skipped = fate.applied === 'all' ? 0 : fate.applied === 'but-first' ? 1 : users.length;
        for (const id of users.slice(skipped)) {
          relations.set(id, relations.get(id) === 'requested' ? 'joined' : 'invited');
        }
        if (fate.failure) throw new Failed(fate.failure);
      },
      async readBack() {
        if (readFails) throw new Failed(readFails);
        return new Map(
          [...relations].flatMap(([id, relation]) =>
            relation === 'joined' || relation === 'invited' ? [[id, relation] as const] : [],
          ),
        );
      },
      now: () => 1,
      async save(now: Job) {
        kept.push(Job.parse(structuredClone(now)));
      },
    },
  };
}

const asked = (ids: number[]) => new Map<number, Relation>(ids.map((id) => [id, 'requested']));
const counts = (of: Job) => outcomeCounts(of.outcomes).map(({ kind, count }) => `${count} ${kind}`);
const offline: Failure = { kind: 'offline', origin: ORIGIN };
const limited: Failure = { kind: 'rate-limited', until: null };

test('batches hold at most a hundred, and only those to be sent', () => {
  const planned = plan([
    ...standing(null, 150),
    ...standing('joined', 5, 4001),
    ...standing('requested', 60, 5001),
  ]);
  const { batches } = jobOf(planned, 100);
  expect(batches.map(({ users }) => users.length)).toEqual([100, 100, 10]);
  expect(batches.flatMap(({ users }) => users)).not.toContain(4001);
});

describe('outcomes come from the lists, not from the answer', () => {
  test('accepted', async () => {
    const lms = course([], asked([2001, 2002, 2003]));
    const done = await runJob(job(standing('requested', 3)), lms.with);
    expect([done.state, counts(done)]).toEqual(['done', ['3 accepted']]);
    expect(lms.sent).toEqual([[2001, 2002], [2003]]);
  });

  test('204, but one silently left out: not confirmed', async () => {
    const lms = course([{ applied: 'but-first', failure: null }], asked([2001, 2002, 2003]));
    expect(counts(await runJob(job(standing('requested', 3)), lms.with))).toEqual([
      '2 accepted',
      '1 not-confirmed',
    ]);
  });

  test('no answer, but applied: told as done, and not sent again', async () => {
    const lms = course([{ applied: 'all', failure: offline }], asked([2001, 2002]));
    const done = await runJob(job(standing('requested', 2)), lms.with);
    expect(counts(done)).toEqual(['2 accepted']);
    expect(lms.sent).toHaveLength(1);
  });

  test('invited, already a member, already invited', async () => {
    const relations = new Map<number, Relation>([
      [3001, 'joined'],
      [4001, 'invited'],
    ]);
    const people = [...standing(null, 1), ...standing('joined', 1, 3001), ...standing('invited', 1, 4001)];
    const lms = course([], relations);
    expect(counts(await runJob(job(people), lms.with))).toEqual([
      '1 invited',
      '1 already-member',
      '1 already-invited',
    ]);
    expect(lms.sent).toEqual([[2001]]);
  });

  test("refused, with the server's words; the other batches go on", async () => {
    const lms = course([{ applied: 'none', failure: { kind: 'refused', message: 'Unknown user' } }]);
    const done = await runJob(job(standing(null, 3)), lms.with);
    expect(counts(done)).toEqual(['1 invited', '2 refused']);
    expect(done.outcomes[0]?.reason).toBe('Unknown user');
  });
});

test('a 400 that applied a part of the batch: those are told as accepted, the rest as refused', async () => {
  const fate: Fate = { applied: 'but-first', failure: { kind: 'refused', message: 'Unknown user' } };
  const lms = course([fate], asked([2001, 2002]));
  expect(counts(await runJob(job(standing('requested', 2)), lms.with))).toEqual(['1 accepted', '1 refused']);
});

test('somebody to be invited who is a member by then was made one by someone else', async () => {
  const lms = course([{ applied: 'none', failure: null }], new Map([[2001, 'joined']]));
  expect(counts(await runJob(job(standing(null, 1)), lms.with))).toEqual(['1 already-member']);
});

describe('pauses', () => {
  test('429: what was turned away waits, and goes out when the job goes on', async () => {
    const lms = course([{ applied: 'none', failure: limited }]);
    const paused = await runJob(job(standing(null, 3)), lms.with);
    expect([paused.state, paused.failure, lms.sent.length]).toEqual(['paused', limited, 1]);
    const done = await runJob(paused, lms.with);
    expect([done.state, counts(done)]).toEqual(['done', ['3 invited']]);
  });

  test('no answer and the lists cannot be read: paused, and going on only reads', async () => {
    const lms = course([{ applied: 'all', failure: offline }]);
    lms.failReading(offline);
    const paused = await runJob(job(standing(null, 2)), lms.with);
    expect(paused.state).toBe('paused');
    lms.failReading(null);
    expect(counts(await runJob(paused, lms.with))).toEqual(['2 invited']);
    expect(lms.sent).toHaveLength(1);
  });

  test('a worker that died while sending: that batch is read back, never sent again', async () => {
    const died = job(standing(null, 3));
    const batches = died.batches.map((batch, at) =>
      at === 0 ? { ...batch, state: 'sending' as const } : batch,
    );
    const lms = course([], new Map([[2001, 'invited']]));
    const done = await runJob({ ...died, batches }, lms.with);
    expect(lms.sent).toEqual([[2003]]);
    expect(counts(done)).toEqual(['2 invited', '1 not-confirmed']);
  });
});

test('whatever the POSTs meet, nobody is sent twice after it may have arrived, and everyone has one true outcome', async () => {
  const fate: fc.Arbitrary<Fate> = fc.oneof(
    fc.record({ applied: fc.constantFrom<Fate['applied']>('all', 'but-first'), failure: fc.constant(null) }),
    fc.record({ applied: fc.constantFrom<Fate['applied']>('all', 'none'), failure: fc.constant(offline) }),
    fc.constant<Fate>({ applied: 'none', failure: limited }),
    fc.constant<Fate>({ applied: 'none', failure: { kind: 'refused', message: 'no' } }),
  );
  const relation = fc.constantFrom<Relation>(null, 'requested', 'joined', 'invited');
  await fc.assert(
    fc.asyncProperty(
      fc.array(relation, { maxLength: 12 }),
      fc.array(fate, { maxLength: 8 }),
      async (relations, fates) => {
        const people = relations.flatMap((one, at) => standing(one, 1, at + 1));
        const lms = course([...fates], new Map(relations.map((one, at) => [at + 1, one])));
        let now = job(people);
        for (let round = 0; round < 10 && now.state !== 'done'; round++) now = await runJob(now, lms.with);

        expect(now.state).toBe('done');
        expect(now.outcomes.map(({ person }) => person.id)).toEqual(people.map(({ person }) => person.id));
        for (const { person, kind } of now.outcomes) {
          const relation = lms.relations.get(person.id);
          const there = relation === 'joined' || relation === 'invited';
          expect(there).toBe(['accepted', 'invited', 'already-member', 'already-invited'].includes(kind));
        }
        const turnedAway = fates.filter(({ failure }) => failure?.kind === 'rate-limited').length;
        const ids = lms.sent.flat();
        expect(ids.length - new Set(ids).size).toBeLessThanOrEqual(turnedAway * 2);
        for (const planned of now.people) {
          if (planned.action === 'none') expect(ids).not.toContain(planned.person.id);
        }
      },
    ),
  );
});
