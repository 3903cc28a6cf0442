/** Everyone who waits, and people seen on one page for a course that is another one. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { openPopupByAction } from './harness/popup.ts';
import { enterUntilTaken, isFocused, tabTo } from './popup-keys.ts';
import { REQUESTS, type Scene, scene, sentIds, shownNames, test } from './scene.ts';

const GROUP = '/group/5/tide-pool-watchers/members/';
const CARD = 'li a[href^="/user/"]';
const sorted = (ids: readonly number[]) => ids.toSorted((one, other) => one - other);

describe('accepting everyone who waits', () => {
  test('340 by keyboard alone, in the real popup: to the button, Enter, a look at the list, Enter', async () => {
    const { lms, chromium, visit, posts } = await scene({ waiting: 340 });
    const everyone = lms.waitingUsers().map(({ id }) => id);
    const popup = await openPopupByAction(chromium, await visit(REQUESTS));
    await isFocused(popup, 'Select people');
    await tabTo(popup, 'Accept all 340 requests');
    await popup.press('Enter');
    await isFocused(popup, 'Accept 340 requests');
    expect((await popup.list('People'))[0]).toMatchObject({ position: 1, size: 340 });
    expect(posts()).toEqual([]);
    await enterUntilTaken(popup, 'Accept 340 requests');
    await popup.waitFor(async () => (await popup.status()) === '340 accepted', 'the result');
    expect(posts().map(({ body, status }) => [JSON.parse(body).users.length, status])).toEqual([
      [100, 204],
      [100, 204],
      [100, 204],
      [40, 204],
    ]);
    expect(sorted(sentIds(posts()))).toEqual(sorted(everyone));
    for (const id of everyone) expect(lms.relation(9, id)).toBe('joined');
    expect(lms.waitingUsers()).toEqual([]);
  });

  test('all of them, though the page shows six and the site ten at a time', async () => {
    const { lms, visit, popup, posts } = await scene({ waiting: 57, pageCap: 10 });
    const everyone = lms.waitingUsers().map(({ id }) => id);
    const page = await visit(REQUESTS);
    expect(await shownNames(page)).toHaveLength(6);
    const review = await popup(page);
    await review.getByRole('button', { name: 'Accept all 57 requests' }).click();
    await review.getByRole('button', { name: 'Accept 57 requests' }).click();
    expect(await review.getByRole('status').innerText()).toBe('57 accepted');
    expect(sorted(sentIds(posts()))).toEqual(sorted(everyone));
  });

  test('those who match a search, and nobody else', async () => {
    const { lms, visit, popup, posts } = await scene({ waiting: 340 });
    const review = await popup(await visit(REQUESTS));
    await review.getByRole('searchbox').fill('rossi');
    await review.getByRole('button', { name: 'Accept all 2 requests' }).waitFor();
    await review.keyboard.press('Enter');
    const people = review.getByRole('list', { name: 'People' }).locator('.username');
    await people.first().waitFor();
    expect((await people.allInnerTexts()).toSorted()).toEqual(['m_rossi', 'maria-rossi_88']);
    await review.getByRole('button', { name: 'Accept 2 requests' }).click();
    expect(await review.getByRole('status').innerText()).toBe('2 accepted');
    const rossi = ['m_rossi', 'maria-rossi_88'].map((name) => lms.user(name).id);
    expect(sorted(sentIds(posts()))).toEqual(sorted(rossi));
    await review.getByRole('button', { name: 'Back to the course' }).click();
    await review.getByRole('button', { name: 'Accept all 338 requests' }).waitFor();
  });

  test('given up in the midst, nothing was sent and the search is still there', async () => {
    const { visit, popup, posts } = await scene({ waiting: 340, pageCap: 10, latencyMs: 60 });
    const course = await popup(await visit(REQUESTS));
    await course.getByRole('searchbox').fill('a');
    await course.getByRole('button', { name: /^Accept all \d+ requests/ }).click();
    await course.getByText(/^Asking who is who: [1-9]\d* of \d+$/).waitFor();
    await course.getByRole('button', { name: 'Cancel' }).click();
    expect(await course.getByRole('searchbox').inputValue()).toBe('a');
    expect(posts()).toEqual([]);
  });
});

/** Ticks people of a page by name. */
async function tick(stage: Scene, page: Page, names: readonly string[]): Promise<void> {
  await stage.selectPeople(page);
  for (const name of names) {
    await page.getByRole('checkbox', { name: `Select ${name}`, exact: true }).check();
  }
}

