/** Going on later: the worker may be gone by then, so the browser is asked to wake it. */
import { browser } from 'wxt/browser';
import { failureOf } from '../model/errors.ts';
import { inTime } from './in-time.ts';

/** The browser wakes a worker at the earliest after this long (Chromium's documentation of `alarms`, seen 2026-11). */
const SOONEST_ALARM_MS = 30_000;
const ALARM = 'jobs';

/**
 * Has `goOn` called at `time` (milliseconds since 1970) if the worker still lives, and the listener of `onWake` when the
 * browser can wake it. Of several times the first holds: whoever is woken looks at all jobs anew.
 */
export async function wakeAt(time: number, goOn: () => void): Promise<void> {
  const soonest = Date.now() + SOONEST_ALARM_MS;
  await alarmAt(Math.max(soonest, time));
  if (time < soonest) setTimeout(goOn, Math.max(0, time - Date.now()));
}

/** Has the listener of `onWake` called in half a minute, by whichever worker lives then: this one may be killed. */
export function wakeIfKilled(): Promise<void> {
  return alarmAt(Date.now() + SOONEST_ALARM_MS);
}

/** A job goes on without an alarm; only if the worker is killed, it waits until somebody looks. */
async function alarmAt(when: number): Promise<void> {
  const set = async () => {
    const pending = await browser.alarms.get(ALARM);
    if (pending === undefined || pending.scheduledTime > when) await browser.alarms.create(ALARM, { when });
  };
  await inTime(set(), { kind: 'internal', what: 'no alarm' }).catch((thrown: unknown) =>
    console.error('Rollcall: no alarm could be set:', failureOf(thrown).kind),
  );
}

/** To be called at once when the worker starts. */
export function onWake(listener: () => void): void {
  browser.alarms.onAlarm.addListener(({ name }) => {
    if (name === ALARM) listener();
  });
}
