/**
 * Random histories of a job: the worker dies at any step, POSTs meet everything that the LMS can answer, lists cannot be
 * read, the manager cancels. Whatever happens, nobody is lost and nobody is posted again whom the LMS has.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jobOf } from '../../../lib/invite/job.ts';
import type { Failure, Relation } from '../../../lib/model.ts';
import { ORIGIN, plan, standing } from '../../people.ts';
import { type Fate, isThere, REFUSED, world } from './world.ts';

/** `npm run fuzz -- 100000` for more of them. */
const HISTORIES = Number(process.env.ROLLCALL_HISTORIES ?? 1_000);

const LOST: Failure[] = [
  { kind: 'offline', origin: ORIGIN },
  { kind: 'server-error', status: 502 },
  { kind: 'unexpected-answer', what: 'redirect' },
];
const TURNED_AWAY: Failure[] = [
  { kind: 'rate-limited', until: null },
  { kind: 'rate-limited', until: 3_000_000 },
  { kind: 'rate-limited', until: 1e12 },
  { kind: 'unavailable', until: null },
  { kind: 'token-rejected', origin: ORIGIN },
  { kind: 'too-large' },
  { kind: 'access-not-granted', origin: ORIGIN },
];

const fate: fc.Arbitrary<Fate> = fc.oneof(
  fc.record({ applied: fc.constantFrom<Fate['applied']>('all', 'but-first'), failure: fc.constant(null) }),
  fc.record({
    applied: fc.constantFrom<Fate['applied']>('all', 'but-first', 'none'),
    failure: fc.constantFrom(...LOST, REFUSED),
  }),
  fc.record({ applied: fc.constant<Fate['applied']>('none'), failure: fc.constantFrom(...TURNED_AWAY) }),
);
const read = fc.option(fc.constantFrom(...LOST, ...TURNED_AWAY.filter(({ kind }) => kind !== 'too-large')), {
  nil: null,
});

const history = fc.record({
  relations: fc.array(fc.constantFrom<Relation>(null, 'requested', 'joined', 'invited'), { maxLength: 14 }),
  batchSize: fc.integer({ min: 1, max: 5 }),
  fates: fc.array(fate, { maxLength: 8 }),
  reads: fc.array(read, { maxLength: 5 }),
  bad: fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 2 }),
  kills: fc.array(fc.record({ step: fc.integer({ min: 1, max: 40 }), after: fc.boolean() }), {
    maxLength: 5,
  }),
  cancelAt: fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
});

test('random histories: everyone has one true outcome, and nobody is posted whom the LMS has', async () => {
  const tally = { histories: 0, killed: 0, faults: 0, people: 0, lost: 0, again: 0 };
  await fc.assert(
    fc.asyncProperty(history, async ({ relations, batchSize, cancelAt, ...script }) => {
      const people = relations.flatMap((one, at) => standing(one, 1, at + 1));
      const start = jobOf(plan(people), batchSize, 0);
      const lms = world(start, new Map(relations.map((one, at) => [at + 1, one])), {
        ...script,
        ...(cancelAt === undefined ? {} : { cancelAt }),
      });
      const { job, killed } = await lms.toEnd();

      expect(lms.again).toEqual([]);
      expect(job.outcomes.map(({ person }) => person.id)).toEqual(people.map(({ person }) => person.id));
      for (const { person, kind } of job.outcomes) {
        const told = ['accepted', 'invited', 'already-member', 'already-invited'].includes(kind);
        expect(isThere(lms.relations.get(person.id)), `${person.id} ${kind}`).toBe(told);
        if (kind === 'not-sent') expect(lms.kept.cancelled).toBe(true);
        if (kind === 'not-confirmed') expect(lms.sent.flat()).toContain(person.id);
      }
      const chosen = new Set(
        job.people.filter(({ action }) => action !== 'none').map(({ person }) => person.id),
      );
      for (const id of lms.sent.flat()) expect(chosen).toContain(id);

      tally.histories += 1;
      tally.killed += killed;
      tally.faults += script.fates.length + script.reads.length;
      tally.people += people.length;
      tally.lost += people.length - job.outcomes.length;
      tally.again += lms.again.length;
    }),
    { numRuns: HISTORIES },
  );
  process.stdout.write(
    `jobs: ${tally.histories} histories, ${tally.killed} deaths of the worker, ${tally.faults} faults, ` +
      `${tally.people} people, lost: ${tally.lost}, sent twice: ${tally.again}\n`,
  );
}, 3_600_000);
