/** Wherever and however a page is zoomed or transformed, a box stands beside its own row and ticks that one. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { areaOf, boxOf, press, soon } from './boxes.ts';
import { REQUESTS, scene, shownNames, test } from './scene.ts';

const TABLE = '.SCCourseUsersTable-root';
const NAME = '.SCCourseUsersTable-avatar-wrapper > p';

/** Styles by the selector of what gets them. */
type Dress = Readonly<Record<string, string>>;

const zoomed =
  (selector: string) =>
  (zoom: number): Dress => ({ [selector]: `zoom: ${zoom}` });
const PLACES: readonly [place: string, dress: (zoom: number) => Dress][] = [
  ['html', zoomed('html')],
  ['body', zoomed('body')],
  ['a container', zoomed(TABLE)],
  ['each row', zoomed(`${TABLE} tr`)],
  [
    'html, body and a container',
    (zoom) => ({ html: `zoom: ${zoom}`, body: 'zoom: 1.25', [TABLE]: 'zoom: 0.9' }),
  ],
  ['a transform', (zoom) => ({ [TABLE]: `transform: scale(${zoom}); transform-origin: 0 0` })],
  [
    'a transform in a zoomed body',
    (zoom) => ({ body: `zoom: ${zoom}`, [TABLE]: 'transform: translate(30px, 10px) scale(0.9)' }),
  ],
];
const ZOOMS = [0.67, 0.8, 1.1, 1.5];

/** Puts the page's table into a native modal dialog, or back. */
function inDialog(page: Page, isOpen: boolean): Promise<void> {
  return page.evaluate(
    ({ open, selector }) => {
      const table = document.querySelector(selector);
      if (!table) throw new Error('there is no table');
      if (open) {
        const place = document.createElement('span');
        place.id = 'place';
        table.before(place);
        const dialog = document.body.appendChild(document.createElement('dialog'));
        dialog.style.cssText = 'margin: 20px; max-width: none; max-height: none; overflow: visible';
        dialog.append(table);
        dialog.showModal();
      } else {
        document.querySelector('#place')?.replaceWith(table);
        document.querySelector('dialog')?.remove();
      }
    },
    { open: isOpen, selector: TABLE },
  );
}

function dress(page: Page, styles: Dress): Promise<void> {
  return page.evaluate((all) => {
    const sheet =
      document.querySelector('#dress') ?? document.head.appendChild(document.createElement('style'));
    sheet.id = 'dress';
    sheet.textContent = Object.entries(all)
      .map(([selector, style]) => `${selector} { ${style} }`)
      .join('\n');
    scrollTo(0, 0);
  }, styles);
}

/** What is wrong with the boxes of the rows in view: where each stands, and which one is hit at the height of each row. */
function wrongBoxes(page: Page): Promise<string[]> {
  return page.evaluate((selector) => {
    const root = document.querySelector('rollcall-selection')?.shadowRoot;
    const wrong: string[] = [];
    let seen = 0;
    for (const name of document.querySelectorAll<HTMLElement>(selector)) {
      const label = `Select ${name.textContent?.trim()}`;
      const row = name.getBoundingClientRect();
      const middle = (row.top + row.bottom) / 2;
      if (middle < 20 || middle > innerHeight - 100) continue;
      seen += 1;
      const box = [...(root?.querySelectorAll('input') ?? [])].find(({ ariaLabel }) => ariaLabel === label);
      const at = box?.getBoundingClientRect();
      if (!at) {
        wrong.push(`${label}: no box`);
        continue;
      }
      const [x, y] = [(at.left + at.right) / 2, (at.top + at.bottom) / 2];
      if (Math.abs(y - middle) > 3) wrong.push(`${label}: ${Math.round(y - middle)} px above or below`);
      if (x > row.left || x < row.left - 130)
        wrong.push(`${label}: ${Math.round(x - row.left)} px from the name`);
      const hit = root?.elementFromPoint(x, middle);
      if (hit?.ariaLabel !== label) wrong.push(`${label}: there is ${hit?.ariaLabel ?? 'nothing'}`);
      if (Math.abs(at.width - 26) > 0.5) wrong.push(`${label}: ${at.width} px wide`);
    }
    return seen === 0 ? ['no row is in view'] : wrong;
  }, NAME);
}

