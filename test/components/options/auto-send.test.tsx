import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { AutoSend, type AutoSendActions } from '../../../components/options/AutoSend.tsx';
import { Failed } from '../../../lib/model/errors.ts';
import { ORIGIN, person, site } from '../../people.ts';

afterEach(cleanup);

const known = site(person(2, 'cora_manager'));
const other = site(person(2), { origin: 'https://other.example.org' });

function settings(change: Partial<AutoSendActions> = {}, sites = [known]) {
  const actions = {
    autoSend: vi.fn(async () => ({ on: false, most: 25 })),
    keepAutoSend: vi.fn(async () => null),
    ...change,
  };
  render(<AutoSend sites={sites} actions={actions} />);
  return actions;
}
const box = (host = 'community.example.org') =>
  screen.findByRole<HTMLInputElement>('checkbox', { name: `Send at once on ${host}` });
const helpOf = (of: HTMLInputElement) =>
  document.getElementById(of.getAttribute('aria-describedby') ?? '')?.textContent;

test('is off until it is turned on, says what it does, and is kept for that site alone', async () => {
  const actions = settings({}, [known, other]);
  const [first, second] = [await box(), await box('other.example.org')];
  expect([first.checked, second.checked]).toEqual([false, false]);
  expect(helpOf(first)).toMatch(
    /^For up to 25 people, and only from the context menu or the shortcut\..*Stop/,
  );
  fireEvent.click(first);
  expect(actions.keepAutoSend).toHaveBeenCalledExactlyOnceWith({ origin: ORIGIN, on: true });
  await waitFor(() => expect([first.checked, second.checked]).toEqual([true, false]));
  fireEvent.click(first);
  expect(actions.keepAutoSend).toHaveBeenLastCalledWith({ origin: ORIGIN, on: false });
});

test('shows what is kept', async () => {
  settings({ autoSend: async () => ({ on: true, most: 25 }) });
  expect((await box()).checked).toBe(true);
});

test('an organisation may allow fewer, or nobody', async () => {
  settings({ autoSend: async ({ origin }) => ({ on: true, most: origin === ORIGIN ? 5 : 0 }) }, [
    known,
    other,
  ]);
  expect(helpOf(await box())).toMatch(/^For up to 5 people/);
  const forbidden = await box('other.example.org');
  expect([forbidden.checked, forbidden.disabled]).toEqual([false, true]);
  expect(helpOf(forbidden)).toBe('Your organisation does not allow this.');
});

test('what could not be kept is said, and the box says what holds', async () => {
  settings({ keepAutoSend: () => Promise.reject(new Failed({ kind: 'not-kept' })) });
  const one = await box();
  fireEvent.click(one);
  expect((await screen.findByRole('alert')).textContent).toMatch(/keeps nothing more/);
  expect(one.checked).toBe(false);
});

test('with no site there is nothing to set', () => {
  settings({}, []);
  expect(document.body.textContent).toBe('');
});