describe('people seen here, for a course over there', () => {
  test('three ticked in a group: the course is chosen, they are reviewed for it and invited there', async () => {
    const stage = await scene();
    const { lms, posts } = stage;
    const page = await stage.visit(GROUP, CARD);
    const names = (await page.locator(`${CARD} .SCBaseItemButton-primary`).allInnerTexts()).slice(1, 4);
    const people = names.map((name) => lms.user(name.trim()));
    for (const { id } of people) lms.setRelation(10, id, null);
    await tick(
      stage,
      page,
      people.map(({ username }) => username),
    );

    const popup = await stage.popup(page);
    await popup.getByText('This page is not about one course.').waitFor();
    await popup.getByText('3 people are chosen.').waitFor();
    await popup.getByRole('button', { name: /^Coastal Field Methods/ }).click();
    await popup.getByRole('button', { name: 'Invite 3 people' }).click();
    expect(await popup.getByRole('status').innerText()).toBe('3 invited');
    expect(posts().map(({ path }) => path)).toEqual(['/api/v2/course/10/invite/']);
    expect(sorted(sentIds(posts()))).toEqual(sorted(people.map(({ id }) => id)));
    for (const { id } of people) expect(lms.relation(10, id)).toBe('invited');
  });

  test('from the review of course 9 to course 10, which is the first to choose from then on', async () => {
    const stage = await scene();
    const { lms, posts } = stage;
    const page = await stage.visit(REQUESTS);
    const people = (await shownNames(page)).slice(0, 2).map((name) => lms.user(name));
    for (const { id } of people) lms.setRelation(12, id, null);
    await tick(
      stage,
      page,
      people.map(({ username }) => username),
    );
    const popup = await stage.popup(page);
    await popup.getByRole('button', { name: 'Accept 2 requests' }).waitFor();
    await popup.getByRole('button', { name: 'Another course' }).click();
    await popup.getByRole('searchbox').fill('kelp');
    await popup.keyboard.press('Enter');
    await popup.getByRole('button', { name: 'Invite 2 people' }).click();
    expect(await popup.getByRole('status').innerText()).toBe('2 invited');
    expect(posts().map(({ path }) => path)).toEqual(['/api/v2/course/12/invite/']);
    for (const { id } of people)
      expect([lms.relation(9, id), lms.relation(12, id)]).toEqual(['requested', 'invited']);

    const elsewhere = await stage.popup(await stage.visit('/', '#root'));
    const courses = elsewhere.getByRole('list', { name: 'Courses' }).getByRole('button');
    expect(await courses.first().innerText()).toMatch(/^Kelp Forest Ecology/);
  });

  test('on a course that one does not manage: why, and one of those that one does', async () => {
    const stage = await scene();
    const popup = await stage.popup(await stage.visit('/course/11/scientific-writing/', '#root h4'));
    await popup.getByText('You do not manage this course. Choose one of yours.').waitFor();
    await popup.getByRole('button', { name: /^Intro to Marine Biology/ }).click();
    await popup.getByRole('button', { name: 'Accept all 340 requests' }).waitFor();
  });
});

describe('the course is found, and its people ticked and sent', () => {
  test.each([
    ['by the slug', '/courses/intro-to-marine-biology/edit/requests'],
    ['by the slug alone in the default route', '/course/intro-to-marine-biology/edit/requests'],
    ['in the query', '/manage?course=9&tab=requests'],
    ['in a frame', '/portal/course/9'],
    ['in a shadow root', '/widget/course/9/requests'],
  ])('%s', async (_where, path) => {
    const stage = await scene();
    const page = await stage.visit(path, path.startsWith('/portal') ? 'iframe' : 'tbody > tr p');
    const table = path.startsWith('/portal') ? page.frameLocator('iframe') : page;
    await table.locator('tbody > tr p').first().waitFor();
    const names = (await table.locator('.SCCourseUsersTable-avatar-wrapper > p').allInnerTexts()).slice(0, 2);
    await tick(
      stage,
      page,
      names.map((name) => name.trim()),
    );
    const popup = await stage.popup(page);
    await popup.getByRole('heading', { name: 'Intro to Marine Biology' }).waitFor();
    await popup.getByRole('button', { name: 'Accept 2 requests' }).click();
    expect(await popup.getByRole('status').innerText()).toBe('2 accepted');
    expect(sorted(sentIds(stage.posts()))).toEqual(
      sorted(names.map((name) => stage.lms.user(name.trim()).id)),
    );
  });
});

describe('what the page shows is told as it is', () => {
  const mark = (page: Page, change: (rows: Element[]) => void) =>
    page.locator('.SCCourseUsersTable-root tbody > tr').evaluateAll(change);

  test('the address and the links of the page disagree: the address wins, and it is said', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    await page
      .locator('.SCEditCourse-header a[href]')
      .evaluateAll((links) => links.map((a) => a.setAttribute('href', '/course/10/coastal-field-methods/')));
    const popup = await stage.popup(page);
    await popup.getByRole('heading', { name: 'Intro to Marine Biology' }).waitFor();
    await popup
      .getByText('The page also has links to course 10. Rollcall goes by the address, which says course 9.')
      .waitFor();
  });

  test('rows that nobody can see are counted and left out', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    await mark(page, (rows) => {
      for (const row of rows.slice(0, 4)) row.setAttribute('aria-selected', 'true');
      for (const row of rows.slice(2, 4)) row.setAttribute('style', 'opacity: 0');
    });
    const popup = await stage.popup(page);
    await popup.getByText(/^2 more are marked on the page, but cannot be seen there/).waitFor();
    await popup.getByRole('button', { name: 'Accept 2 requests' }).waitFor();
  });

  test('a grid that keeps only the rows on screen is said to', async () => {
    const stage = await scene();
    const page = await stage.visit(REQUESTS);
    await mark(page, (rows) => {
      rows[0]?.setAttribute('aria-selected', 'true');
      rows[0]?.closest('table')?.setAttribute('aria-rowcount', '340');
    });
    const popup = await stage.popup(page);
    await popup.getByText(/^The page keeps only the rows on screen/).waitFor();
  });
});
