import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { LineAccount, Plan, Taken } from '../../../lib/model/index.ts';
import { course, job, outcome, plan, standing } from '../../people.ts';
import { button, courseView, heading, jobView, popup, review, rows } from './popup-stage.tsx';

afterEach(cleanup);

const field = () => screen.findByLabelText<HTMLTextAreaElement>('Names, one a line, or a table');
const type = async (text: string) => fireEvent.input(await field(), { target: { value: text } });

function account(line: number, text: string, become: Partial<LineAccount>): LineAccount {
  const taken: Taken = { as: 'username', username: text };
  return { line, text, taken, userId: null, reason: null, ...become };
}

/** Three people of four lines, and three lines that are nobody. */
const LINES = [
  account(1, 'person_1', { userId: 1 }),
  account(3, 'ghost', { reason: 'not-found' }),
  account(4, 'a@b.org', { taken: { as: 'email', email: 'a@b.org' }, reason: 'admins-only' }),
  account(5, 'person_2', { userId: 2 }),
  account(7, 'Anna Smith', { taken: { as: 'nothing' }, reason: 'not-a-person' }),
  account(8, 'person_3', { userId: 3 }),
  account(17, 'PERSON_1', { userId: 1 }),
];
const listed: Plan = {
  ...plan([...standing('requested', 1, 1), ...standing(null, 1, 2), ...standing('joined', 1, 3)]),
  lines: LINES,
};

/** The popup with a list pasted and reviewed. */
async function reviewedList(actions: Parameters<typeof popup>[1] = {}) {
  const all = popup(courseView, { reviewList: vi.fn(async () => review(listed)), ...actions });
  fireEvent.click(await button('Paste a list'));
  await type('person_1\n\nghost');
  fireEvent.click(await button('Review 2 lines'));
  await button('Invite 1 and accept 1');
  return all;
}

describe('the review of a list', () => {
  test('has every line: who it is with where it stands, or as it was written with why it is nobody', async () => {
    await reviewedList();
    expect(rows()).toEqual([
      expect.stringMatching(/ghostline 3 · The site knows nobody by this name\.not identified/),
      expect.stringMatching(/a@b\.orgline 4 · Only administrators may look people up by this/),
      expect.stringMatching(/Anna Smithline 7 · No username/),
      expect.stringMatching(/person_1Person 1 · #1 · lines 1, 17will be accepted/),
      expect.stringMatching(/person_2Person 2 · #2 · line 5will be invited/),
      expect.stringMatching(/person_3Person 3 · #3 · line 8already a member/),
    ]);
    expect(screen.getByText('7 lines: 3 people, 1 repeated, 3 not identified')).toBeTruthy();
  });

  test('leads back to the list as it was', async () => {
    const actions = await reviewedList();
    fireEvent.click(await button('Back to the list'));
    expect((await field()).value).toBe('person_1\n\nghost');
    expect(actions.reviewList).toHaveBeenCalledOnce();
  });

  test('leads to another course with the same people, and from there back to the list for that course', async () => {
    const ten = { ...course, id: 10, name: 'Coastal Field Methods' };
    const actions = await reviewedList({
      courses: async () => [course, ten],
      reviewElsewhere: vi.fn(async () => review({ ...listed, course: ten })),
    });
    fireEvent.click(await button('Another course'));
    expect(await screen.findByText('3 people are chosen.')).toBeTruthy();
    fireEvent.click(await button(/^Coastal/));
    await heading('Coastal Field Methods');
    expect(actions.reviewElsewhere).toHaveBeenCalledExactlyOnceWith(
      { planId: listed.id, courseId: 10 },
      expect.anything(),
    );
    fireEvent.click(await button('Back to the list'));
    expect((await field()).value).toBe('person_1\n\nghost');
    fireEvent.click(await button('Review 2 lines'));
    await waitFor(() =>
      expect(actions.reviewList).toHaveBeenLastCalledWith(
        { courseId: 10, lines: expect.anything() },
        expect.anything(),
      ),
    );
  });

  test('with nobody to send leads back to the list', async () => {
    popup(courseView, { reviewList: async () => review({ ...plan([]), lines: LINES.slice(1, 3) }) });
    fireEvent.click(await button('Paste a list'));
    await type('ghost\na@b.org');
    fireEvent.click(await button('Review 2 lines'));
    const back = await button('Back to the list');
    expect(screen.getByRole('status').textContent).toBe(
      'There is nobody to invite or accept: 2 not identified.',
    );
    expect(document.activeElement).toBe(back);
    fireEvent.click(back);
    expect((await field()).value).toBe('ghost\na@b.org');
  });
});

describe('what is typed', () => {
  test('is kept at every change, and is there again', async () => {
    const actions = popup(courseView, { draft: async () => 'anna' });
    fireEvent.click(await button('Paste a list'));
    expect((await field()).value).toBe('anna');
    await type('anna\nb');
    await type('anna\nben');
    expect(actions.keepDraft).toHaveBeenLastCalledWith({ text: 'anna\nben' });
    expect((await field()).value).toBe('anna\nben');
  });

  test('stays where it is when it cannot be kept, which is said until it can be', async () => {
    const keepDraft = vi.fn(async () => null);
    keepDraft.mockRejectedValueOnce(new Error('full'));
    popup(courseView, { keepDraft });
    fireEvent.click(await button('Paste a list'));
    await type('anna');
    expect((await screen.findByRole('alert')).textContent).toMatch(/could not keep this list/);
    expect((await field()).value).toBe('anna');
    await type('anna\nben');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  test('a file that is read when the list has been left does not bring it back', async () => {
    const read = Promise.withResolvers<ArrayBuffer>();
    const file = new File(['anna'], 'a.txt');
    Object.assign(file, { arrayBuffer: () => read.promise, text: () => read.promise });
    const actions = popup(courseView);
    fireEvent.click(await button('Paste a list'));
    await field();
    const input = document.querySelector('input[type=file]');
    if (input === null) throw new Error('nothing to choose a file with');
    fireEvent.change(input, { target: { files: [file] } });
    fireEvent.click(await button('Back to the course'));
    await button('Accept all 340 requests');
    read.resolve(new TextEncoder().encode('anna').buffer as ArrayBuffer);
    await waitFor(() => expect(actions.keepDraft).toHaveBeenCalled());
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(await button('Accept all 340 requests')).toBeTruthy();
  });
});

test('a paused job of a list is started over from its lines, though the page does not show them', async () => {
  const paused = job(standing(null, 1, 1), {
    state: 'paused',
    failure: { kind: 'not-a-manager' },
    lines: LINES.slice(0, 2),
  });
  const actions = popup(jobView(paused));
  fireEvent.click(await button('Start over'));
  await waitFor(() =>
    expect(actions.reviewList).toHaveBeenCalledExactlyOnceWith(
      {
        courseId: 9,
        lines: LINES.slice(0, 2).map(({ line, text, taken }) => ({ line, text, taken })),
      },
      expect.anything(),
    ),
  );
  expect(actions.leaveJob).toHaveBeenCalledExactlyOnceWith({ jobId: paused.id });
});

test('the result of a list tells of the lines that are nobody, and Retry is about the people only', async () => {
  const outcomes = [outcome('not-confirmed', 1)];
  const done = job(standing(null, 1, 1), { state: 'done', outcomes, lines: LINES.slice(0, 2) });
  popup(jobView(done));
  expect((await screen.findByRole('status')).textContent).toBe('1 not confirmed, 1 not identified');
  expect(rows().map((row) => /line \d/.exec(row ?? '')?.[0])).toEqual([undefined, 'line 3']);
  await button('Retry 1');
});
