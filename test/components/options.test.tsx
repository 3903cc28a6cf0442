import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { Options, type OptionsActions } from '../../components/Options.tsx';
import { Failed } from '../../lib/errors.ts';
import type { Failure, PageRules, SiteState } from '../../lib/model.ts';
import { ORIGIN, person, site } from '../people.ts';

afterEach(cleanup);

const known = site(person(2, 'cora_manager'));

function options(actions: Partial<OptionsActions> = {}, address = '') {
  const kept: SiteState[] = [];
  const all: OptionsActions = {
    sites: vi.fn(async () => [...kept]),
    shortcuts: vi.fn(async () => [
      { name: 'Open Rollcall', keys: 'Alt+Shift+J' },
      { name: 'Invite selected to course', keys: '' },
    ]),
    openShortcuts: vi.fn(async () => {}),
    connect: vi.fn(async () => {
      kept.push(known);
      return known;
    }),
    organisation: vi.fn(async () => ({ pastedTokens: true, atOnce: 25, problems: [] })),
    signIn: vi.fn(async () => known),
    signInAgain: vi.fn(async () => known),
    signOut: vi.fn(async () => true),
    readToken: () => ({ userId: null, until: null }),
    redirectAddress: 'https://extension.example.org/',
    disconnect: vi.fn(async () => {
      kept.pop();
      return true;
    }),
    rules: vi.fn(async () => null),
    keepRules: vi.fn(async () => {}),
    tryRules: vi.fn(() => Promise.reject(new Failed({ kind: 'no-page-open', origin: ORIGIN }))),
    importList: vi.fn(async () => {}),
    atOnce: vi.fn(async () => ({ on: false, most: 25 })),
    keepAtOnce: vi.fn(async () => {}),
    ...actions,
  };
  render(<Options actions={all} address={address} />);
  return all;
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });

test('connecting asks at once with what was typed, empties the token and shows who is connected', async () => {
  const actions = options();
  type('Site address', ORIGIN);
  type('Access token', 'secret');
  press('Connect');
  expect(actions.connect).toHaveBeenCalledExactlyOnceWith(
    { address: ORIGIN, apiAddress: '', keep: false },
    'secret',
  );
  expect(await screen.findByText('Connected as cora_manager')).toBeTruthy();
  expect(field('Access token').value).toBe('');
  expect(field('Access token').type).toBe('password');
});

test('the token has left the field while the site is asked', async () => {
  options({ connect: () => new Promise(() => {}) });
  type('Access token', 'secret');
  press('Connect');
  expect(await screen.findByRole('button', { name: 'Connecting…' })).toBeTruthy();
  expect(field('Access token').value).toBe('');
});

test('the address comes filled in where the popup sent the person here', () => {
  options({}, ORIGIN);
  expect(field('Site address').value).toBe(ORIGIN);
});

test.each<[Failure, string]>([
  [{ kind: 'not-a-site-address' }, 'secret'],
  [{ kind: 'access-not-granted', origin: ORIGIN }, 'secret'],
  [{ kind: 'token-rejected', origin: ORIGIN }, ''],
  [{ kind: 'offline', origin: ORIGIN }, ''],
])('%o is said, and the token stays only where it was not used', async (failure, left) => {
  options({ connect: () => Promise.reject(new Failed(failure)) });
  type('Access token', 'secret');
  press('Connect');
  expect((await screen.findByRole('alert')).textContent).not.toBe('');
  expect(field('Access token').value).toBe(left);
});

test('a connected site can be disconnected', async () => {
  const actions = options();
  press('Connect');
  fireEvent.click(await screen.findByRole('button', { name: 'Disconnect' }));
  await waitFor(() => expect(screen.getByText('No site is connected.')).toBeTruthy());
  expect(actions.disconnect).toHaveBeenCalledWith(ORIGIN);
});

test('shortcuts are shown as the browser has them, unassigned ones too', async () => {
  options();
  expect(await screen.findByText('Alt+Shift+J')).toBeTruthy();
  expect(screen.getByText('not set')).toBeTruthy();
  expect(screen.getByText(/^Another extension, or the browser itself, has the keys/)).toBeTruthy();
});

test('the page on which the browser lets shortcuts be changed is one press away', async () => {
  const actions = options();
  press('Change shortcuts');
  expect(actions.openShortcuts).toHaveBeenCalledOnce();
});

const PAGES = 'Pages of community.example.org';
const rules: PageRules = { row: 'li.member', name: '.username', id: '', course: '' };

test('a site has its rules and a list can go to it, from when it is connected until it is disconnected', async () => {
  const actions = options();
  expect(screen.getByText('Connect a site first.')).toBeTruthy();
  expect(screen.queryByText(PAGES)).toBeNull();
  press('Connect');
  expect(await screen.findByText(PAGES)).toBeTruthy();
  expect(actions.rules).toHaveBeenCalledExactlyOnceWith(ORIGIN);
  type('Names, one a line, or a table', 'anna');
  press('Continue in a window of its own');
  expect(actions.importList).toHaveBeenCalledExactlyOnceWith(ORIGIN, 'anna');
  press('Disconnect');
  await waitFor(() => expect(screen.queryByText(PAGES)).toBeNull());
});

test('the rules kept for a site stand in its form, and what is saved there is told at once', async () => {
  const actions = options({ sites: async () => [known], rules: async () => rules });
  const form = within(await screen.findByRole('form', { name: PAGES }));
  expect(form.getByLabelText<HTMLInputElement>('Row').value).toBe('li.member');
  expect(screen.getByText('own rules')).toBeTruthy();
  fireEvent.click(form.getByRole('button', { name: 'Clear' }));
  expect(await screen.findByText('Rollcall finds people by itself')).toBeTruthy();
  expect(actions.keepRules).toHaveBeenCalledExactlyOnceWith(ORIGIN, {
    row: '',
    name: '',
    id: '',
    course: '',
  });
});

test('each site is tried with its own rules', async () => {
  const other = site(person(3), { origin: 'https://other.example.org' });
  const actions = options({
    sites: async () => [known, other],
    rules: async (origin) => (origin === ORIGIN ? rules : null),
  });
  const form = within(await screen.findByRole('form', { name: 'Pages of other.example.org' }));
  fireEvent.click(form.getByRole('button', { name: 'Try on the open page' }));
  expect(await form.findByRole('alert')).toBeTruthy();
  const none = { row: '', name: '', id: '', course: '' };
  expect(actions.tryRules).toHaveBeenCalledExactlyOnceWith(other.origin, none);
});

test('rules that cannot be read are not shown as none', async () => {
  options({
    sites: async () => [known],
    rules: () => Promise.reject(new Failed({ kind: 'internal', what: 'no answer' })),
  });
  expect((await screen.findByRole('alert')).textContent).toMatch(/Rollcall made a mistake/);
  expect(screen.queryByText(PAGES)).toBeNull();
});

test('one Site address, one Access token, one Connect, and nothing else begins like the buttons that send', async () => {
  options({ sites: async () => [known], rules: async () => rules });
  await screen.findByRole('form', { name: PAGES });
  expect(screen.getAllByLabelText('Site address', { exact: false })).toHaveLength(1);
  expect(screen.getAllByLabelText('Access token', { exact: false })).toHaveLength(1);
  const names = screen.getAllByRole('button').map((button) => button.textContent);
  expect(names.filter((name) => name === 'Connect')).toHaveLength(1);
  expect(names.filter((name) => /^(Invite|Accept)/.test(name))).toEqual([]);
});
