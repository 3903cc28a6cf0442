/** The fault table's rows about the server: what it answers, or does not, in mid-job. */
import { describe, expect, onTestFinished } from 'vitest';
import { type LoggedRequest, startLms } from '../lms/server.ts';
import { acceptAll, result, toPost } from './job-steps.ts';
import { REQUESTS, scene, sentIds, shownNames, test } from './scene.ts';

test('the server applies the batch, then resets the connection: read back as accepted and invited, not sent again', async () => {
  const stage = await scene({ waiting: 6 });
  const { lms } = stage;
  const page = await stage.visit(REQUESTS);
  const [stranger = ''] = await shownNames(page);
  lms.setRelation(9, lms.user(stranger).id, null);
  const boxes = await stage.selectPeople(page);
  for (const at of [0, 1]) await boxes.nth(at).check();
  // Chromium itself sends a POST again whose reused connection breaks.
  lms.fault(toPost({ reset: 'after' }, 2));
  const popup = await stage.popup(page);
  await popup.getByRole('button', { name: 'Invite 1 and accept 1' }).waitFor();
  lms.log.length = 0;
  await popup.getByRole('button', { name: 'Invite 1 and accept 1' }).click();
  expect(await result(popup)).toBe('1 accepted, 1 invited');
  // Rollcall reads before it sends again: whatever it had sent would stand after a read.
  const methods = lms.requests(lms.tokens.manager).map(({ method }) => method);
  expect(methods.join(' ')).toMatch(/^POST( POST)?( GET)+$/);
});

describe('429 and 503: never early', () => {
  const inSeconds = () => '2';
  const asDate = () => new Date(Date.now() + 3_000).toUTCString();
  const timeOf = (told: string, answered: LoggedRequest) =>
    /^\d+$/.test(told) ? answered.at + Number(told) * 1_000 : Date.parse(told);

  test.each<[number, string, () => string]>([
    [429, 'with a date', asDate],
    [503, 'with seconds', inSeconds],
    [503, 'with a date', asDate],
  ])('%d %s', async (status, _how, retryAfter) => {
    const stage = await scene({ waiting: 3 });
    let told = '';
    stage.lms.fault(
      toPost({
        status,
        // Asked for when it is answered, since a date is of its moment.
        get headers() {
          told = retryAfter();
          return { 'retry-after': told };
        },
      }),
    );
    const popup = await acceptAll(stage, 3);
    await popup.getByText(/Rollcall goes on by itself at \d/).waitFor();
    expect(await result(popup)).toBe('3 accepted');
    const [first, second, ...more] = stage.posts();
    if (!first || !second) throw new Error('it was not sent again');
    expect([first.status, second.status, more]).toEqual([status, 204, []]);
    expect(second.at).toBeGreaterThanOrEqual(timeOf(told, first));
  });

  test.each([429, 503])('%d without the header: later by itself, again if need be', async (status) => {
    const stage = await scene({ waiting: 3 });
    stage.lms.fault(toPost({ status }, 2));
    const popup = await acceptAll(stage, 3);
    expect(await result(popup)).toBe('3 accepted');
    expect(stage.posts().map((post) => post.status)).toEqual([status, status, 204]);
  });

  test('503 for a year: a pause that says until when, and is not cut short', async () => {
    const stage = await scene({ waiting: 3 });
    stage.lms.fault(toPost({ status: 503, headers: { 'retry-after': '31536000' } }));
    const popup = await acceptAll(stage, 3);
    await popup.getByText(/Try again after .*20\d\d/).waitFor();
    await popup.getByRole('button', { name: 'Try again' }).click();
    await popup.getByText(/goes on by itself at .*20\d\d/).waitFor();
    expect(stage.posts()).toHaveLength(1);
  });
});

describe('a redirect to another origin: that origin sees nothing, the job is paused, and it is no success', () => {
  test.each<[number, 'POST' | 'GET', string]>([
    [302, 'POST', 'invite'],
    [307, 'POST', 'invite'],
    [302, 'GET', 'users'],
    [307, 'GET', 'users'],
  ])('%d for a %s of /%s/', async (status, method, list) => {
    const stage = await scene({ waiting: 3 });
    const { lms } = stage;
    // A port of its own makes it another origin, to which the browser would let Rollcall talk.
    const other = await startLms({ waiting: 3 });
    onTestFinished(() => other.close());
    const path = `/api/v2/course/9/${list}/`;
    lms.fault({
      path,
      method,
      token: lms.tokens.manager,
      do: { status, headers: { location: other.url(path) } },
    });
    const popup = await acceptAll(stage, 3);
    await popup.getByText(/in a way Rollcall does not know/).waitFor();
    await popup.getByText(/nobody is sent twice/).waitFor();
    expect(await popup.getByRole('status').count()).toBe(0);
    expect(stage.posts().map((post) => post.status)).toEqual([method === 'POST' ? status : 204]);

    await popup.getByRole('button', { name: 'Try again' }).click();
    expect(await result(popup)).toBe('3 accepted');
    const applied = stage.posts().filter((post) => post.status === 204);
    expect(sentIds(applied)).toHaveLength(3);
    expect(other.log).toEqual([]);
  });
});
