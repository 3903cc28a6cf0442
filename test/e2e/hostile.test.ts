/** A hostile page against what Rollcall shows in it: its scripts can press nothing, say nothing and learn nothing. */
import { expect } from 'vitest';
import { barButton, count, press, soon, tickedAmong } from './boxes.ts';
import { waitForPopup } from './harness/popup.ts';
import { expectNothingCame, forgeEvents, hearing, openedBy, selecting } from './hostile.ts';
import { HELD, toPost } from './job-steps.ts';
import { REQUESTS, scene, sentIds, shownNames, test } from './scene.ts';

test('trust 19: no event that a script can make ticks a box or presses a button of the bar; a click of the person does', async () => {
  const { stage, page, boxes, heard } = await selecting();
  expect(await page.evaluate(forgeEvents, 'rollcall-selection')).toBe(0);
  expect(await count(page).innerText()).toBe('0 selected');
  expect(await page.locator('rollcall-selection').count()).toBe(1);
  await expectNothingCame(stage);

  await press(page, boxes.nth(1));
  expect(await tickedAmong(boxes)).toEqual([1]);
  await soon(() => count(page).innerText()).toBe('1 selected');
  // Forged once more, with somebody ticked: nobody more is ticked, and Review is not pressed.
  await page.evaluate(forgeEvents, 'rollcall-selection');
  await soon(() => count(page).innerText()).toBe('1 selected');
  await expectNothingCame(stage);
  await press(page, barButton(page, 'Review'));
  const popup = await waitForPopup(stage.chromium);
  await popup.waitFor(async () => (await popup.list('People')).length === 1, 'the one person');
  expect(await heard()).toEqual([{ type: 'review' }]);
  expect(stage.posts()).toEqual([]);
});

test("trust 19: no event that a script can make presses Show or Close of a job's bar; a click of the person does", async () => {
  const stage = await scene({ waiting: 3 });
  stage.lms.fault(toPost(HELD));
  const page = await stage.visit(REQUESTS);
  const popup = await stage.popup(page);
  await popup.getByRole('button', { name: 'Accept all 3 requests' }).click();
  await popup.getByRole('button', { name: 'Accept 3 requests' }).click();
  await popup.getByRole('progressbar').waitFor();
  await popup.close();
  await page.bringToFront();
  const bar = page.locator('rollcall-job .bar');
  await bar.waitFor();
  const heard = await hearing(stage);
  expect(await page.evaluate(forgeEvents, 'rollcall-job')).toBe(0);
  expect(await bar.count()).toBe(1);
  expect(await openedBy(stage)).toEqual([]);

  await bar.getByRole('button', { name: 'Show' }).click();
  const shown = await waitForPopup(stage.chromium);
  await shown.waitFor(async () => (await shown.text()).includes('0 of 3 sent'), 'the running job');
  expect(await heard()).toEqual([{ type: 'review' }]);
  // The one that the person confirmed before.
  expect(stage.posts()).toHaveLength(1);
});

test('trust 15: 10,000 messages in the shapes of our own wire, and as many events: nobody listens', async () => {
  const { stage, page, boxes, heard } = await selecting();
  await press(page, boxes.nth(2));
  const place = { tabId: await stage.chromium.tabId(page) };
  const said = [
    { type: 'review' },
    { type: 'start', body: { place, planId: crypto.randomUUID() } },
    { type: 'connect', body: { origin: stage.lms.origin, token: 'forged' } },
    { type: 'selectPeople', body: place },
    { name: 'open', body: { place, courseId: 10, click: null, aside: [] } },
    { value: null },
  ];
  const runtime = await page.evaluate(async (messages) => {
    const host = document.querySelector('rollcall-selection');
    const targets = [window, document, host, host?.shadowRoot, host?.shadowRoot?.querySelector('input')];
    const channel = new BroadcastChannel('rollcall');
    for (let at = 0; at < 10_000; at += 1) {
      const message = messages[at % messages.length];
      postMessage(message, '*');
      channel.postMessage(message);
      const type = ['message', 'rollcall', 'review', 'job'][at % 4] ?? '';
      const event =
        at % 2 === 0
          ? new CustomEvent(type, { detail: message ?? null })
          : new MessageEvent(type, { data: message ?? null });
      targets[at % targets.length]?.dispatchEvent(event);
    }
    // Behind all of them in the queue.
    await new Promise((done) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = done;
      port2.postMessage(null);
    });
    const { chrome, browser } = window as { chrome?: { runtime?: object }; browser?: object };
    return [typeof chrome?.runtime, typeof browser];
  }, said);
  expect(runtime).toEqual(['undefined', 'undefined']);
  await expectNothingCame(stage);
  expect(await tickedAmong(boxes)).toEqual([2]);
  await press(page, boxes.nth(4));
  expect(await tickedAmong(boxes)).toEqual([2, 4]);
  expect(await heard()).toEqual([]);
});

