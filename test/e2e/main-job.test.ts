/** The main job on the LMS's real front-end: tick, confirm, send once, read back. */
import { describe, expect } from 'vitest';
import { HELD } from './job-steps.ts';
import { REQUESTS, scene, shownNames, test, USERS } from './scene.ts';

describe('on the Requests tab, with 340 waiting', () => {
  test('3 ticked and confirmed by keyboard are joined by one POST, and told as accepted', async () => {
    const { lms, visit, popup, selectPeople, posts } = await scene({ waiting: 340 });
    const page = await visit(REQUESTS);
    const names = await shownNames(page);
    await selectPeople(page);
    // The first box has the focus; the arrows go from box to box.
    for (const key of ['Space', 'ArrowDown', 'Space', 'ArrowDown', 'ArrowDown', 'Space'])
      await page.keyboard.press(key);
    const chosen = [names[0], names[1], names[3]].map((name) => lms.user(name ?? ''));

    const review = await popup(page);
    await review.getByRole('button', { name: 'Accept 3 requests' }).waitFor();
    expect(await review.getByRole('heading', { level: 1 }).innerText()).toBe('Intro to Marine Biology');
    expect(await review.getByRole('list', { name: 'People' }).getByRole('listitem').count()).toBe(3);
    await review.keyboard.press('Enter');

    expect(await review.getByRole('status').innerText()).toBe('3 accepted');
    expect(posts()).toHaveLength(1);
    expect(posts()[0]).toMatchObject({
      path: '/api/v2/course/9/invite/',
      body: JSON.stringify({ users: chosen.map(({ id }) => id) }),
      status: 204,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${lms.tokens.manager}` },
    });
    expect(lms.requests(lms.tokens.manager).filter(({ headers }) => headers.cookie !== undefined)).toEqual(
      [],
    );
    for (const { id } of chosen) expect(lms.relation(9, id)).toBe('joined');
    // Nothing of ours is left in the page once everyone is where they should be.
    expect(await page.locator('rollcall-selection').count()).toBe(0);
  });

  test('204, but one silently skipped: 2 accepted, 1 not confirmed', async () => {
    const { lms, visit, popup, selectPeople, posts } = await scene({ waiting: 340 });
    const page = await visit(REQUESTS);
    const names = await shownNames(page);
    const boxes = await selectPeople(page);
    for (const at of [0, 1, 2]) await boxes.nth(at).check();
    const skipped = lms.user(names[1] ?? '');
    lms.fault({ path: /\/invite\/$/, method: 'POST', do: { skip: [skipped.id] } });

    const review = await popup(page);
    await review.getByRole('button', { name: 'Accept 3 requests' }).click();
    expect(await review.getByRole('status').innerText()).toBe('2 accepted, 1 not confirmed');
    const first = review.getByRole('list', { name: 'People' }).getByRole('listitem').first();
    expect(await first.innerText()).toContain(skipped.username);
    expect(posts()).toHaveLength(1);

    // Those who need a second look stay selected; another review knows who is in.
    await review.getByRole('button', { name: 'Back to the course' }).click();
    await review.getByRole('button', { name: 'Accept 1 request' }).click();
    await review.getByText('1 accepted, 2 already members').waitFor();
    expect(posts().map(({ body }) => JSON.parse(body).users.length)).toEqual([3, 1]);
  });

  test('someone who withdrew the request meanwhile is a stranger: invited, and skipped ones are not confirmed', async () => {
    const { lms, visit, popup, selectPeople, posts } = await scene({ waiting: 340 });
    const page = await visit(REQUESTS);
    const names = await shownNames(page);
    const [one, other] = names.slice(0, 2).map((name) => lms.user(name));
    if (!one || !other) throw new Error('the page shows nobody');
    for (const { id } of [one, other]) lms.setRelation(9, id, null);
    const boxes = await selectPeople(page);
    for (const at of [0, 1]) await boxes.nth(at).check();
    lms.fault({ path: /\/invite\/$/, method: 'POST', do: { skip: [other.id] } });

    const review = await popup(page);
    await review.getByRole('button', { name: 'Invite 2 people' }).click();
    expect(await review.getByRole('status').innerText()).toBe('1 invited, 1 not confirmed');
    expect(lms.relation(9, one.id)).toBe('invited');
    expect(posts()).toHaveLength(1);
  });

  test('a mixed selection says each part, and sends those who need it in one POST', async () => {
    const { lms, visit, popup, selectPeople, posts } = await scene({ waiting: 340 });
    const page = await visit(REQUESTS);
    const [member, invited, stranger, waiting, gone] = (await shownNames(page)).map((name) => lms.user(name));
    if (!member || !invited || !stranger || !waiting || !gone) throw new Error('the page shows too few');
    lms.setRelation(9, member.id, 'joined');
    lms.setRelation(9, invited.id, 'invited');
    lms.setRelation(9, stranger.id, null);
    const boxes = await selectPeople(page);
    for (const at of [0, 1, 2, 3]) await boxes.nth(at).check();

    const review = await popup(page);
    await review.getByRole('button', { name: 'Invite 1 and accept 1' }).click();
    expect(await review.getByRole('status').innerText()).toBe(
      '1 accepted, 1 invited, 1 already a member, 1 already invited',
    );
    expect(posts().map(({ body }) => JSON.parse(body).users.toSorted())).toEqual([
      [stranger.id, waiting.id].toSorted(),
    ]);
  });
});

test('someone already a member is not sent at all', async () => {
  const { visit, popup, selectPeople, posts } = await scene();
  const page = await visit(USERS);
  const boxes = await selectPeople(page);
  await boxes.first().check();
  const review = await popup(page);
  expect(await review.getByRole('status').innerText()).toContain('1 already a member');
  expect(await review.getByRole('button', { name: /^(Invite|Accept)/ }).count()).toBe(0);
  expect(posts()).toEqual([]);
});

describe('the work goes on without the popup', () => {
  test('closed right after Enter, opened again: the result stands there', async () => {
    const { visit, popup, selectPeople, posts } = await scene({ latencyMs: 100 });
    const page = await visit(REQUESTS);
    const boxes = await selectPeople(page);
    await boxes.first().check();
    const review = await popup(page);
    await review.getByRole('button', { name: 'Accept 1 request' }).click();
    await review.getByRole('progressbar').waitFor();
    await review.close();
    expect(await (await popup(page)).getByRole('status').innerText()).toBe('1 accepted');
    expect(posts()).toHaveLength(1);
  });

  test('the worker is killed while the POST is under way: read back, not sent again', async () => {
    const { lms, chromium, visit, popup, selectPeople, posts } = await scene();
    const page = await visit(REQUESTS);
    const boxes = await selectPeople(page);
    await boxes.first().check();
    lms.fault({ path: /\/invite\/$/, method: 'POST', do: HELD });
    const review = await popup(page);
    await review.getByRole('button', { name: 'Accept 1 request' }).click();
    await expect.poll(() => posts().length).toBe(1);
    await chromium.stopWorker();
    expect(await review.getByRole('status').innerText()).toBe('1 accepted');
    expect(posts()).toHaveLength(1);
  });

  test('Enter pressed twice sends once', async () => {
    const { visit, popup, selectPeople, posts } = await scene({ latencyMs: 50 });
    const page = await visit(REQUESTS);
    const boxes = await selectPeople(page);
    await boxes.first().check();
    const review = await popup(page);
    await review.getByRole('button', { name: 'Accept 1 request' }).dblclick();
    expect(await review.getByRole('status').innerText()).toBe('1 accepted');
    expect(posts()).toHaveLength(1);
  });
});
