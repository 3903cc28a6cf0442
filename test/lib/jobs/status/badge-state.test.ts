import { describe, expect, test } from 'vitest';
import { badgeState, badgeText } from '../../../../lib/jobs/status/badge-state.ts';
import type { Batch, Job } from '../../../../lib/model/index.ts';
import { job, standing } from '../../../people.ts';

const batch = (state: Batch['state'], count: number): Batch => ({
  call: 'invite',
  users: Array.from({ length: count }, (_, at) => at + 1),
  state,
  attempt: null,
  reason: null,
});
const running = (sent: number, waiting: number): Job =>
  job(standing(null, 1), { batches: [batch('sent', sent), batch('waiting', waiting)] });
const paused = job(standing(null, 1), { state: 'paused', failure: { kind: 'forbidden' } });
const done = job(standing(null, 1), { state: 'done' });

describe('what the badge is about', () => {
  test.each<[string, Job[], ReturnType<typeof badgeState>]>([
    ['nothing', [], { kind: 'nothing' }],
    ['a result', [done], { kind: 'result' }],
    ['a result that was seen', [{ ...done, seen: true }], { kind: 'nothing' }],
    ['a job that was given up', [{ ...done, state: 'left' }], { kind: 'nothing' }],
    [
      'all that run together',
      [running(200, 140), running(10, 50), done],
      { kind: 'running', handled: 210, all: 400 },
    ],
    [
      'one that waits for the person, whatever else there is',
      [running(1, 2), paused, done],
      { kind: 'paused' },
    ],
  ])('%s', (_what, jobs, state) => {
    expect(badgeState(jobs)).toEqual(state);
  });
});

describe('what it says', () => {
  test.each([
    [0, 340, '340'],
    [200, 340, '140'],
    [0, 999, '999'],
    [0, 1_000, '1k'],
    [0, 1_001, '1.1k'],
    [0, 9_850, '9.9k'],
    [0, 10_000, '10k'],
    [340, 340, '…'],
  ])('%d of %d sent: %s', (handled, all, text) => {
    expect(badgeText({ kind: 'running', handled, all })).toBe(text);
  });

  test('never more than four characters', () => {
    for (let all = 1; all <= 10_000; all += 1) {
      expect(badgeText({ kind: 'running', handled: 0, all }).length).toBeLessThanOrEqual(4);
    }
    expect([
      badgeText({ kind: 'paused' }),
      badgeText({ kind: 'result' }),
      badgeText({ kind: 'nothing' }),
    ]).toEqual(['!', '✓', '']);
  });
});
