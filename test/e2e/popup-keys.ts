/** What a person does in the popup with the keyboard alone, for tests. */
import { until } from '../tools/run.ts';
import type { Popup } from './harness/popup.ts';

/** Waits until the button of this name has the focus. */
export async function isFocused(popup: Popup, name: string): Promise<void> {
  await popup.waitFor(async () => (await popup.focused())?.name === name, `the focus on ${name}`);
}

/** Presses Tab until the button of this name has the focus. */
export async function tabTo(popup: Popup, name: string): Promise<void> {
  for (let stops = 0; (await popup.focused())?.name !== name; stops += 1) {
    if (stops > 30) throw new Error(`Tab does not come to ${name}`);
    await popup.press('Tab');
  }
}

/** Presses Enter on the button of this name, which has the focus, again and again until it is taken. */
export async function enterUntilTaken(popup: Popup, name: string): Promise<void> {
  await until(`Enter to press ${name}`, async () => {
    if ((await popup.focused())?.name !== name) return true;
    await popup.press('Enter');
    return false;
  });
}
