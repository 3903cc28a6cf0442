import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jobOf, undoable } from '../../../../lib/jobs/engine/job.ts';
import { outcomeCounts, unfinishedOf } from '../../../../lib/jobs/engine/outcomes.ts';
import { takenBack } from '../../../../lib/jobs/engine/plan.ts';
import type { Failure, Job, Relation, Undoing } from '../../../../lib/model/index.ts';
import { job, ORIGIN, plan, standing } from '../../../people.ts';
import { type Fate, REFUSED, world } from './world.ts';

const START = { batchSize: 100, now: 0, looked: true };
const asked = (ids: number[]) => new Map<number, Relation>(ids.map((id) => [id, 'requested']));
const counts = (of: Job) => outcomeCounts(of.outcomes).map(({ kind, count }) => `${count} ${kind}`);
const offline: Failure = { kind: 'offline', origin: ORIGIN };
const limited: Failure = { kind: 'rate-limited', until: null };
const nothing = (failure: Failure): Fate => ({ applied: 'none', failure });

async function end(of: ReturnType<typeof world>): Promise<Job> {
  const now = await of.run();
  if (now === 'killed' || now.state !== 'done') throw new Error(`${now === 'killed' ? now : now.state}`);
  return now;
}

test('batches hold at most a hundred, and only those to be sent', () => {
  const planned = plan([
    ...standing(null, 150),
    ...standing('joined', 5, 4001),
    ...standing('requested', 60, 5001),
  ]);
  const { batches } = jobOf(planned, START);
  expect(batches.map(({ users }) => users.length)).toEqual([100, 100, 10]);
  expect(batches.flatMap(({ users }) => users)).not.toContain(4001);
});

describe('outcomes come from the lists, not from the answer', () => {
  test('accepted: one POST a batch, one look at the lists', async () => {
    const lms = world(job(standing('requested', 3)), asked([2001, 2002, 2003]));
    expect(counts(await end(lms))).toEqual(['3 accepted']);
    expect([lms.sent, lms.readings]).toEqual([[[2001, 2002], [2003]], 1]);
  });

  test('204, but one silently left out: not confirmed', async () => {
    const fates: Fate[] = [{ applied: 'but-first', failure: null }];
    const lms = world(job(standing('requested', 3)), asked([2001, 2002, 2003]), { fates });
    expect(counts(await end(lms))).toEqual(['2 accepted', '1 not-confirmed']);
  });

  test('invited, already a member, already invited', async () => {
    const people = [...standing(null, 1), ...standing('joined', 1, 3001), ...standing('invited', 1, 4001)];
    const lms = world(
      job(people),
      new Map([
        [3001, 'joined'],
        [4001, 'invited'],
      ]),
    );
    expect(counts(await end(lms))).toEqual(['1 invited', '1 already-member', '1 already-invited']);
    expect(lms.sent).toEqual([[2001]]);
  });

  test('somebody to be invited who is a member by then was made one by someone else', async () => {
    const fates: Fate[] = [{ applied: 'none', failure: null }];
    const lms = world(job(standing(null, 1)), new Map([[2001, 'joined']]), { fates });
    expect(counts(await end(lms))).toEqual(['1 already-member']);
  });
});

describe('bad ids', () => {
  test.each([
    [1, 100],
    [3, 100],
    [2, 7],
  ])('%i among %i: found exactly, in few POSTs; the others are in', async (k, n) => {
    const people = standing(null, n);
    const bad = people.filter((_, at) => at % Math.ceil(n / k) === 1).map(({ person }) => person.id);
    expect(bad).toHaveLength(k);
    const lms = world(jobOf(plan(people), START), new Map(), { bad });
    const done = await end(lms);
    expect(counts(done)).toEqual([`${n - k} invited`, `${k} refused`]);
    for (const { kind, person, reason } of done.outcomes) {
      expect([kind, reason]).toEqual(
        bad.includes(person.id) ? ['refused', 'Unknown user'] : ['invited', null],
      );
    }
    expect(lms.sent.length).toBeLessThanOrEqual(2 * k * Math.ceil(Math.log2(n)) + 1);
    expect(lms.again).toEqual([]);
  });

  test('a 400 that applied a part of the batch: those are not sent again', async () => {
    const lms = world(job(standing('requested', 2)), asked([2001, 2002]), {
      fates: [{ applied: 'but-first', failure: REFUSED }],
    });
    expect(counts(await end(lms))).toEqual(['2 accepted']);
    expect([lms.sent, lms.again]).toEqual([[[2001, 2002], [2001]], []]);
  });

  test('more than the server takes at once: in halves, nothing read in between', async () => {
    const lms = world(jobOf(plan(standing(null, 4)), START), new Map(), {
      fates: [nothing({ kind: 'too-large' }), nothing({ kind: 'too-large' })],
    });
    expect(counts(await end(lms))).toEqual(['4 invited']);
    expect(lms.sent).toEqual([[2001, 2002, 2003, 2004], [2001, 2002], [2001], [2002], [2003, 2004]]);
    expect(lms.readings).toBe(1);
  });
});

