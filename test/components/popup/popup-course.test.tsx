import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Failed } from '../../../lib/model/errors.ts';
import type { View } from '../../../lib/model/index.ts';
import { course, notes, plan, standing } from '../../people.ts';
import { button, courseView, heading, held, popup, review } from './popup-stage.tsx';

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const field = () => screen.findByRole<HTMLInputElement>('searchbox', { name: 'Search the requests' });
const senders = () => screen.queryAllByRole('button', { name: /^(Invite|Accept)/ });
const buttons = () => screen.getAllByRole('button').map(({ textContent }) => textContent);
const search = async (text: string) => fireEvent.input(await field(), { target: { value: text } });

describe('people are waiting', () => {
  test('Accept all is the only button that sends, has not the focus, and leads to a review of the course', async () => {
    const actions = popup(courseView);
    const all = await button('Accept all 340 requests');
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Intro to Marine Biology');
    expect(screen.getByText('community.example.org · course 9 · Private · 26 members')).toBeTruthy();
    expect(screen.getByText('340 people are waiting for approval.')).toBeTruthy();
    expect(all.className).toBe('primary');
    expect(document.activeElement?.textContent).toBe('Select people');
    expect(senders()).toEqual([all]);
    expect(buttons()).toEqual(['Accept all 340 requests', 'Select people', 'Paste a list', 'Another course']);
    fireEvent.click(all);
    await button('Accept 340 requests');
    expect(actions.reviewWaiting).toHaveBeenCalledExactlyOnceWith(
      { courseId: 9, search: '' },
      expect.anything(),
    );
    expect(actions.start).not.toHaveBeenCalled();
  });

  test('the second half of a double click presses nothing', async () => {
    const actions = popup(courseView);
    const all = await button('Accept all 340 requests');
    fireEvent.click(all, { detail: 1 });
    fireEvent.click(await button('Accept 340 requests'), { detail: 2 });
    expect(actions.start).not.toHaveBeenCalled();
    fireEvent.click(await button('Accept 340 requests'), { detail: 1 });
    await waitFor(() => expect(actions.start).toHaveBeenCalledOnce());
  });

  test.each([0, null])('with %s rows on the page nothing has the focus', async (selectable) => {
    popup({ ...courseView, selectable });
    expect((await button('Accept all 340 requests')).className).toBe('primary');
    expect(document.activeElement).toBe(document.body);
  });

  test('one is not searched for', async () => {
    popup({ ...courseView, waiting: 1 });
    expect((await button(/^Accept/)).textContent).toBe('Accept the 1 request');
    expect(screen.queryByRole('searchbox')).toBeNull();
  });
});

describe('a review was asked for, and nobody is selected', () => {
  const isForReview = async () => true;
  const words = () => [...document.querySelectorAll('.body > *')].map(({ textContent }) => textContent);

  test('that is said first; Select people has the focus, and Accept all is one button of several', async () => {
    const actions = popup(courseView, { isForReview });
    const select = await button('Select people');
    expect(words()[0]).toBe('Nobody is selected on this page');
    expect(select.className).toBe('primary');
    expect(document.activeElement).toBe(select);
    expect(buttons()).toEqual(['Select people', 'Accept all 340 requests', 'Paste a list', 'Another course']);
    expect(senders().map(({ className }) => className)).toEqual(['']);
    fireEvent.click(await button('Accept all 340 requests'));
    await button('Accept 340 requests');
    expect(actions.reviewWaiting).toHaveBeenCalledExactlyOnceWith(
      { courseId: 9, search: '' },
      expect.anything(),
    );
  });

  test.each([340, 0])('with no rows on the page and %s waiting, nothing has the focus', async (waiting) => {
    popup({ ...courseView, selectable: 0, waiting }, { isForReview });
    expect((await button('Paste a list')).className).toBe('primary');
    expect(words().slice(0, 2)).toEqual([
      'Nobody is selected on this page',
      expect.stringMatching(/^There are no people on this page/),
    ]);
    expect(document.activeElement).toBe(document.body);
  });

  test('so it is with a course that is chosen by hand then', async () => {
    popup(courseView, { isForReview });
    fireEvent.click(await button('Another course'));
    fireEvent.click(await button(/^Intro/));
    const select = await button('Select people');
    expect(document.activeElement).toBe(select);
    expect((await button(/^Accept all/)).className).toBe('');
  });
});

