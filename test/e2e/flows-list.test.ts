/** A list from somebody: pasted, chosen, dropped; each line accounted for, and exactly the right people sent. */
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { REQUESTS, type Scene, scene, sentIds, test, USERS } from './scene.ts';

const sorted = (ids: readonly number[]) => ids.toSorted((one, other) => one - other);
const rowsOf = async (list: string, popup: Page) =>
  (await popup.getByRole('list', { name: list }).getByRole('listitem').allInnerTexts()).map((row) =>
    row.split(/\s*\n\s*/),
  );

/** The list of course 9, empty. */
async function listOf(stage: Scene, path = REQUESTS): Promise<Page> {
  const popup = await stage.popup(await stage.visit(path));
  await popup.getByRole('button', { name: 'Paste a list' }).click();
  await popup.getByRole('textbox').waitFor();
  return popup;
}

test('mixed lines: what each was taken for, then who it is or why nobody, then exactly those are sent', async () => {
  const stage = await scene({ as: 'admin' });
  const { lms, posts } = stage;
  const [member, stranger, other, byMail, byLink] = [
    lms.members()[0],
    ...lms.strangers().slice(20, 24),
  ] as const;
  if (!member || !stranger || !other || !byMail || !byLink) throw new Error('too few people');
  const popup = await listOf(stage);
  const lines: [text: string, takenFor: string, end: string][] = [
    ['amara_okafor', 'username', 'will be accepted'],
    ['@li-wei_7', 'username', 'will be accepted'],
    ['мария_21', 'username', 'will be accepted'],
    ['2004', 'number: id or username', 'will be accepted'],
    ['2003', 'number: id or username', 'More than one person has this name.'],
    [`${lms.origin}/user/${byLink.id}/`, 'user id', 'will be invited'],
    [`/user/${stranger.id}/`, 'user id', 'will be invited'],
    [`${other.username}  `, 'username', 'will be invited'],
    [byMail.email, 'e-mail', 'will be invited'],
    ['nobody@example.org', 'e-mail', 'The site knows nobody by this name.'],
    ['https://elsewhere.example/user/2001/', 'link to another site', 'An address of another site.'],
    ['Maria Rossi', 'not recognised', 'No username'],
    ['nobody_of_this_name', 'username', 'The site knows nobody by this name.'],
    [member.username, 'username', 'already a member'],
    ['amara_okafor', 'username', 'will be accepted'],
  ];
  await stage.paste(popup, lines.map(([text]) => text).join('\n'));
  const taken = await rowsOf('Lines', popup);
  expect(taken.map((row) => [row[0], row.at(-1)])).toEqual(
    lines.map(([, takenFor], at) => [String(at + 1), takenFor]),
  );
  expect(
    lms.requests(lms.tokens.admin).filter(({ path }) => /account|autocomplete|match/.test(path)),
  ).toEqual([]);
  await popup.getByRole('button', { name: 'Review 15 lines' }).click();
  await popup.getByText('15 lines: 9 people, 1 repeated, 5 not identified').waitFor();
  const rows = (await rowsOf('People', popup)).map((row) => row.join(' '));
  for (const [at, [, , end]] of lines.entries()) {
    const about = rows.filter((row) => new RegExp(`lines? (\\d+, )*${at + 1}( |,|$)`).test(row));
    expect(about, `line ${at + 1}`).toHaveLength(1);
    expect(about[0]).toContain(end);
  }
  expect(posts()).toEqual([]);
  await popup.getByRole('button', { name: 'Invite 4 and accept 4' }).click();
  expect(await popup.getByRole('status').innerText()).toBe(
    '4 accepted, 4 invited, 1 already a member, 5 not identified',
  );
  const accepted = ['amara_okafor', 'li-wei_7', 'мария_21', 'user5'].map((name) => lms.user(name).id);
  expect(sorted(sentIds(posts()))).toEqual(
    sorted([...accepted, byLink.id, stranger.id, other.id, byMail.id]),
  );
});

test('F10: a list of 9,990 lines and 4.6 MB is reviewed, and is there when it is gone back to', async () => {
  const stage = await scene();
  const names = stage.lms.waitingUsers().map(({ username }) => username);
  const rest = 'as it came out of another system, with all that stands in its columns '.repeat(6);
  const lines = Array.from({ length: 9_990 }, (_, at) => `${names[at % names.length]}\t${at} ${rest}`);
  const popup = await listOf(stage);
  await stage.paste(popup, ['username\tnote', ...lines].join('\n'));
  await popup.getByRole('button', { name: 'Review 9,990 lines' }).click();
  await popup.getByText('9,990 lines: 340 people, 9,650 repeated').waitFor();
  await popup.getByRole('button', { name: 'Accept 340 requests' }).waitFor();
  await popup.reload();
  await popup.getByRole('button', { name: 'Paste a list' }).click();
  await popup.getByRole('button', { name: 'Review 9,990 lines' }).waitFor();
});

test('an e-mail is told to administrators only: said so, and the others go on', async () => {
  const stage = await scene();
  const popup = await listOf(stage);
  await stage.paste(popup, 'person2006@example.org\nuser50');
  await popup.getByRole('button', { name: 'Review 2 lines' }).click();
  await popup.getByText(/Only administrators may look people up by this/).waitFor();
  await popup.getByRole('button', { name: 'Accept 1 request' }).click();
  expect(await popup.getByRole('status').innerText()).toBe('1 accepted, 1 not identified');
  expect(sentIds(stage.posts())).toEqual([stage.lms.user('user50').id]);
});

const CSV =
  '\ufeff"Name";"Username";"E-mail"\r\n"Rossi; Maria";"m_rossi";"x@y.org"\r\n"Li ""W"" Wei";"li-wei_7";""\r\n';