describe('F12: an LMS that refuses everybody', () => {
  const always = (failure: Failure) => Array<Fate>(500).fill(nothing(failure));
  const all = (n: number) => jobOf(plan(standing(null, n)), START);

  test.each([
    [200, 3],
    [1_000, 3],
    [100, 4],
    [12, 4],
  ])(
    '%i people, each batch refused with the same words: paused after %i POSTs, nobody lost',
    async (n, most) => {
      const lms = world(all(n), new Map(), { fates: always(REFUSED) });
      expect(await lms.run()).toMatchObject({ state: 'paused', failure: REFUSED });
      expect(lms.sent).toHaveLength(most);
      expect(lms.sent.at(-1)).toHaveLength(1);
      lms.fates.length = 0;
      lms.resume();
      expect(counts(await end(lms))).toEqual([`${n} invited`]);
      expect(lms.again).toEqual([]);
    },
  );

  test('Try again while it still does costs as few', async () => {
    const lms = world(all(200), new Map(), { fates: always(REFUSED) });
    await lms.run();
    const before = lms.sent.length;
    lms.resume();
    expect(await lms.run()).toMatchObject({ state: 'paused', failure: REFUSED });
    expect(lms.sent.length - before).toBeLessThanOrEqual(4);
  });

  test('from the third batch on, as where the course is full by then', async () => {
    const taken = Array<Fate>(2).fill({ applied: 'all', failure: null });
    const lms = world(all(1_000), new Map(), { fates: [...taken, ...always(REFUSED)] });
    expect(await lms.run()).toMatchObject({ state: 'paused', failure: REFUSED });
    expect(lms.sent).toHaveLength(5);
  });

  test('other words each time are about somebody: in halves down to each', async () => {
    const words = Array.from({ length: 40 }, (_, at) =>
      nothing({ kind: 'refused', message: `User ${at} cannot be invited.` }),
    );
    const lms = world(all(12), new Map(), { fates: words });
    expect(counts(await end(lms))).toEqual(['12 refused']);
  });

  test('so few that each is asked for at once', async () => {
    const lms = world(all(5), new Map(), { fates: always(REFUSED) });
    expect(counts(await end(lms))).toEqual(['5 refused']);
  });

  test.each<Failure>([
    { kind: 'turned-away', message: 'Method "POST" not allowed.' },
    { kind: 'not-the-api', origin: ORIGIN, status: 451, title: 'Unavailable' },
  ])('$kind: paused at the first', async (failure) => {
    const lms = world(all(200), new Map(), { fates: always(failure) });
    expect(await lms.run()).toMatchObject({ state: 'paused', failure });
    expect(lms.sent).toHaveLength(1);
  });

  test('two batches with a bad id each are no such thing: one POST more, and it goes on by itself', async () => {
    const bad = [2050, 2150];
    const lms = world(all(200), new Map(), { bad });
    expect(counts(await end(lms))).toEqual(['198 invited', '2 refused']);
    expect(lms.sent.length).toBeLessThanOrEqual(2 + 2 * 2 * Math.ceil(Math.log2(100)) + 1);
  });

  test('a refusal that applied a part of it: whoever is asked for alone is one who was not', async () => {
    const partly: Fate = { applied: 'but-first', failure: REFUSED };
    const lms = world(all(200), new Map(), { fates: [partly, partly] });
    expect(counts(await end(lms))).toEqual(['200 invited']);
    expect(lms.again).toEqual([]);
  });
});

