import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { LoadingScreen } from '../../../components/popup/LoadingScreen.tsx';

afterEach(() => {
  cleanup();
  document.documentElement.lang = '';
});

const bar = () => screen.getByRole('progressbar');

test('says that the page is read as long as nobody knows how much there is', () => {
  render(<LoadingScreen progress={null} onCancel={null} />);
  expect(bar().textContent).toMatch(/^Asking the site/);
  expect(bar().getAttribute('aria-label')).toBe(bar().textContent);
  expect(screen.queryByRole('button')).toBeNull();
});

test('says how far the asking has come, to the eye and to a screen reader', () => {
  document.documentElement.lang = 'en';
  render(<LoadingScreen progress={{ done: 340, all: 1_000 }} onCancel={null} />);
  expect(screen.getByText('Asking who is who: 340 of 1,000')).toBeTruthy();
  expect(bar()).toMatchObject({ tagName: 'PROGRESS', value: 340, max: 1_000 });
  expect(bar().getAttribute('aria-label')).toBe('Asking who is who');
  expect(bar().getAttribute('aria-valuetext')).toBe('Asking who is who: 340 of 1,000');
});

test('writes numbers as the language of the page does', () => {
  document.documentElement.lang = 'de';
  render(<LoadingScreen progress={{ done: 1_340, all: 10_000 }} onCancel={null} />);
  expect(screen.getByText('Asking who is who: 1.340 of 10.000')).toBeTruthy();
});

test('nothing to ask is no broken bar', () => {
  render(<LoadingScreen progress={{ done: 0, all: 0 }} onCancel={null} />);
  expect(bar()).toMatchObject({ value: 0, max: 1 });
});

test.each([null, { done: 1, all: 2 }])('can be left', (progress) => {
  const onCancel = vi.fn();
  render(<LoadingScreen progress={progress} onCancel={onCancel} />);
  fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(onCancel).toHaveBeenCalledOnce();
});
