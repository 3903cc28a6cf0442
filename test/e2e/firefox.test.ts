/** What is Firefox's own: several highlights at once, the element under its menu, its popup. In the real browser. */
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { type PracticeLms, startLms } from '../lms/server.ts';
import { until } from '../tools/run.ts';
import { type Firefox, launchFirefox, type Point } from './harness/firefox.ts';
import { HELD, toPost } from './job-steps.ts';
import { REQUESTS, sentIds } from './scene.ts';

let lms: PracticeLms;
let firefox: Firefox;

beforeAll(async () => {
  lms = await startLms();
  firefox = await launchFirefox(inject('firefoxExtension'));
  await firefox.visitOwn('options.html');
  await firefox.type('#address', lms.origin);
  await firefox.type('#token', lms.tokens.manager);
  await firefox.press('#by-token button[type=submit]');
  await until('the site to be connected', async () => (await bodyOf('inPage')).includes('Connected as'));
});
afterAll(async () => {
  await firefox?.close();
  await lms?.close();
});

const bodyOf = (where: 'inPage' | 'inPopup') => firefox[where]<string>('return document.body.innerText');

interface ShownRow {
  username: string;
  /** The username. */
  name: { start: Point; within: Point; end: Point };
  /** The cell with the date, where nobody's name stands. */
  date: Point;
}

type Rows = [ShownRow, ShownRow, ShownRow, ShownRow, ShownRow];

/** Opens the Requests tab: its first rows, and a place beside all of them. */
async function openRequests(): Promise<{ rows: Rows; heading: Point }> {
  onTestFinished(() => firefox.closePopup());
  await firefox.visit(lms.url(REQUESTS));
  const rows = await until('the table', async () => {
    const shown = await firefox.inPage<ShownRow[]>(`
      return [...document.querySelectorAll('.SCCourseUsersTable-root tbody > tr')].flatMap((row) => {
        const name = row.querySelector('.SCCourseUsersTable-avatar-wrapper > p');
        if (!name) return [];
        const text = document.createRange();
        text.selectNodeContents(name);
        const { left, right, top, bottom } = text.getBoundingClientRect();
        const y = (top + bottom) / 2;
        const date = row.cells[1].getBoundingClientRect();
        return {
          username: name.textContent,
          name: { start: { x: left + 1, y }, within: { x: left + 20, y }, end: { x: right - 1, y } },
          date: { x: date.left + date.width / 2, y },
        };
      })`);
    return shown.length >= 5 && (shown as Rows);
  });
  const [{ date }] = rows;
  return { rows, heading: { x: date.x, y: 10 } };
}

/** The middle of what stands in our layer of the page. */
function spotOf(selector: string): Promise<Point> {
  return until(selector, () =>
    firefox.inPage<Point | null>(
      `const layer = document.querySelector('rollcall-selection')?.shadowRoot;
      const box = layer?.querySelector(arguments[0])?.getBoundingClientRect();
      return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };`,
      selector,
    ),
  );
}

/** The usernames in the popup's review, once it is there. */
async function reviewed(): Promise<string[]> {
  await until('the review', async () => /will be accepted/.test(await bodyOf('inPopup')));
  return firefox.inPopup(
    `return [...document.querySelectorAll('.people .username')].map((name) => name.textContent)`,
  );
}

const rangesOfPage = () => firefox.inPage<number>('return getSelection().rangeCount');
const posts = () => lms.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/invite/'));

test('a right-click on a row, beside the name, means that person; Enter accepts them, and nobody else', async () => {
  const { rows } = await openRequests();
  const [, , third] = rows;
  lms.log.length = 0;
  await firefox.chooseFromMenu(third.date);
  expect(await reviewed()).toEqual([third.username]);
  expect(await bodyOf('inPopup')).toContain('This is who was right-clicked.');
  await firefox.enter();
  await until('the result', async () => /1 accepted/.test(await bodyOf('inPopup')));
  expect(sentIds(posts())).toEqual([lms.user(third.username).id]);
});

test('a right-click beside all rows means nobody', async () => {
  const { heading } = await openRequests();
  await firefox.chooseFromMenu(heading);
  await until('the popup', async () => /Nobody is selected/.test(await bodyOf('inPopup')));
});

test('cells marked one by one with Ctrl are a highlight each, and mean their people', async () => {
  const { rows } = await openRequests();
  const [first, , third] = rows;
  await firefox.drag(third.name.end, third.name.within, { control: true });
  await firefox.drag(first.name.start, first.name.within, { control: true });
  expect(await rangesOfPage()).toBe(2);
  await firefox.chooseFromMenu(third.name.within);
  expect(await reviewed()).toEqual([first, third].map(({ username }) => username));
});

test('cells marked in one drag with Ctrl, from the last to the first', async () => {
  const { rows } = await openRequests();
  const [, , third, fourth, fifth] = rows;
  await firefox.drag(fifth.name.within, third.name.within, { control: true });
  expect(await rangesOfPage()).toBe(3);
  await firefox.chooseFromMenu(fourth.name.within);
  expect(await reviewed()).toEqual([third, fourth, fifth].map(({ username }) => username));
});

test('one highlight over several rows, dragged backwards', async () => {
  const { rows } = await openRequests();
  const [first, second, third] = rows;
  await firefox.drag(third.name.within, first.name.within);
  expect(await rangesOfPage()).toBe(1);
  await firefox.chooseFromMenu(second.name.within);
  expect(await reviewed()).toEqual([first, second, third].map(({ username }) => username));
});

test('tick boxes: Select people in the popup, two clicks, Review', async () => {
  const { rows } = await openRequests();
  const [first, , third] = rows;
  await firefox.openPopup();
  await until('the popup', async () => /Select people/.test(await bodyOf('inPopup')));
  await firefox.inPopup(
    `[...document.querySelectorAll('button')].find((button) => button.textContent === 'Select people').focus()`,
  );
  await firefox.enter();
  for (const { username } of [first, third])
    await firefox.click(await spotOf(`[aria-label="Select ${username}"]`));
  await firefox.click(await spotOf('button.review'));
  expect(await reviewed()).toEqual([first.username, third.username]);
});

test('F7: a page that comes out of the back/forward cache says nothing of how far a job was when it was left', async () => {
  const { rows } = await openRequests();
  const bar = () =>
    firefox.inPage<string | null>(
      `return document.querySelector('rollcall-job')?.shadowRoot.querySelector('.count').textContent ?? null`,
    );
  lms.fault(toPost(HELD));
  await firefox.chooseFromMenu(rows[2].date);
  await reviewed();
  await firefox.enter();
  await until('the bar', async () => (await bar()) === 'Rollcall: 0 of 1 sent');
  await firefox.inPage(`document.body.dataset.left = 'as it is'`);
  await firefox.closePopup();
  await firefox.visit(lms.url('/'));
  await firefox.inPage('history.back()');
  await until('the page', () => firefox.inPage<boolean>(`return document.body?.dataset.left === 'as it is'`));
  expect(await bar()).toBeNull();
  lms.release();
  await until('how it stands now', async () => (await bar()) === 'Rollcall: 1 accepted');
});
