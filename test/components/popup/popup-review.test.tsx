import { cleanup, fireEvent, screen } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { job, notes, outcome, plan, standing } from '../../people.ts';
import { button, popup, review } from './popup-stage.tsx';

afterEach(cleanup);

describe('review', () => {
  test.each([
    ['Accept 1 request', standing('requested', 1)],
    ['Accept 5 requests', standing('requested', 5)],
    ['Invite 1 person', standing(null, 1)],
    ['Invite 12 people', standing(null, 12)],
    ['Invite 12 and accept 5', [...standing(null, 12), ...standing('requested', 5, 3001)]],
  ])('the primary button reads %s, is the only such one and has the focus', async (name, identified) => {
    popup(review(plan(identified)));
    const primary = await button(name);
    expect(document.activeElement).toBe(primary);
    expect(screen.getAllByRole('button', { name: /^(Invite|Accept)/ })).toHaveLength(1);
  });

  test('F4: names the account that acts', async () => {
    popup(review(plan(standing('requested', 1))));
    await button('Accept 1 request');
    expect(screen.getByRole('banner').textContent).toMatch(/ · as cora_manager$/);
  });

  test('every person stands in People with what will happen, those left alone and not identified too', async () => {
    const identified = [
      ...standing('joined', 1, 1),
      ...standing('requested', 1, 2),
      ...standing('invited', 1, 3),
      ...standing(null, 1, 4),
    ];
    popup(review(plan(identified, [{ seen: { userId: null, username: 'ghost' }, reason: 'not-found' }])));
    const list = await screen.findByRole('list', { name: 'People' });
    const rows = [...list.querySelectorAll('li')];
    expect(
      screen.getByText('Nothing is sent for: 1 already a member, 1 already invited, 1 not identified.'),
    ).toBeTruthy();
    expect(rows.map((row) => row.textContent)).toEqual([
      expect.stringMatching(/ghost.*knows nobody by this name.*not identified/),
      expect.stringMatching(/person_2.*Person 2 · #2.*will be accepted/),
      expect.stringMatching(/person_4.*will be invited/),
      expect.stringMatching(/person_1.*already a member/),
      expect.stringMatching(/person_3.*already invited/),
    ]);
    expect(
      rows.map((row) => [
        row.ariaPosInSet ?? row.getAttribute('aria-posinset'),
        row.getAttribute('aria-setsize'),
      ]),
    ).toEqual([1, 2, 3, 4, 5].map((at) => [String(at), '5']));
  });

  test('a row that contradicts itself is told with both sides', async () => {
    const seen = { userId: null, username: 'Ana Prado' };
    const sides = { username: 'ana_p', otherId: 5002 };
    popup(review(plan(standing(null, 1), [{ seen, reason: 'contradiction', sides }])));
    const list = await screen.findByRole('list', { name: 'People' });
    expect(list.textContent).toContain(
      'The name is ana_p’s, but the number or link in this row is that of user #5002.',
    );
  });

  test('whoever waits for payment is shown so, and left alone', async () => {
    popup(review(plan([...standing('payment_waiting', 2, 1), ...standing(null, 1, 4)])));
    expect(await screen.findByText('Nothing is sent for: 2 already wait for payment.')).toBeTruthy();
    expect(screen.getAllByText('waits for payment')).toHaveLength(2);
    await button('Invite 1 person');
  });

  test.each([
    ['', /a draft\. Only its creator and its managers can see it/],
    ['secret', /is secret\. It is hidden from everybody who is not invited/],
  ])('a course with the privacy “%s” says who can see it', async (privacy, words) => {
    const planned = plan(standing(null, 1));
    popup(review({ ...planned, course: { ...planned.course, privacy } }));
    expect(await screen.findByText(words)).toBeTruthy();
  });

  test.each(['open', 'private', 'something new'])(
    'a course that is %s says nothing of it',
    async (privacy) => {
      const planned = plan(standing(null, 1));
      popup(review({ ...planned, course: { ...planned.course, privacy } }));
      await button('Invite 1 person');
      expect(screen.queryByText(/Only its creator|is secret/)).toBeNull();
    },
  );

  test('with nobody to send there is no button that sends, and the reason in numbers', async () => {
    popup(
      review(plan(standing('joined', 2), [{ seen: { userId: null, username: 'x' }, reason: 'ambiguous' }])),
    );
    expect((await screen.findByRole('status')).textContent).toMatch(
      /nobody to invite or accept: 2 already members, 1 not identified\./,
    );
    expect(screen.queryByRole('button', { name: /^(Invite|Accept)/ })).toBeNull();
  });

  test('starting names the reviewed plan, and goes over to the result', async () => {
    const reviewed = plan(standing('requested', 3));
    const running = job(standing('requested', 3));
    const outcomes = [1, 2, 3].map((id) => outcome('accepted', id));
    const done = job(standing('requested', 3), { state: 'done', outcomes });
    const actions = popup(review(reviewed), {
      start: vi.fn(async () => running),
      jobNow: vi.fn(async () => ({ job: done, ahead: 0 })),
    });
    fireEvent.click(await button('Accept 3 requests'));
    expect(await screen.findByText('0 of 3 sent')).toBeTruthy();
    expect((await screen.findByRole('status')).textContent).toBe('3 accepted');
    expect(actions.start).toHaveBeenCalledExactlyOnceWith({ planId: reviewed.id });
    expect(actions.jobNow).toHaveBeenCalledWith(running);
  });

  test('a list of thousands opens with its first rows, draws more as one gets there, and tells of all', async () => {
    popup(review(plan(standing('requested', 5_000))));
    await button('Accept 5,000 requests');
    const list = screen.getByRole('list', { name: 'People' });
    expect(list.children).toHaveLength(200);
    expect(list.lastElementChild?.getAttribute('aria-setsize')).toBe('5000');
    Object.defineProperties(list, { scrollHeight: { value: 8_800 }, clientHeight: { value: 300 } });
    fireEvent.scroll(list, { target: { scrollTop: 1_000 } });
    expect(list.children).toHaveLength(200);
    fireEvent.scroll(list, { target: { scrollTop: 8_300 } });
    expect(list.children).toHaveLength(400);
    expect(list.lastElementChild?.getAttribute('aria-posinset')).toBe('400');
  });

  test('nobody at all is said without an empty reason', async () => {
    popup(review(plan([])));
    expect((await screen.findByRole('status')).textContent).toBe('There is nobody to invite or accept.');
  });

  test.each([
    [{ hidden: 1 }, /^1 more is marked on the page, but cannot be seen there/],
    [{ loading: true }, /^The page is still loading\. These are the people who are on it by now/],
    [{ partial: true }, /^The page keeps only the rows on screen/],
    [{ pointed: 'pointed' as const }, /^This is who was right-clicked\.$/],
    [{ pointed: 'dropped' as const }, /^This is who was right-clicked\. The click took the highlight/],
    [{ otherCourse: 10 }, /^The page also has links to course 10\..*says course 9\.$/],
    [
      { pageOf: { userId: 7, username: 'henrik_dahl' } },
      /^This page is signed in as henrik_dahl, and Rollcall as cora_manager\./,
    ],
    [
      { pageOf: { userId: 7, username: null } },
      /^This page is signed in as #7, and Rollcall as cora_manager\./,
    ],
    [{ ofWaiting: 12_000 }, /^These are the first 2 of the 12,000 who wait\./],
  ])('%j is told above the people', async (note, words) => {
    popup(review({ ...plan(standing('requested', 2)), notes: { ...notes, ...note } }));
    await button('Accept 2 requests');
    const notesList = screen.getByText(words).closest('ul');
    expect(notesList?.children).toHaveLength(1);
  });

  test('with nothing to tell there are no notes', async () => {
    popup(review(plan(standing('requested', 2))));
    await button('Accept 2 requests');
    expect(screen.getAllByRole('list')).toHaveLength(1);
  });
});