test('random bad ids: found exactly, in no more requests than is said; a few more for each pause', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 120 }),
      fc.integer({ min: 2, max: 40 }),
      fc.array(fc.nat(119), { maxLength: 4 }),
      async (n, batchSize, at) => {
        const bad = [...new Set(at.map((one) => 2001 + (one % n)))];
        const start = jobOf(plan(standing(null, n)), { ...START, batchSize });
        const lms = world(start, new Map(), { bad });
        const { job: done, resumed } = await lms.toEnd();
        expect(done.outcomes.filter(({ kind }) => kind === 'refused').map(({ person }) => person.id)).toEqual(
          bad.toSorted((one, other) => one - other),
        );
        expect(lms.again).toEqual([]);
        const few = Math.min(n, batchSize);
        const bound = start.batches.length + 2 * bad.length * Math.ceil(Math.log2(few)) + 1;
        expect(lms.sent.length).toBeLessThanOrEqual(bound + 3 * resumed);
      },
    ),
    { numRuns: 500 },
  );
}, 120_000);

describe('no clear answer', () => {
  test('applied all the same: read back, and not sent again', async () => {
    const fates: Fate[] = [{ applied: 'all', failure: offline }];
    const lms = world(job(standing('requested', 2)), asked([2001, 2002]), { fates });
    expect(await lms.run()).toMatchObject({ state: 'running', failure: offline, nextAttemptAt: 2_000 });
    lms.wait();
    expect(counts(await end(lms))).toEqual(['2 accepted']);
    expect(lms.sent).toHaveLength(1);
  });

  test('applied in part: the others alone are sent again', async () => {
    const lms = world(job(standing(null, 2)), new Map(), {
      fates: [{ applied: 'but-first', failure: offline }],
    });
    const { job: done } = await lms.toEnd();
    expect(counts(done)).toEqual(['2 invited']);
    expect(lms.sent).toEqual([[2001, 2002], [2001]]);
  });

  test('a worker that died while sending: looked up first, then the others are sent', async () => {
    const died = job(standing(null, 3));
    const batches = died.batches.map((batch, at) =>
      at === 0 ? { ...batch, state: 'sending' as const } : batch,
    );
    const lms = world({ ...died, batches }, new Map([[2001, 'invited']]));
    expect(counts(await end(lms))).toEqual(['3 invited']);
    expect(lms.sent).toEqual([[2003], [2002]]);
  });

  test('however many batches are unclear, they are looked up together', async () => {
    const lost = { applied: 'but-first', failure: { kind: 'server-error', status: 502 } } as const;
    const lms = world(job(standing(null, 8)), new Map(), { fates: [lost, lost, lost, lost] });
    const { job: done, resumed } = await lms.toEnd();
    expect([counts(done), resumed, lms.again]).toEqual([['8 invited'], 0, []]);
    expect(lms.sent).toHaveLength(8);
    expect(lms.readings).toBe(2);
  });
});

describe('others may have acted since the review', () => {
  test('where they can have, the lists are asked first, and only who needs it is sent', async () => {
    const stale = { ...job([...standing(null, 2), ...standing('requested', 2, 3001)]), lookedAt: null };
    const lms = world(
      stale,
      new Map<number, Relation>([
        [2001, 'invited'],
        [2002, 'joined'],
        [3001, 'requested'],
      ]),
    );
    const done = await end(lms);
    expect(counts(done)).toEqual(['1 accepted', '1 invited', '1 already-member', '1 already-invited']);
    expect([lms.sent, lms.readings, lms.again]).toEqual([[[3001, 3002]], 2, []]);
  });

  test('a review of more than ten minutes ago is asked for again, once', async () => {
    const start = { ...job(standing(null, 2)), startedAt: 11 * 60_000 };
    const lms = world(start, new Map([[2002, 'invited']]));
    expect(counts(await end(lms))).toEqual(['1 invited', '1 already-invited']);
    expect([lms.sent, lms.readings]).toEqual([[[2001]], 2]);
  });

  test('nor is somebody sent whom others have invited during a long wait', async () => {
    const lms = world(job(standing(null, 4)), new Map(), {
      fates: [{ applied: 'all', failure: null }, nothing({ kind: 'rate-limited', until: 50 * 60_000 })],
    });
    expect(await lms.run()).toMatchObject({ state: 'running' });
    lms.relations.set(2004, 'invited');
    lms.wait();
    expect(counts(await end(lms))).toEqual(['3 invited', '1 already-invited']);
    expect([lms.sent, lms.again]).toEqual([[[2001, 2002], [2003, 2004], [2003]], []]);
  });

  test('somebody to whom nothing was sent, and who has left by the end, is no person to try again', async () => {
    const lms = world(job([...standing(null, 1), ...standing('joined', 1, 3001)]), new Map());
    expect(counts(await end(lms))).toEqual(['1 invited', '1 already-gone']);
  });

  test('after a pause too', async () => {
    const lms = world(job(standing(null, 3)), new Map(), {
      fates: [nothing({ kind: 'token-rejected', origin: ORIGIN })],
    });
    expect(await lms.run()).toMatchObject({ state: 'paused' });
    lms.relations.set(2003, 'invited');
    lms.resume();
    expect(counts(await end(lms))).toEqual(['2 invited', '1 already-invited']);
    expect(lms.again).toEqual([]);
  });
});

