/** What the badge of the toolbar icon says: how many are still to be sent, or that a job or a result waits for the person. */
import type { BadgeState, Job } from '../../model/index.ts';
import { progressOf } from '../engine/job.ts';

/** Of several jobs the one that waits for the person comes first, then those that run. */
export function badgeState(jobs: readonly Pick<Job, 'state' | 'seen' | 'batches'>[]): BadgeState {
  if (jobs.some(({ state }) => state === 'paused')) return { kind: 'paused' };
  const running = jobs.filter(({ state }) => state === 'running').map(progressOf);
  if (running.length > 0) {
    const sum = (numbers: number[]) => numbers.reduce((one, other) => one + other, 0);
    return {
      kind: 'running',
      handled: sum(running.map(({ handled }) => handled)),
      all: sum(running.map(({ all }) => all)),
    };
  }
  return { kind: jobs.some(({ state, seen }) => state === 'done' && !seen) ? 'result' : 'nothing' };
}

/** At most four characters, which is what a badge has room for. While the last are checked it stays, without a number. */
export function badgeText(state: BadgeState): string {
  switch (state.kind) {
    case 'paused':
      return '!';
    case 'result':
      return '✓';
    case 'nothing':
      return '';
    case 'running': {
      const left = state.all - state.handled;
      if (left === 0) return '…';
      // Rounded up, so that it never promises too little.
      return left < 1_000 ? String(left) : `${Math.ceil(left / 100) / 10}k`;
    }
  }
}
