/** A hostile page that lures the person's own click: it comes to a tick or to the extension's own page, and to no POST. */
import { expect } from 'vitest';
import { barButton, count, expectBeside, press, soon, tickedAmong } from './boxes.ts';
import { waitForPopup } from './harness/popup.ts';
import { expectNothingCame, openedBy, selecting } from './hostile.ts';
import { test } from './scene.ts';

const NAME = '.SCCourseUsersTable-avatar-wrapper > p';

test('trust 19: a bait drawn over a box lets a click through: one tick, and nothing else', async () => {
  const { stage, page, boxes, heard } = await selecting();
  await page.evaluate(() => {
    const bait = document.body.appendChild(document.createElement('div'));
    bait.popover = 'manual';
    bait.textContent = 'Click here for a prize';
    bait.style.cssText = 'width: 100vw; height: 100vh; border: 0; background: gold; pointer-events: none';
    // After ours in the top layer, and so over it.
    bait.showPopover();
  });
  await press(page, boxes.nth(1));
  expect(await tickedAmong(boxes)).toEqual([1]);
  expect(await heard()).toEqual([]);
  await expectNothingCame(stage);
});

test('trust 19: styles, animations and clipping that the page puts on our layer change nothing of it', async () => {
  const { stage, page, boxes, names } = await selecting();
  await page.evaluate(() => {
    const dress = `position: fixed !important; inset: 50% 0 0 50% !important; opacity: 0 !important;
      transform: scale(9) !important; clip-path: inset(50%) !important; visibility: hidden !important;
      display: none !important; pointer-events: none !important; z-index: -1 !important;
      filter: opacity(0) !important; translate: 300px 300px !important; color: transparent !important;`;
    const sheet = document.head.appendChild(document.createElement('style'));
    sheet.textContent = `rollcall-selection { ${dress} } rollcall-selection * { ${dress} }
      html { opacity: 0.01; filter: blur(9px) } body { transform: translateX(0); clip-path: inset(0) }`;
    const host = document.querySelector<HTMLElement>('rollcall-selection');
    host?.setAttribute('style', dress);
    host?.animate([{ opacity: 0, translate: '500px' }], { duration: 1e9, fill: 'both' });
  });
  const style = await page.locator('rollcall-selection').evaluate((host) => {
    const { position, opacity, transform, translate, clipPath, visibility, pointerEvents } =
      getComputedStyle(host);
    return { position, opacity, transform, translate, clipPath, visibility, pointerEvents };
  });
  expect(style).toEqual({
    position: 'absolute',
    opacity: '1',
    transform: 'none',
    translate: 'none',
    clipPath: 'none',
    visibility: 'visible',
    pointerEvents: 'auto',
  });
  await page.evaluate(() => document.documentElement.setAttribute('style', 'opacity: 1; filter: none'));
  for (const [at, name] of names.entries()) await expectBeside(page, name, page.locator(NAME).nth(at));
  await press(page, boxes.nth(3));
  expect(await tickedAmong(boxes)).toEqual([3]);
  await expectNothingCame(stage);
});

test('trust 19: Select all and Review spread unseen over the page: real clicks come to our own review, which waits', async () => {
  const { stage, page, heard } = await selecting();
  const { x, y } = await page.evaluate(() => {
    const root = document.querySelector('rollcall-selection')?.shadowRoot;
    if (!root) throw new Error('there is no layer');
    // The page gets into the open root, and writes what it likes there.
    root.querySelector('style')?.remove();
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`.bar { position: fixed; inset: 0; opacity: 0 } button { display: none }
      .lure { display: block !important; position: fixed; inset: 0; width: 100vw; height: 100vh }`);
    root.adoptedStyleSheets = [sheet];
    return { x: innerWidth / 2, y: innerHeight / 2 };
  });
  /** The page enlarges one button, and the person clicks somewhere. */
  const lure = async (name: string) => {
    await page.evaluate((text) => {
      const root = document.querySelector('rollcall-selection')?.shadowRoot;
      for (const button of root?.querySelectorAll('button') ?? []) {
        button.className = button.textContent?.startsWith(text) ? 'lure' : '';
        button.disabled = false;
      }
    }, name);
    await page.mouse.click(x, y);
  };
  await lure('Review');
  const nobody = await waitForPopup(stage.chromium);
  // What lies over the rows hides them, ours too.
  await nobody.waitFor(async () => (await nobody.text()).includes('There are no people'), 'the course');
  await nobody.close();
  await lure('Select all');
  await soon(() => count(page).textContent()).toBe('6 selected');
  await lure('Review');
  const review = await waitForPopup(stage.chromium);
  await review.waitFor(async () => (await review.list('People')).length === 6, 'the review of six');
  expect(await review.button(/^Accept 6 requests$/).exists()).toBe(true);
  await review.close();
  expect(await heard()).toEqual([{ type: 'review' }, { type: 'review' }]);
  await expectNothingCame(stage);
});

