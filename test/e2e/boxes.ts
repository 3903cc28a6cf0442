/** What a person does with the tick boxes and sees of them, for tests. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import type { Scene } from './scene.ts';

export const COURSE = '/course/9/intro-to-marine-biology/';
export const CARD = '[role=dialog] li .SCUser-root';

/** Expects something of the page in a moment: it may have to ask its server first. */
export const soon = <T>(what: () => Promise<T>) => expect.poll(what, { timeout: 8_000 });

export const boxOf = (page: Page, username: string): Locator =>
  page.locator('rollcall-selection').getByRole('checkbox', { name: `Select ${username}`, exact: true });

/** A box of the bar by its name. */
export const barButton = (page: Page, name: string | RegExp): Locator =>
  page.locator('rollcall-selection').getByRole('button', { name });

/** The count of the bar, which is what is announced. */
export const count = (page: Page): Locator => page.locator('rollcall-selection').getByRole('status');

/** Presses the mouse on the middle of what is shown, wherever that is and whatever stands over it. */
export async function press(page: Page, target: Locator): Promise<void> {
  const { x, y, width, height } = await areaOf(target);
  await page.mouse.click(x + width / 2, y + height / 2);
}

export async function areaOf(
  target: Locator,
): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await target.boundingBox();
  if (!box) throw new Error('it is not shown');
  return box;
}

/** The positions of the ticked ones among the boxes. */
export const tickedAmong = (boxes: Locator): Promise<number[]> =>
  boxes.evaluateAll((all) => all.flatMap((box, at) => ((box as HTMLInputElement).checked ? [at] : [])));

/** The names of those boxes that can be seen. */
export const shownAmong = (boxes: Locator): Promise<string[]> =>
  boxes.evaluateAll((all) =>
    all
      .filter((box) => box.checkVisibility({ opacityProperty: true }))
      .map((box) => box.ariaLabel?.replace('Select ', '') ?? ''),
  );

/** Which box has the focus, by its person; null where none has it. */
export const focusedBox = (page: Page): Promise<string | null> =>
  page.evaluate(() => {
    const focus = document.querySelector('rollcall-selection')?.shadowRoot?.activeElement;
    return focus?.ariaLabel?.replace('Select ', '') ?? null;
  });

/** The participants dialog of the course page, open and with its first cards. */
export async function participants(stage: Scene): Promise<Page> {
  const page = await stage.visit(COURSE, '.SCCourseParticipantsButton-root');
  await page.locator('.SCCourseParticipantsButton-root').click();
  await page.locator(CARD).first().waitFor();
  return page;
}

/** The usernames in the review of a page. */
export async function reviewed({ popup }: Scene, page: Page): Promise<string[]> {
  const review = await popup(page);
  const names = review.getByRole('list', { name: 'People' }).locator('.username');
  await names.first().waitFor();
  return names.allInnerTexts();
}

/** Waits until each box that can be seen stands at the height of its row and left of its name. */
export async function expectBeside(page: Page, username: string, name: Locator): Promise<void> {
  await soon(async () => {
    const [box, text] = [await boxOf(page, username).boundingBox(), await name.boundingBox()];
    if (!box || !text) return 'not shown';
    const apart = Math.abs(box.y + box.height / 2 - (text.y + text.height / 2));
    if (apart > 12) return `${apart} px above or below`;
    return box.x + box.width <= text.x + 1 && box.x > text.x - 120 ? 'beside' : `${box.x} for ${text.x}`;
  }).toBe('beside');
}
