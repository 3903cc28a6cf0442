/** Every way in which a page tells whom the manager chose, read from the LMS's real front-end. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { reviewed } from './boxes.ts';
import { REQUESTS, type Scene, scene, shownNames, test } from './scene.ts';

const NAME = '.SCCourseUsersTable-avatar-wrapper > p';

describe("the page's own marks", () => {
  // The LMS has no such boxes and marks today; sites that add them do so on these rows.
  test('native check boxes that are ticked', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    await page.locator('.SCCourseUsersTable-root tbody > tr td:first-child').evaluateAll((cells) => {
      for (const [at, cell] of cells.entries()) {
        const box = document.createElement('input');
        box.type = 'checkbox';
        box.checked = at === 1 || at === 4;
        cell.prepend(box);
      }
    });
    const names = await shownNames(page);
    expect(await reviewed(stage, page)).toEqual([names[1], names[4]]);
  });

  test('rows marked aria-selected, but for one that nobody can see', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    await page.locator('.SCCourseUsersTable-root tbody > tr').evaluateAll((rows) => {
      for (const at of [0, 2, 3]) rows[at]?.setAttribute('aria-selected', 'true');
      rows[2]?.setAttribute('style', 'opacity: 0');
    });
    const names = await shownNames(page);
    expect(await reviewed(stage, page)).toEqual([names[0], names[3]]);
  });
});

test('ticks belong to their course: the page going on to another one takes them away', async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  const boxes = await stage.selectPeople(page);
  for (const at of [0, 1]) await boxes.nth(at).check();
  // As a single-page site does it: another address and other content, no new document.
  await page.evaluate((path) => {
    history.pushState(null, '', path);
    dispatchEvent(new PopStateEvent('popstate'));
  }, '/course/10/other/edit/requests');
  const popup = await stage.popup(page);
  await popup.getByText('Nobody is selected on this page').waitFor();
  expect(stage.posts()).toEqual([]);
});

describe('finding the course', () => {
  test.each([
    ['under a path prefix', `/community${REQUESTS}`],
    ['with no id in the address, from the links of the page', '/manage'],
  ])('%s', async (_where, path) => {
    const stage = await scene();
    const page = await stage.visit(path);
    const popup = await stage.popup(page);
    await popup.getByRole('heading', { name: 'Intro to Marine Biology' }).waitFor();
    await popup.getByText('340 people are waiting for approval.').waitFor();
  });
});

test('a name that nobody has stays visible, and only the others are sent', async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  await page
    .locator(NAME)
    .nth(1)
    .evaluate((name) => {
      name.textContent = 'nobody-by-this-name';
    });
  const boxes = await stage.selectPeople(page);
  for (const at of [0, 1]) await boxes.nth(at).check();
  const review = await stage.popup(page);
  await review.getByRole('button', { name: 'Accept 1 request' }).waitFor();
  await review.getByText('not identified', { exact: true }).waitFor();
  await review.getByRole('button', { name: 'Accept 1 request' }).click();
  expect(await review.getByRole('status').innerText()).toBe('1 accepted, 1 not identified');
  expect(JSON.parse(stage.posts()[0]?.body ?? '').users).toHaveLength(1);
});

/** Opens a page of the site's own making: a table or a list of people, as course 9's. */
async function visitOwn({ lms, chromium }: Scene, body: string): Promise<Page> {
  const page = await chromium.context.newPage();
  const url = lms.url('/course/9/intro-to-marine-biology/roster');
  await page.route(url, (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: `<!doctype html><h1>Roster</h1>${body}` }),
  );
  await page.goto(url);
  return page;
}

describe('nobody is left out in silence', () => {
  test('a name longer than any username: identified by its id, or counted as not identified', async () => {
    const stage = await scene();
    const [one, other, third, fourth] = stage.lms.strangers();
    if (!one || !other || !third || !fourth) throw new Error('there are too few people');
    const long = (text: string, length: number) =>
      text.repeat(Math.ceil(length / text.length)).slice(0, length);
    one.real_name = long('Maximiliana Evangelina ', 280).trim();
    other.real_name = long('Theodora Josephina ', 1_400).trim();
    const item = (id: number | string, name: string) =>
      `<li aria-selected="true"><a href="/members/${id}">${name}</a> <span>Student</span></li>`;
    const page = await visitOwn(
      stage,
      `<ul>${[
        item(one.id, one.real_name),
        // Longer than what is compared: said to be nobody, rather than somebody by a part of the name.
        item(other.id, other.real_name),
        // Beside links that tell who is meant, a text alone does not.
        item('list', third.username),
        item(fourth.id, long('Somebody Else ', 300)),
      ].join('')}</ul>`,
    );
    const review = await stage.popup(page);
    await review.getByRole('button', { name: 'Invite 1 person' }).waitFor();
    const rows = review.getByRole('list', { name: 'People' }).getByRole('listitem');
    expect(await rows.count()).toBe(4);
    expect(await rows.filter({ hasText: 'not identified' }).count()).toBe(3);
    expect(await rows.filter({ hasText: 'will be invited' }).locator('.username').innerText()).toBe(
      one.username,
    );
    await review.getByText(/3 not identified/).waitFor();
  });

  test('a box in the head ticked over 12 of 60 rows: that there may be more is said, and nothing is sent at once', async () => {
    const stage = await scene();
    const some = stage.lms.strangers().slice(0, 12);
    const rows = some.map(({ username }) => `<tr><td><input type="checkbox" checked><td>${username}`);
    const page = await visitOwn(
      stage,
      `<table><thead><tr><th><input type="checkbox" checked aria-label="Select all"><th>Username</thead>
       <tbody>${rows.join('')}</tbody></table>
       <p><b>60 selected</b> · Rows per page: 12 · 1–12 of 60 <button type="button">›</button></p>`,
    );
    const review = await stage.popup(page);
    await review.getByRole('button', { name: 'Invite 12 people' }).waitFor();
    await review.getByText(/^The page keeps only the rows on screen/).waitFor();
  });
});
