/** Going on with jobs that waited for the person: by hand, or once what they waited for is there. */
import { failureOf } from '../model/errors.ts';
import { careFor } from '../model/failure-table.ts';
import type { JobSummary } from '../model/index.ts';
import { pausedJobs } from '../store/jobs.ts';
import { begun } from './engine/job.ts';
import { changePaused, goOn } from './queue.ts';

/** Goes on with a paused job; not before the time that the server has named. */
export async function resume(id: string): Promise<void> {
  const { origin } = await changePaused(id, ({ failure }) => {
    const until = failure !== null && 'until' in failure ? failure.until : null;
    // Whatever others did meanwhile is asked for again before anybody is sent.
    const again = { ...begun(Date.now()), lookedAt: null };
    return { ...again, failure: until === null ? null : failure, nextAttemptAt: until };
  });
  goOn(origin);
}

/** After signing in at a site: what waited for that goes on. */
export function resumeSignedIn(origin: string): Promise<void> {
  return resumePaused(
    ({ origin: at, failure }) =>
      at === origin && failure !== null && careFor(failure).job === 'needs-sign-in',
  );
}

/** After the browser has allowed to talk to more sites: what waited for that goes on; the others wait again. */
export function resumeAllowed(): Promise<void> {
  return resumePaused(({ failure }) => failure?.kind === 'access-not-granted');
}

async function resumePaused(waits: (job: JobSummary) => boolean): Promise<void> {
  for (const { id } of (await pausedJobs()).filter(waits)) {
    // One that was deleted or given up meanwhile keeps no other from going on.
    await resume(id).catch((thrown: unknown) => {
      console.error('Rollcall: a job does not go on:', failureOf(thrown).kind);
    });
  }
}