describe('a course that costs something', () => {
  const undoOf = (done: Job) =>
    jobOf({ ...done, people: takenBack(done, ['remove']) }, { ...START, looked: false });

  test('whoever is accepted waits for payment, and is not to be tried again; whoever did before is left alone', async () => {
    const people = [...standing('requested', 2), ...standing('payment_waiting', 1, 3001)];
    const lms = world(job(people), new Map([...asked([2001, 2002]), [3001, 'payment_waiting']]), {
      paid: true,
    });
    const done = await end(lms);
    expect(counts(done)).toEqual(['2 waits-for-payment', '1 already-waits-for-payment']);
    expect([lms.sent, unfinishedOf(done.outcomes)]).toEqual([[[2001, 2002]], []]);
  });

  test('Undo takes those out who have not paid; whoever has by then stays', async () => {
    const lms = world(job(standing('requested', 3)), asked([2001, 2002, 2003]), { paid: true });
    const done = await end(lms);
    expect(undoable(done)).toEqual(['remove']);
    lms.relations.set(2002, 'joined');
    const undo = world(undoOf(done), lms.relations);
    expect(counts(await end(undo))).toEqual(['2 removed', '1 already-member']);
    expect([undo.sent, lms.relations.get(2002)]).toEqual([[[2001, 2003]], 'joined']);
  });
});

describe('undo', () => {
  const undoOf = (done: Job, what: Undoing[]) => ({
    ...jobOf({ ...done, people: takenBack(done, what) }, { ...START, looked: false }),
  });
  const people = [...standing(null, 2), ...standing('requested', 1, 3001), ...standing('invited', 1, 4001)];
  const atFirst = () =>
    new Map<number, Relation>([
      [3001, 'requested'],
      [4001, 'invited'],
    ]);

  test('withdraws exactly the invitations that the job made', async () => {
    const lms = world(job(people), atFirst());
    const done = await end(lms);
    const undo = world(undoOf(done, ['withdraw']), lms.relations);
    expect(counts(await end(undo))).toEqual(['2 withdrawn']);
    expect(undo.sent).toEqual([[2001, 2002]]);
    expect([...lms.relations]).toEqual([
      [3001, 'joined'],
      [4001, 'invited'],
      [2001, null],
      [2002, null],
    ]);
  });

  test('removes those who were accepted where that is asked for, in a request of its own', async () => {
    const lms = world(job(people), atFirst());
    const undo = world(undoOf(await end(lms), ['withdraw', 'remove']), lms.relations);
    expect(counts(await end(undo))).toEqual(['2 withdrawn', '1 removed']);
    expect(undo.kept.batches.map(({ call }) => call)).toEqual(['withdraw', 'remove']);
    expect(lms.relations.get(4001)).toBe('invited');
  });

  test('whoever joined meanwhile stays, whoever is gone is not asked for', async () => {
    const lms = world(job(standing(null, 3)), new Map());
    const done = await end(lms);
    lms.relations.set(2001, 'joined').set(2002, null);
    const undo = world(undoOf(done, ['withdraw']), lms.relations);
    expect(counts(await end(undo))).toEqual(['1 withdrawn', '1 already-member', '1 already-gone']);
    expect([undo.sent, undo.again]).toEqual([[[2003]], []]);
  });

  test('a withdrawal that the lists do not show is not confirmed', async () => {
    const lms = world(job(standing(null, 2)), new Map());
    const done = await end(lms);
    const undo = world(undoOf(done, ['withdraw']), lms.relations, {
      fates: [{ applied: 'but-first', failure: null }],
    });
    expect(counts(await end(undo))).toEqual(['1 withdrawn', '1 not-confirmed']);
  });
});

