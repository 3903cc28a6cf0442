import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Popup } from '../../components/Popup.tsx';
import type { PopupActions } from '../../components/popup-actions.ts';
import { Failed } from '../../lib/errors.ts';
import type { Failure, Job, Plan, View } from '../../lib/model.ts';
import { course, job, notes, ORIGIN, outcome, plan, standing } from '../people.ts';

afterEach(cleanup);

function popup(view: View | Failure, actions: Partial<PopupActions> = {}) {
  const all: PopupActions = {
    open: vi.fn(async () => {
      if ('kind' in view) throw new Failed(view);
      return view;
    }),
    reviewWaiting: vi.fn(async () => review(plan(standing('requested', 340)))),
    reviewList: vi.fn(async () => review(plan(standing(null, 1)))),
    reviewElsewhere: vi.fn(async () => review(plan(standing(null, 2)))),
    countWaiting: vi.fn(async () => 2),
    courses: vi.fn(async () => [course]),
    draft: vi.fn(async () => ''),
    keepDraft: vi.fn(async () => {}),
    selectPeople: vi.fn(async () => {}),
    start: vi.fn(async () => job([])),
    job: vi.fn(async () => job([])),
    resume: vi.fn(async () => job([])),
    leaveJob: vi.fn(async () => {}),
    reloadPage: vi.fn(),
    openOptions: vi.fn(),
    ...actions,
  };
  render(<Popup actions={all} />);
  return all;
}

const review = (of: Plan): View => ({ screen: 'review', plan: of });
const jobView = (of: Job): View => ({ screen: 'job', job: of });
const button = (name: string | RegExp) => screen.findByRole('button', { name });

describe('while the page is read', () => {
  test('says so', () => {
    popup(review(plan([])), { open: () => new Promise(() => {}) });
    expect(screen.getByRole('progressbar').textContent).toMatch(/Asking the site/);
  });
});

describe('a course, nobody selected', () => {
  const view: View = { screen: 'course', origin: ORIGIN, course, waiting: 340, selectable: 25, notes };

  test('with nobody waiting Select people has the focus', async () => {
    const actions = popup({ ...view, waiting: 0 });
    expect((await screen.findByRole('heading', { level: 1 })).textContent).toBe('Intro to Marine Biology');
    expect(screen.getByText('community.example.org · course 9 · Private · 26 members')).toBeTruthy();
    const select = await button('Select people');
    expect(document.activeElement).toBe(select);
    fireEvent.click(select);
    expect(actions.selectPeople).toHaveBeenCalledOnce();
  });

  test('a page without people says where to find some', async () => {
    popup({ ...view, waiting: 0, selectable: 0 });
    expect(await screen.findByText(/There are no people on this page/)).toBeTruthy();
    expect(screen.getByText('Nobody is waiting for approval.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Select people' })).toBeNull();
  });
});

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
    const done: Job = { ...running, state: 'done', outcomes: [1, 2, 3].map((id) => outcome('accepted', id)) };
    const actions = popup(review(reviewed), {
      start: vi.fn(async () => running),
      job: vi.fn(async () => done),
    });
    fireEvent.click(await button('Accept 3 requests'));
    expect(await screen.findByText('0 of 3 sent')).toBeTruthy();
    expect((await screen.findByRole('status')).textContent).toBe('3 accepted');
    expect(actions.start).toHaveBeenCalledExactlyOnceWith(reviewed.id);
    expect(actions.job).toHaveBeenCalledWith(running.id);
  });
});