test('trust 19: our layer taken away, moved, put back: it comes back with its ticks; a copy of it does nothing', async () => {
  const { stage, page, boxes, heard } = await selecting();
  await press(page, boxes.nth(1));
  for (const where of ['nowhere', 'a hidden part of the page', 'a part of the page']) {
    await page.evaluate((to) => {
      const host = document.querySelector('rollcall-selection');
      host?.remove();
      if (to === 'nowhere' || !host) return;
      const part = document.body.appendChild(document.createElement('div'));
      part.hidden = to !== 'a part of the page';
      part.append(host);
    }, where);
    await soon(() => page.locator('html > rollcall-selection').count()).toBe(1);
    expect(await tickedAmong(boxes), where).toEqual([1]);
  }
  await press(page, boxes.nth(4));
  expect(await tickedAmong(boxes)).toEqual([1, 4]);

  await page.evaluate(() => {
    const ours = document.querySelector('rollcall-selection');
    const copy = ours?.cloneNode(true) as HTMLElement;
    copy.id = 'copy';
    const root = copy.attachShadow({ mode: 'open' });
    root.append(...[...(ours?.shadowRoot?.childNodes ?? [])].map((node) => node.cloneNode(true)));
    document.documentElement.append(copy);
    copy.showPopover();
  });
  const copied = page.locator('#copy');
  await press(page, copied.getByRole('checkbox').nth(2));
  await press(page, copied.getByRole('button', { name: 'Review' }));
  await page.locator('#copy').evaluate((copy) => copy.remove());
  expect(await tickedAmong(boxes)).toEqual([1, 4]);
  expect(await heard()).toEqual([]);
  await expectNothingCame(stage);
  await press(page, barButton(page, 'Review'));
  await (await waitForPopup(stage.chromium)).close();
  expect(await heard()).toEqual([{ type: 'review' }]);
});

test("trust 19: Review itself moved out of our layer into the page's bait: a click opens our own page", async () => {
  const { stage, page, boxes, heard } = await selecting();
  await press(page, boxes.nth(0));
  await page.evaluate(() => {
    const review = document.querySelector('rollcall-selection')?.shadowRoot?.querySelector('.review');
    const bait = document.body.appendChild(document.createElement('div'));
    bait.style.cssText = 'position: fixed; z-index: 9999; top: 20px; left: 20px; background: gold';
    bait.append('A prize: ', review ?? '');
    if (review) review.id = 'bait';
  });
  await page.locator('#bait').click();
  const review = await waitForPopup(stage.chromium);
  await review.waitFor(async () => (await review.list('People')).length === 1, 'the review');
  await review.close();
  expect(await heard()).toEqual([{ type: 'review' }]);
  await expectNothingCame(stage);
});

test('trust 19: a page that takes our layer away as often as it comes stays usable, and may have its way', async () => {
  const { stage, page, boxes } = await selecting();
  await press(page, boxes.nth(1));
  const rounds = await page.evaluate(async () => {
    let taken = 0;
    const take = () => {
      const host = document.querySelector('rollcall-selection');
      // Rather than stand still for ever, the page gives up where ours would not.
      if (!host || taken > 5_000) return;
      taken += 1;
      host.remove();
    };
    const fight = new MutationObserver(take);
    fight.observe(document.documentElement, { childList: true });
    take();
    for (let frame = 0; frame < 30; frame += 1) await new Promise(requestAnimationFrame);
    fight.disconnect();
    return taken;
  });
  expect(rounds).toBeGreaterThan(1);
  expect(rounds, 'at most once a frame').toBeLessThan(40);
  await soon(() => boxes.count()).toBe(6);
  expect(await tickedAmong(boxes)).toEqual([1]);
  expect(await openedBy(stage)).toEqual([]);
  expect(stage.posts()).toEqual([]);
});