describe('waits and pauses', () => {
  test('429 without a time: each wait at most twice the one before, after eight it is left to the person', async () => {
    const lms = world(job(standing(null, 2)), new Map(), { fates: Array<Fate>(8).fill(nothing(limited)) });
    const waits: (number | null)[] = [];
    for (let round = 0; round < 8; round += 1) {
      const now = await lms.run();
      if (now === 'killed') throw new Error(now);
      waits.push(now.nextAttemptAt);
      lms.wait();
    }
    expect(waits).toEqual([2_000, 6_000, 14_000, 30_000, 62_000, 126_000, 254_000, null]);
    expect(lms.kept).toMatchObject({ state: 'paused', failure: limited });
    lms.resume();
    expect(counts(await end(lms))).toEqual(['2 invited']);
    expect(lms.again).toEqual([]);
  });

  test.each([
    ['429', 'rate-limited'],
    ['503', 'unavailable'],
  ] as const)('%s with a time: never early, and by itself after that', async (_, kind) => {
    const lms = world(job(standing(null, 2)), new Map(), { fates: [nothing({ kind, until: 90_000 })] });
    expect(await lms.run()).toMatchObject({ state: 'running', nextAttemptAt: 90_000 });
    expect(await lms.run()).toMatchObject({ state: 'running', nextAttemptAt: 90_000 });
    expect(lms.sent).toHaveLength(1);
    lms.wait();
    expect(counts(await end(lms))).toEqual(['2 invited']);
  });

  test('a year: a pause that says until when', async () => {
    const until = 365 * 24 * 3_600_000;
    const lms = world(job(standing(null, 2)), new Map(), {
      fates: [nothing({ kind: 'rate-limited', until })],
    });
    expect(await lms.run()).toMatchObject({ state: 'paused', failure: { until }, nextAttemptAt: null });
  });

  test('a day without an end: left to the person, and nobody lost', async () => {
    const HOUR = 3_600_000;
    // Told to wait an hour before each batch: never often enough in a row to be given up for that.
    const fates = Array.from({ length: 30 }, (_, hour): Fate[] => [
      nothing({ kind: 'rate-limited', until: (hour + 1) * HOUR }),
      { applied: 'all', failure: null },
    ]);
    const lms = world(job(standing(null, 60)), new Map(), { fates: fates.flat() });
    let now = await lms.run();
    for (let rounds = 0; rounds < 40 && now !== 'killed' && now.state === 'running'; rounds += 1) {
      lms.wait();
      now = await lms.run();
    }
    expect(now).toMatchObject({ state: 'paused', failure: { kind: 'too-long' }, nextAttemptAt: null });
    expect(lms.sent.length).toBeLessThanOrEqual(2 * 24 + 1);
    const { job: done, resumed } = await lms.toEnd();
    expect([counts(done), resumed, lms.again]).toEqual([['60 invited'], 1, []]);
  });

  test.each<Failure>([
    { kind: 'token-rejected', origin: ORIGIN },
    { kind: 'not-a-manager' },
    { kind: 'course-not-found', courseId: 9 },
    { kind: 'unexpected-answer', what: 'redirect' },
  ])('$kind: paused at once, nobody lost', async (failure) => {
    const lms = world(job(standing(null, 3)), new Map(), { fates: [nothing(failure)] });
    expect(await lms.run()).toMatchObject({ state: 'paused', failure });
    expect(lms.sent).toHaveLength(1);
    lms.resume();
    expect(counts(await end(lms))).toEqual(['3 invited']);
  });

  test('lists that cannot be read are read again', async () => {
    const lms = world(job(standing(null, 2)), new Map(), { reads: [offline, offline] });
    const { job: done, resumed } = await lms.toEnd();
    expect([counts(done), resumed, lms.sent.length, lms.readings]).toEqual([['2 invited'], 0, 1, 3]);
  });
});

test('cancelled: what is not sent by then is not sent, and everyone is told of', async () => {
  const lms = world(job(standing(null, 6)), new Map(), { cancelAt: 4 });
  expect(counts(await end(lms))).toEqual(['2 invited', '4 not-sent']);
  expect(lms.sent).toEqual([[2001, 2002]]);
});
