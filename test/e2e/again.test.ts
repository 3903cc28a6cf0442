/** Undo, Retry, and several jobs of one community, as a person does them. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { until } from '../tools/run.ts';
import { acceptAll, HELD, result } from './job-steps.ts';
import { REQUESTS, type Scene, scene, sentIds, test, USERS } from './scene.ts';

/** Those whose name can mean nobody else: some bear a number, which may be an id. */
const plainStrangers = (lms: Scene['lms']) =>
  lms.strangers().filter(({ username }) => /^\p{L}/u.test(username));

/** Opens the popup of a page, pastes a list and starts the review of it. */
async function reviewList(popup: Page, lines: string[]): Promise<void> {
  await popup.getByRole('button', { name: 'Paste a list' }).click();
  await popup.getByLabel('Names, one a line, or a table').fill(lines.join('\n'));
  await popup.getByRole('button', { name: /^Review/ }).click();
}

test('Undo: the invitations of the job are withdrawn, those made before it stay, and the accepted are removed if ticked', async () => {
  const stage = await scene({ waiting: 3 });
  const { lms } = stage;
  const [waiting] = lms.waitingUsers();
  const [stranger, other] = plainStrangers(lms);
  const [invited] = lms.invitedUsers();
  const chosen = [waiting, stranger, other, invited].map((user) => user?.username ?? '');
  const popup = await stage.popup(await stage.visit(REQUESTS));
  await reviewList(popup, chosen);
  await popup.getByRole('button', { name: 'Invite 2 and accept 1' }).click();
  expect(await result(popup)).toBe('1 accepted, 2 invited, 1 already invited');

  await popup.getByRole('button', { name: 'Undo' }).click();
  await popup.getByRole('checkbox', { name: 'Also remove the 1 person who was accepted' }).check();
  await popup.getByRole('button', { name: 'Withdraw 2 invitations and remove 1 person' }).click();
  await popup.getByText('2 withdrawn, 1 removed').waitFor();
  const now = [waiting, stranger, other, invited].map((user) => lms.relation(9, user?.id ?? 0));
  expect(now).toEqual([null, null, null, 'invited']);
  const deleted = lms.requests(lms.tokens.manager).filter(({ method }) => method === 'DELETE');
  expect(deleted.map(({ body }) => JSON.parse(body))).toEqual([{ users: [stranger?.id, other?.id] }]);
  expect(await popup.getByRole('button', { name: 'Undo' }).count()).toBe(0);
});

test('the worker is killed while an Undo is under way: it goes on by itself, and nobody else is touched', async () => {
  const stage = await scene({ waiting: 1, strangers: 250 });
  const { lms, chromium } = stage;
  const people = plainStrangers(lms).slice(0, 150);
  const before = lms.invitedUsers().length;
  const popup = await stage.popup(await stage.visit(REQUESTS));
  await reviewList(
    popup,
    people.map(({ username }) => username),
  );
  await popup.getByRole('button', { name: 'Invite 150 people' }).click();
  expect(await result(popup)).toBe('150 invited');

  lms.fault({ path: /\/invite\/$/, method: 'DELETE', do: HELD });
  await popup.getByRole('button', { name: 'Undo' }).click();
  await popup.getByRole('button', { name: 'Withdraw 150 invitations' }).click();
  const withdrawals = () => lms.log.filter(({ method }) => method === 'DELETE');
  await until('the first withdrawal', () => withdrawals().length === 1);
  await chromium.stopWorker();
  lms.clearFaults();
  await popup.getByText('150 withdrawn').waitFor({ timeout: 45_000 });
  expect(lms.invitedUsers()).toHaveLength(before);
  // The first was done by the time the worker died, so it is not asked for again.
  expect(sentIds(withdrawals())).toHaveLength(150);
});

test('Retry: those who were left out go out in a job of their own', async () => {
  const stage = await scene({ waiting: 3 });
  const [left] = stage.lms.waitingUsers();
  stage.lms.fault({ path: /\/invite\/$/, method: 'POST', do: { skip: [left?.id ?? 0] } });
  const popup = await acceptAll(stage, 3);
  expect(await result(popup)).toBe('2 accepted, 1 not confirmed');
  await popup.getByRole('button', { name: 'Retry 1' }).click();
  await popup.getByText('1 accepted', { exact: true }).waitFor();
  expect(stage.posts().map(({ body }) => JSON.parse(body).users.length)).toEqual([3, 1]);
});

test('a second job is started while the first runs: it follows by itself, one request at a time', async () => {
  const stage = await scene({ waiting: 3 });
  const { lms, posts } = stage;
  lms.fault({ path: /\/invite\/$/, method: 'POST', do: HELD });
  const first = await acceptAll(stage, 3);
  await until('the first POST', () => posts().length === 1);
  await first.getByRole('button', { name: 'Back to the course' }).click();
  const strangers = plainStrangers(lms).slice(0, 2);
  await reviewList(
    first,
    strangers.map(({ username }) => username),
  );
  await first.getByRole('button', { name: 'Invite 2 people' }).click();
  await first.getByText('Another job for this site goes first').waitFor();
  expect(posts()).toHaveLength(1);
  const released = Date.now();
  lms.release();
  expect(await first.getByRole('status').innerText({ timeout: 20_000 })).toBe('2 invited');
  expect(posts()[1]?.at).toBeGreaterThanOrEqual(released);
  expect(lms.waitingUsers()).toEqual([]);
  // The result that was not seen yet is what the popup shows next.
  const again = await stage.popup(await stage.visit(USERS));
  expect(await again.getByRole('status').innerText()).toBe('3 accepted');
});