test('trust 20: the page can neither frame, open, load nor read a page or file of the extension', async () => {
  const { stage, page } = await selecting();
  const at = `chrome-extension://${stage.chromium.extensionId}/`;
  const addresses = ['popup.html', 'options.html', 'page-reader.js', 'manifest.json'].map(
    (file) => at + file,
  );
  const outcomes = await page.evaluate(async (all) => {
    const tell = (element: HTMLElement, address: string, attribute: string) => {
      element.setAttribute(attribute, address);
      return new Promise<string>((resolve) => {
        for (const type of ['load', 'error']) element.addEventListener(type, () => resolve(type));
        document.body.append(element);
      });
    };
    const read = (address: string) =>
      fetch(address).then(
        () => 'load',
        () => 'error',
      );
    const told: string[] = [];
    for (const address of all) {
      await tell(document.createElement('iframe'), address, 'src');
      told.push(await tell(document.createElement('script'), address, 'src'));
      told.push(await tell(document.createElement('img'), address, 'src'), await read(address));
    }
    return told;
  }, addresses);
  expect(new Set(outcomes)).toEqual(new Set(['error']));
  const frames = page.frames().filter((frame) => frame !== page.mainFrame());
  expect(frames.map((frame) => frame.url())).toEqual(addresses.map(() => 'chrome-error://chromewebdata/'));

  // By the person's own click, in the ways that a page has to open another.
  await page.evaluate(
    (popup) => {
      document.body.innerHTML = `<a target="_blank" href="${popup}">Link</a> <button>Window</button>`;
      document.querySelector('button')?.addEventListener('click', () => open(popup));
    },
    `${at}popup.html?tab=${await stage.chromium.tabId(page)}`,
  );
  for (const way of [
    page.getByRole('link', { name: 'Link' }),
    page.getByRole('button', { name: 'Window' }),
  ]) {
    const opened = stage.chromium.context.waitForEvent('page');
    await way.click();
    const other = await opened;
    await other.waitForLoadState();
    expect(other.url()).toMatch(/^chrome-error:|^about:blank/);
    await page.bringToFront();
  }
  await expectNothingCame(stage);
  // The same address opens for the person who types it.
  await stage.popup(page);
  expect(await openedBy(stage)).toHaveLength(1);
});

/** In the page: all that its own world holds, as text, and the text of our shadow roots alone. */
function everything(): { page: string; ours: string; names: string[] } {
  const hosts = [...document.querySelectorAll('*')].filter(({ localName }) =>
    localName.startsWith('rollcall-'),
  );
  const ours = hosts
    .map((host) => `${host.outerHTML}${host.shadowRoot?.innerHTML}${Reflect.ownKeys(host)}`)
    .join();
  const kept = [
    localStorage,
    sessionStorage,
    performance.getEntries(),
    history.state,
    document.cookie,
    window.name,
  ];
  const sheets = [...document.styleSheets].map(({ href }) => href);
  const prototypes = [Object, Array, Function, Promise, Node, Element, EventTarget].map(
    ({ prototype }) => prototype,
  );
  const holders = [window, document, navigator, document.documentElement, document.body, ...prototypes];
  return {
    page: `${document.documentElement.outerHTML}${JSON.stringify([kept, sheets])}${ours}`,
    ours,
    names: holders.flatMap((holder) => Reflect.ownKeys(holder).map(String)),
  };
}

test("trust 17: the person's click on the button in our own page sends once, whom they reviewed; trust 1: the page learns nothing of it", async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  await page.waitForLoadState('networkidle');
  const before = await page.evaluate(everything);
  const names = await shownNames(page);
  const boxes = await stage.selectPeople(page);
  await page.evaluate(forgeEvents, 'rollcall-selection');
  for (const at of [1, 3]) await press(page, boxes.nth(at));
  const review = await stage.popup(page);
  const accept = review.getByRole('button', { name: 'Accept 2 requests' });
  await accept.waitFor();
  // The page becomes another one under the review.
  await page.evaluate(() => {
    for (const name of document.querySelectorAll('.SCCourseUsersTable-avatar-wrapper > p'))
      name.textContent = 'mallory';
    history.replaceState(null, '', '/course/10/coastal-field-methods/edit/requests');
  });
  await page.evaluate(forgeEvents, 'rollcall-selection');
  expect(stage.posts()).toEqual([]);

  await accept.click();
  await review.getByText('2 accepted').waitFor();
  const ids = [1, 3].map((at) => stage.lms.user(names[at] ?? '').id);
  expect(sentIds(stage.posts())).toEqual(ids);
  expect(stage.posts().map(({ path }) => path)).toEqual(['/api/v2/course/9/invite/']);

  const after = await page.evaluate(everything);
  expect(after.names).toEqual(before.names);
  for (const secret of [stage.lms.tokens.manager, stage.chromium.extensionId, 'chrome-extension:'])
    expect(after.page).not.toContain(secret);
  for (const id of ids) expect(after.ours).not.toContain(String(id));
});