describe('searching among those who wait', () => {
  test('narrows the number to those who match, asked once the typing has stopped', async () => {
    const actions = popup(courseView);
    await field();
    vi.useFakeTimers();
    for (const text of ['r', 'ro', ' rossi ']) {
      await search(text);
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(senders().map(({ textContent }) => textContent)).toEqual(['Accept all matching requests']);
    expect(actions.countWaiting).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100);
    vi.useRealTimers();
    fireEvent.click(await button('Accept all 2 requests'));
    expect(actions.countWaiting).toHaveBeenCalledExactlyOnceWith({ courseId: 9, search: 'rossi' });
    expect(actions.reviewWaiting).toHaveBeenCalledExactlyOnceWith(
      { courseId: 9, search: 'rossi' },
      expect.anything(),
    );
  });

  test('an answer to what is no longer searched for is not shown', async () => {
    const { ask, asked } = held<number>();
    popup(courseView, { countWaiting: ask });
    await search('a');
    await waitFor(() => expect(asked).toHaveLength(1));
    await search('ab');
    await waitFor(() => expect(asked).toHaveLength(2));
    asked[1]?.answer(3);
    await button('Accept all 3 requests');
    asked[0]?.answer(99);
    await search('');
    await button('Accept all 340 requests');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('nobody matching says so, and can be neither pressed nor entered', async () => {
    const actions = popup(courseView, { countWaiting: async () => 0 });
    await search('xyz');
    expect(await screen.findByText('Nobody who waits matches this search.')).toBeTruthy();
    expect((await button(/^Accept/)).disabled).toBe(true);
    fireEvent.keyDown(await field(), { key: 'Enter' });
    expect(actions.reviewWaiting).not.toHaveBeenCalled();
  });

  test.each([
    ['the count is not there yet', () => new Promise<number>(() => {})],
    ['the count cannot be had', () => Promise.reject(new Failed({ kind: 'forbidden' }))],
  ])('Enter in the field reviews also while %s', async (_when, countWaiting) => {
    const actions = popup(courseView, { countWaiting: vi.fn(countWaiting) });
    await search('rossi');
    await waitFor(() => expect(actions.countWaiting).toHaveBeenCalled());
    await button('Accept all matching requests');
    fireEvent.keyDown(await field(), { key: 'Enter', repeat: true });
    expect(actions.reviewWaiting).not.toHaveBeenCalled();
    fireEvent.keyDown(await field(), { key: 'Enter' });
    expect(actions.reviewWaiting).toHaveBeenCalledExactlyOnceWith(
      { courseId: 9, search: 'rossi' },
      expect.anything(),
    );
  });

  test('the review leads back to the course as it was, with the search', async () => {
    popup(courseView);
    await search('rossi');
    fireEvent.click(await button('Accept all 2 requests'));
    fireEvent.click(await button('Back to the course'));
    expect((await field()).value).toBe('rossi');
    await button('Accept all 2 requests');
  });
});

describe('nobody is waiting', () => {
  test('Select people has the focus', async () => {
    const actions = popup({ ...courseView, waiting: 0 });
    const select = await button('Select people');
    expect(screen.getByText('Nobody is waiting for approval.')).toBeTruthy();
    expect(document.activeElement).toBe(select);
    expect(senders()).toEqual([]);
    expect(buttons()).toEqual(['Select people', 'Paste a list', 'Another course']);
    fireEvent.click(select);
    expect(actions.selectPeople).toHaveBeenCalledOnce();
  });

  test.each([
    [0, /There are no people on this page/],
    [null, /open the course on the site to select them there/],
  ])('with %s rows, Paste a list has the focus', async (selectable, words) => {
    popup({ ...courseView, waiting: 0, selectable });
    const paste = await button('Paste a list');
    expect(document.activeElement).toBe(paste);
    expect(screen.getByText(words)).toBeTruthy();
    expect(buttons()).toEqual(['Paste a list', 'Another course']);
    expect(screen.queryByRole('heading', { name: /selected/ })).toBeNull();
  });
});

test('what is to be said of the page stands there too', async () => {
  popup({ ...courseView, notes: { ...notes, hidden: 2, otherCourse: 10 } });
  await button(/^Accept all/);
  expect(screen.getByText(/^2 more are marked on the page/)).toBeTruthy();
  expect(screen.getByText(/links to course 10.*says course 9/)).toBeTruthy();
});

describe('another course', () => {
  const ten = { ...course, id: 10, name: 'Coastal Field Methods' };

  test('is chosen among those managed, and then is the one that holds', async () => {
    const actions = popup(courseView, { courses: async () => [course, ten] });
    fireEvent.click(await button('Another course'));
    await heading('Choose a course');
    fireEvent.click(await button(/^Coastal/));
    await button('Accept all 340 requests');
    expect(actions.open).toHaveBeenLastCalledWith({ courseId: 10, aside: [] }, expect.anything());
    fireEvent.click(await button('Paste a list'));
    fireEvent.click(await button('Back to the course'));
    await button('Accept all 340 requests');
    expect(actions.open).toHaveBeenCalledTimes(3);
    expect(actions.open).toHaveBeenLastCalledWith({ courseId: 10, aside: [] }, expect.anything());
  });

  test('Back leads back, and nothing was chosen', async () => {
    const actions = popup(courseView);
    fireEvent.click(await button('Another course'));
    fireEvent.click(await button('Back'));
    await button('Accept all 340 requests');
    expect(actions.open).toHaveBeenCalledOnce();
  });

  test('an answer that comes after something else was asked changes nothing', async () => {
    const { ask, asked } = held<(typeof course)[]>();
    popup(courseView, { courses: ask });
    fireEvent.click(await button('Another course'));
    fireEvent.click(await button('Accept all 340 requests'));
    await button('Accept 340 requests');
    asked[0]?.answer([course]);
    await waitFor(() => expect(screen.queryByRole('heading', { name: 'Choose a course' })).toBeNull());
    expect(await button('Accept 340 requests')).toBeTruthy();
  });
});

describe('a course has to be chosen first', () => {
  const choose: Omit<Extract<View, { screen: 'choose' }>, 'because'> = {
    screen: 'choose',
    origin: courseView.origin,
    courses: [course],
    people: 3,
  };

  test.each([
    [null, 'This page is not about one course.'],
    [{ kind: 'not-a-manager' } as const, 'You do not manage this course. Choose one of yours.'],
    [{ kind: 'course-not-found', courseId: 77 } as const, 'There is no course 77 here. Choose one of yours.'],
  ])('because of %o', async (because, words) => {
    const actions = popup(
      { ...choose, because },
      {
        open: vi.fn(async ({ courseId }) =>
          courseId === null ? { ...choose, because } : review(plan(standing(null, 3))),
        ),
      },
    );
    await heading('Choose a course');
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText('3 people are chosen.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
    fireEvent.click(await button(/^Intro/));
    await button('Invite 3 people');
    expect(actions.open).toHaveBeenLastCalledWith({ courseId: 9, aside: [] }, expect.anything());
  });

  test('with nobody chosen yet, people can be selected first', async () => {
    const actions = popup({ ...choose, people: 0, because: null });
    fireEvent.click(await button('Select people'));
    await waitFor(() => expect(actions.selectPeople).toHaveBeenCalledOnce());
    cleanup();
    popup({ ...choose, because: null });
    await heading('Choose a course');
    expect(screen.queryByRole('button', { name: 'Select people' })).toBeNull();
  });

  test('without a page there is nothing to say of it, and a list that was begun goes on', async () => {
    const actions = popup(
      { ...choose, people: 0, because: null },
      {
        reloadPage: null,
        draft: async () => 'anna\nben',
        open: vi.fn(async ({ courseId }) =>
          courseId === null ? { ...choose, people: 0, because: null } : { ...courseView, selectable: null },
        ),
      },
    );
    await heading('Choose a course');
    expect(screen.queryByText(/This page/)).toBeNull();
    expect(screen.queryByRole('button', { name: 'Select people' })).toBeNull();
    fireEvent.click(await button(/^Intro/));
    fireEvent.click(await button('Review 2 lines'));
    await button('Invite 1 person');
    expect(actions.reviewList).toHaveBeenCalledOnce();
  });
});
