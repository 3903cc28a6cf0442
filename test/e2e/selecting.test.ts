/** Every way in which a page tells whom the manager chose, read from the LMS's real front-end. */
import { describe, expect } from 'vitest';
import { reviewed } from './boxes.ts';
import { REQUESTS, scene, shownNames, test } from './scene.ts';

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