describe.each([
  [
    'chosen',
    (popup: Page) =>
      popup
        .locator('input[type=file]')
        .setInputFiles({ name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from(CSV) }),
  ],
  [
    'dropped',
    async (popup: Page) => {
      const dataTransfer = await popup.evaluateHandle((text) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], 'people.csv', { type: 'text/csv' }));
        return transfer;
      }, CSV);
      const target = popup.getByRole('heading', { level: 1 });
      await target.dispatchEvent('dragover', { dataTransfer });
      await popup.getByText('Drop it to read it').waitFor();
      await target.dispatchEvent('drop', { dataTransfer });
    },
  ],
])('a table with header, quotes, semicolons and a byte order mark that is %s', (_how, give) => {
  test('is read by its column of usernames, and its people are sent', async () => {
    const stage = await scene();
    const popup = await listOf(stage, USERS);
    await give(popup);
    await popup.getByText(/^2 lines: 2 usernames; header: .*; read by the column Username$/).waitFor();
    expect(await popup.getByText('Drop it to read it').count()).toBe(0);
    await popup.getByRole('button', { name: 'Review 2 lines' }).click();
    await popup.getByRole('button', { name: 'Accept 2 requests' }).click();
    expect(await popup.getByRole('status').innerText()).toBe('2 accepted');
    const people = ['m_rossi', 'li-wei_7'].map((name) => stage.lms.user(name).id);
    expect(sorted(sentIds(stage.posts()))).toEqual(sorted(people));
  });
});

test('1,000 lines: progress, Cancel that leaves the list as it was, then every line accounted for and sent', async () => {
  const stage = await scene({ waiting: 340, strangers: 400, latencyMs: 40 });
  const { lms, posts } = stage;
  const waiting = lms.waitingUsers().slice(0, 300);
  const strangers = lms.strangers().slice(10, 310);
  const lines = [
    ...waiting.map(({ username }, at) => (at % 2 === 0 ? username : `@${username}`)),
    ...strangers.map(({ id }, at) => (at % 2 === 0 ? `${lms.origin}/user/${id}/` : `user/${id}`)),
    ...lms.members().map(({ username }) => username),
    ...waiting.slice(0, 176).map(({ username }) => username),
    ...Array.from({ length: 100 }, (_, at) => `Real Name ${at}`),
    ...Array.from({ length: 100 }, (_, at) => `unknown_person_${at}`),
  ];
  expect(lines).toHaveLength(1_000);
  const text = lines.join('\n');
  const popup = await listOf(stage);
  await stage.paste(popup, text);
  await popup.getByRole('button', { name: 'Review 1,000 lines' }).click();
  await popup.getByText(/^Asking who is who: [\d,]+ of 1,000$/).waitFor();
  await popup.getByRole('button', { name: 'Cancel' }).click();
  expect(await popup.getByRole('textbox').inputValue()).toBe(text);
  expect(posts()).toEqual([]);

  await popup.getByRole('button', { name: 'Review 1,000 lines' }).click();
  await popup.getByText('1,000 lines: 624 people, 176 repeated, 200 not identified').waitFor();
  await popup.getByRole('button', { name: 'Invite 300 and accept 300' }).click();
  await popup.getByText('300 accepted, 300 invited, 24 already members, 200 not identified').waitFor();
  expect(sorted(sentIds(posts()))).toEqual(sorted([...waiting, ...strangers].map(({ id }) => id)));
  expect(Math.max(...posts().map(({ body }) => JSON.parse(body).users.length))).toBe(100);
});

test('the list is there again after the popup was closed, and gone once it is sent', async () => {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  const first = await stage.popup(page);
  await first.getByRole('button', { name: 'Paste a list' }).click();
  await first.getByRole('textbox').waitFor();
  await stage.paste(first, 'user5\nuser50');
  await first.getByRole('button', { name: 'Review 2 lines' }).waitFor();
  await first.close();

  const second = await stage.popup(page);
  await second.getByRole('button', { name: 'Paste a list' }).click();
  expect(await second.getByRole('textbox').inputValue()).toBe('user5\nuser50');
  await second.getByRole('button', { name: 'Review 2 lines' }).click();
  await second.getByRole('button', { name: 'Accept 2 requests' }).click();
  expect(await second.getByRole('status').innerText()).toBe('2 accepted');
  await second.getByRole('button', { name: 'Back to the course' }).click();
  await second.getByRole('button', { name: 'Paste a list' }).click();
  expect(await second.getByRole('textbox').inputValue()).toBe('');
});

test('from the options, in a window of its own without a page: the list, the course, the review, the result', async () => {
  const stage = await scene();
  const { lms, chromium } = stage;
  const options = await chromium.page('options.html#lists');
  await options.getByLabel('Names, one a line, or a table').fill('user5\nuser50\nghost');
  const opened = chromium.context.waitForEvent('page');
  await options.getByRole('button', { name: 'Continue in a window of its own' }).click();
  const popup = await opened;
  await popup.getByRole('button', { name: /^Intro to Marine Biology/ }).click();
  expect(await popup.getByRole('textbox').inputValue()).toBe('user5\nuser50\nghost');
  await popup.getByRole('button', { name: 'Review 3 lines' }).click();
  await popup.getByRole('button', { name: 'Accept 2 requests' }).click();
  expect(await popup.getByRole('status').innerText()).toBe('2 accepted, 1 not identified');
  expect(sorted(sentIds(stage.posts()))).toEqual(
    sorted(['user5', 'user50'].map((name) => lms.user(name).id)),
  );
  expect(await popup.getByRole('button', { name: 'Reload the page' }).count()).toBe(0);
  await popup.getByRole('button', { name: 'Back to the course' }).click();
  await popup.getByRole('button', { name: 'Accept all 338 requests' }).waitFor();
});