describe('a job', () => {
  test('done: counts in words in the order of good to bad, those who need a look first in the list', async () => {
    const outcomes = [
      outcome('accepted', 1),
      outcome('not-confirmed', 2),
      outcome('already-member', 3),
      outcome('refused', 4, 'blocked'),
    ];
    const actions = popup(jobView(job(standing(null, 4), { state: 'done', outcomes })));
    expect((await screen.findByRole('status')).textContent).toBe(
      '1 accepted, 1 already a member, 1 refused, 1 not confirmed',
    );
    const rows = [...screen.getByRole('list', { name: 'People' }).querySelectorAll('li')].map(
      (row) => row.textContent,
    );
    expect(rows[0]).toMatch(/person_2.*not confirmed/);
    expect(rows[1]).toMatch(/person_4.*blocked.*refused/);
    fireEvent.click(await button('Review again'));
    await waitFor(() => expect(actions.leaveJob).toHaveBeenCalledOnce());
  });

  test('done, and everyone is where they should be: the page, now out of date, can be reloaded', async () => {
    const actions = popup(
      jobView(job(standing('requested', 1), { state: 'done', outcomes: [outcome('accepted', 1)] })),
    );
    const reload = await button('Reload the page');
    expect(document.activeElement).toBe(reload);
    fireEvent.click(reload);
    expect(actions.reloadPage).toHaveBeenCalledOnce();
    fireEvent.click(await button('Back to the course'));
    await waitFor(() => expect(actions.leaveJob).toHaveBeenCalledOnce());
  });

  test('paused: why, and Try again goes on with the same job', async () => {
    const paused = job(standing(null, 3), {
      state: 'paused',
      failure: { kind: 'rate-limited', until: null },
    });
    const actions = popup(jobView(paused));
    expect(await screen.findByText(/nobody is sent twice/)).toBeTruthy();
    fireEvent.click(await button('Try again'));
    await waitFor(() => expect(actions.resume).toHaveBeenCalledWith(paused.id));
  });

  test('stopped on the way: says why above what the lists show', async () => {
    const failure: Failure = { kind: 'offline', origin: ORIGIN };
    popup(
      jobView(job(standing(null, 1), { state: 'done', failure, outcomes: [outcome('not-confirmed', 1)] })),
    );
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /community\.example\.org cannot be reached/,
    );
    expect(screen.getByRole('status').textContent).toBe('1 not confirmed');
  });
});

describe('each expected failure has its own words and the button that helps', () => {
  const failures: [Failure, RegExp, string][] = [
    [{ kind: 'not-connected', origin: ORIGIN }, /not connected to community\.example\.org/, 'Connect'],
    [
      { kind: 'access-not-granted', origin: ORIGIN },
      /may not talk to community\.example\.org/,
      'Open options',
    ],
    [{ kind: 'token-rejected', origin: ORIGIN }, /does not accept this access token/, 'Open options'],
    [{ kind: 'other-account', origin: ORIGIN, username: 'cora' }, /reviewed as cora/, 'Open options'],
    [
      { kind: 'not-a-community', origin: ORIGIN },
      /community\.example\.org does not answer as/,
      'Open options',
    ],
    [{ kind: 'forbidden' }, /not allowed/, 'Try again'],
    [{ kind: 'token-not-usable' }, /not an access token/, 'Open options'],
    [{ kind: 'not-a-manager' }, /do not manage this course/, 'Try again'],
    [{ kind: 'course-not-found', courseId: 77 }, /no course 77/, 'Try again'],
    [{ kind: 'no-page-open', origin: ORIGIN }, /No page of community\.example\.org is open/, 'Try again'],
    [{ kind: 'cancelled' }, /Stopped/, 'Try again'],
    [{ kind: 'page-not-readable' }, /cannot read this page/, 'Try again'],
    [{ kind: 'offline', origin: ORIGIN }, /cannot be reached/, 'Try again'],
    [{ kind: 'rate-limited', until: null }, /asks to wait/, 'Try again'],
    [{ kind: 'server-error', status: 503 }, /error 503/, 'Try again'],
    [{ kind: 'unexpected-answer', what: 'redirect' }, /does not know/, 'Try again'],
    [{ kind: 'refused', message: 'No.' }, /refused/, 'Try again'],
    [{ kind: 'not-found' }, /does not know what was asked/, 'Try again'],
    [{ kind: 'too-many-people', most: 10_000 }, /too many people/, 'Try again'],
    [{ kind: 'review-again' }, /out of date/, 'Review again'],
    [{ kind: 'not-a-site-address' }, /not the address of a site/, 'Try again'],
    [{ kind: 'site-not-secure' }, /not secure/, 'Try again'],
    [{ kind: 'internal', what: 'TypeError' }, /made a mistake/, 'Try again'],
  ];
  test.each(failures)('%o', async (failure, words, name) => {
    const actions = popup(failure);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(words);
    expect(alert.textContent).not.toContain('$');
    fireEvent.click(await button(name));
    if (name === 'Connect' || name === 'Open options') expect(actions.openOptions).toHaveBeenCalledOnce();
    else await waitFor(() => expect(actions.open).toHaveBeenCalledTimes(2));
  });

  test('rate-limited with a time says until when', async () => {
    popup({ kind: 'rate-limited', until: new Date(new Date().setHours(12, 31, 5, 0)).getTime() });
    expect((await screen.findByRole('alert')).textContent).toMatch(/Try again after 12:31:05/);
  });
});