test.each([
  ['in the page', false],
  ['in a modal dialog', true],
])('%s: zoom × place, each box against its row', async (_where, isModal) => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  await stage.selectPeople(page);
  if (isModal) await inDialog(page, true);
  const walked: string[] = [];
  for (const [place, dressed] of PLACES) {
    for (const zoom of ZOOMS) {
      await dress(page, dressed(zoom));
      await expect.poll(() => wrongBoxes(page), { message: `${place} at ${zoom}` }).toEqual([]);
      walked.push(`${place} at ${zoom}`);
      // A real click at the height of a row ticks that row and no other.
      const [name = ''] = await shownNames(page);
      const before = await boxOf(page, name).isChecked();
      await press(page, boxOf(page, name));
      expect(await boxOf(page, name).isChecked(), `${place} at ${zoom}`).toBe(!before);
    }
  }
  expect(walked).toHaveLength(PLACES.length * ZOOMS.length);
});

test('what is ticked at a zoom is who is reviewed', async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  const names = await shownNames(page);
  await stage.selectPeople(page);
  await dress(page, { html: 'zoom: 1.1' });
  await expect.poll(() => wrongBoxes(page)).toEqual([]);
  for (const at of [1, 4]) await press(page, boxOf(page, names[at] ?? ''));
  const review = await stage.popup(page);
  await review.getByRole('button', { name: 'Accept 2 requests' }).waitFor();
  const people = review.getByRole('list', { name: 'People' }).locator('.username');
  expect(await people.allInnerTexts()).toEqual([names[1], names[4]]);
});

test('in a frame that is zoomed, transformed and padded, with a zoom of its own inside', async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  await stage.selectPeople(page);
  await page.evaluate((selector) => {
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
    const table = document.querySelector(selector)?.cloneNode(true) as HTMLElement;
    const names = table.querySelectorAll('.SCCourseUsersTable-avatar-wrapper > p');
    for (const [at, name] of names.entries()) name.textContent = `in-frame-${at}`;
    const frame = document.createElement('iframe');
    frame.id = 'frame';
    frame.style.cssText = 'display: block; width: 640px; height: 300px; margin-left: 80px; border: 7px solid';
    frame.srcdoc = `<style>${rules.map(({ cssText }) => cssText).join('')}</style>
      <body style="padding: 20px 60px">${table.outerHTML}</body>`;
    document.querySelector('main, .MuiContainer-root, #root')?.prepend(frame);
  }, TABLE);
  const frame = page.frameLocator('#frame');
  await frame.getByText('in-frame-0').waitFor();
  for (const styles of [
    { '#frame': 'zoom: 0.8; padding: 15px' },
    { html: 'zoom: 1.1', '#frame': 'transform: scale(0.9); transform-origin: 0 0' },
  ] satisfies Dress[]) {
    await dress(page, styles);
    for (const zoom of ['1', '1.25']) {
      const html = frame.locator('html');
      await html.evaluate((root, value) => {
        root.style.zoom = value;
      }, zoom);
      for (const at of [0, 1]) {
        await html.evaluate((root, name) => {
          const row = [...root.querySelectorAll('tr')].find(({ innerText }) => innerText.includes(name));
          row?.scrollIntoView({ block: 'center' });
        }, `in-frame-${at}`);
        // Playwright itself is mistaken about where things are in such a frame: the browser says which row is clicked.
        await expect
          .poll(() => rowClickedBeside(page, `in-frame-${at}`), { message: JSON.stringify([styles, zoom]) })
          .toBe(`in-frame-${at}`);
      }
      const box = boxOf(page, 'in-frame-1');
      const before = await box.isChecked();
      await press(page, box);
      await soon(() => box.isChecked()).toBe(!before);
    }
  }
});

/** Clicks at the height of a person's box, a little to its right, and answers with the row of the frame that was hit. */
async function rowClickedBeside(page: Page, username: string): Promise<string> {
  const { x, y, width, height } = await areaOf(boxOf(page, username));
  await page.evaluate(() => {
    const inner = document.querySelector<HTMLIFrameElement>('#frame')?.contentDocument;
    if (!inner) throw new Error('there is no frame');
    inner.documentElement.dataset.clicked = '';
    inner.onclick = ({ target }) => {
      const row = (target as Element).closest('tr');
      inner.documentElement.dataset.clicked = row?.querySelector('p')?.textContent ?? 'no row';
    };
  });
  await page.mouse.click(x + width + 20, y + height / 2);
  return page.evaluate(
    () =>
      document.querySelector<HTMLIFrameElement>('#frame')?.contentDocument?.documentElement.dataset.clicked ??
      '',
  );
}
