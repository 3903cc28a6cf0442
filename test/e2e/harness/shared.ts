/**
 * The browsers that all tests of one Vitest worker share, each started when it is first needed: one without a window, and
 * one on a screen. They live as long as the worker, which runs one test at a time.
 */
import { inject } from 'vitest';
import { type Display, startDisplay } from '../../tools/display.ts';
import { type Chromium, freshProfile, launchChromium } from './chromium.ts';
import { type Home, startHome } from './home.ts';
import { type Notes, takeNotes } from './notes.ts';
import { reset } from './reset.ts';

interface Shared {
  chromium: Chromium;
  notes: Notes;
  /** False once it was left in a state that {@link reset} could not mend, or ended. */
  usable: boolean;
}

const running = new Map<Display | undefined, Shared>();
let display: Display | undefined;
let home: Home | undefined;

/** The worker's screen with its window manager. */
export async function sharedDisplay(): Promise<Display> {
  display ??= await startDisplay();
  return display;
}

async function start(on?: Display): Promise<Shared> {
  const chromium = await launchChromium({
    extension: inject('extension'),
    profile: freshProfile(inject('grantedProfile')),
    ...(on ? { display: on } : {}),
  });
  const shared = { chromium, notes: await takeNotes(chromium), usable: true };
  chromium.context.once('close', () => {
    shared.usable = false;
  });
  running.set(on, shared);
  return shared;
}

/**
 * The worker's browser, as it was when it was started.
 * @param on the worker's screen; without it the browser has no window
 */
export async function sharedChromium(on?: Display): Promise<{ chromium: Chromium; notes: Notes }> {
  const shared = running.get(on);
  home ??= await startHome();
  if (!shared?.usable) {
    const started = await start(on);
    await started.chromium.context.pages()[0]?.goto(home.url);
    return started;
  }
  try {
    await reset(shared.chromium, home.url);
  } catch (error) {
    // This test fails, and says by what; the next one gets another browser.
    shared.usable = false;
    await shared.chromium.close();
    throw error;
  }
  // On a screen the pointer may rest on the toolbar, where it brings up tooltips.
  await on?.moveTo(on.width - 1, on.height - 1);
  shared.notes.clear();
  return shared;
}

/** Ends what was started here: once, when the worker ends. */
export async function endShared(): Promise<void> {
  for (const { chromium, usable } of running.values()) if (usable) await chromium.close();
  running.clear();
  home?.close();
  home = undefined;
  await display?.stop();
  display = undefined;
}
