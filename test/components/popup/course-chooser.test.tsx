import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import type { ComponentProps } from 'preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { CourseChooser } from '../../../components/popup/CourseChooser.tsx';
import type { Course } from '../../../lib/model/index.ts';
import { course, ORIGIN } from '../../people.ts';

afterEach(cleanup);

const courses: Course[] = [
  course,
  { ...course, id: 12, name: 'Éducation au récif', privacy: 'open', memberCount: null },
  { ...course, id: 120, name: 'Marine Law', privacy: 'secret', memberCount: 1 },
];

function chooser(change: Partial<ComponentProps<typeof CourseChooser>> = {}) {
  const onChoose = vi.fn();
  const props = {
    courses,
    because: null,
    people: 0,
    origin: ORIGIN,
    onChoose,
    onSelectPeople: null,
    onBack: null,
    ...change,
  };
  render(<CourseChooser {...props} />);
  return onChoose;
}

const field = () => screen.getByRole<HTMLInputElement>('searchbox', { name: 'Search by name or number' });
const search = (text: string) => fireEvent.input(field(), { target: { value: text } });
const shown = () => screen.queryAllByRole('button').map(({ textContent }) => textContent);

describe('the courses', () => {
  test('stand in their order with what tells them apart, and the focus is in the search', () => {
    const onChoose = chooser();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Choose a course');
    expect(screen.getByText('community.example.org')).toBeTruthy();
    expect(document.activeElement).toBe(field());
    expect(screen.getByRole('list', { name: 'Courses' }).children).toHaveLength(3);
    expect(shown()).toEqual([
      'Intro to Marine Biologycourse 9 · Private · 26 members',
      'Éducation au récifcourse 12 · Open',
      'Marine Lawcourse 120 · Secret · 1 member',
    ]);
    fireEvent.click(screen.getByRole('button', { name: /Marine Law/ }));
    expect(onChoose).toHaveBeenCalledExactlyOnceWith(120);
  });

  test.each([
    ['marine', [9, 120]],
    ['  EDUCATION recif ', [12]],
    ['Récif', [12]],
    ['12', [12, 120]],
    ['#120', [120]],
    ['law marine', [120]],
  ])('%j finds %j', (text, ids) => {
    chooser();
    search(text);
    expect(shown().map((words) => Number(/course (\d+)/.exec(words ?? '')?.[1]))).toEqual(ids);
    expect(screen.getByRole('status').textContent).toBe(
      ids.length === 1 ? '1 course' : `${ids.length} courses`,
    );
  });

  test('Enter chooses the first that is found, and nobody where none is', () => {
    const onChoose = chooser();
    search('mar');
    fireEvent.keyDown(field(), { key: 'Enter', repeat: true });
    expect(onChoose).not.toHaveBeenCalled();
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(onChoose).toHaveBeenCalledExactlyOnceWith(9);
    search('whales');
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(onChoose).toHaveBeenCalledOnce();
    expect(screen.getByRole('status').textContent).toBe(
      'No course has “whales” in its name or as its number.',
    );
    expect(screen.queryByRole('list', { name: 'Courses' })).toBeNull();
  });

  test('the arrow keys go from the field through the courses and back', () => {
    chooser({ onBack: vi.fn() });
    const press = (key: string) => {
      const at = document.activeElement;
      if (at === null) throw new Error('the focus is lost');
      fireEvent.keyDown(at, { key });
      return document.activeElement?.textContent;
    };
    expect(press('ArrowUp')).toBe('');
    expect(press('ArrowDown')).toMatch(/^Intro/);
    expect(press('ArrowDown')).toMatch(/^Éducation/);
    expect(press('ArrowDown')).toMatch(/^Marine Law/);
    expect(press('ArrowDown')).toMatch(/^Marine Law/);
    expect(press('ArrowUp')).toMatch(/^Éducation/);
    press('ArrowUp');
    press('ArrowUp');
    expect(document.activeElement).toBe(field());
  });

  test('of very many a hundred are shown, and the others counted', () => {
    chooser({
      courses: Array.from({ length: 1_200 }, (_, at) => ({ ...course, id: at + 1, name: `C${at + 1}.` })),
    });
    expect(shown()).toHaveLength(100);
    expect(screen.getByText('and 1,100 more. Type to narrow the list down.')).toBeTruthy();
    expect(screen.getByRole('status').textContent).toBe('1,200 courses');
    search('C1200.');
    expect(shown()).toHaveLength(1);
    expect(screen.queryByText(/more\. Type/)).toBeNull();
  });
});

test('there being none says what to do', () => {
  chooser({ courses: [] });
  expect(screen.getByRole('heading', { level: 2 }).textContent).toBe(
    'You manage no course on community.example.org.',
  );
  expect(screen.getByText(/ask who created the course to make you a manager/)).toBeTruthy();
  expect(screen.queryByRole('searchbox')).toBeNull();
});

test('why, for how many people, and the way back are there only where there is one', () => {
  const onBack = vi.fn();
  chooser({ because: 'This page does not tell its course.', people: 12, onBack });
  expect(screen.getByText('This page does not tell its course.')).toBeTruthy();
  expect(screen.getByText('12 people are chosen.')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'Back' }));
  expect(onBack).toHaveBeenCalledOnce();
  cleanup();
  chooser();
  expect(screen.queryByText(/is chosen|are chosen/)).toBeNull();
  expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
});
