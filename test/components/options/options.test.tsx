import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Failed } from '../../../lib/model/errors.ts';
import type { Failure, PageRules, SiteState } from '../../../lib/model/index.ts';
import { ORIGIN, person, site } from '../../people.ts';
import { field, known, options, press, type } from './options-stage.tsx';

afterEach(cleanup);

test('connecting asks at once with what was typed, empties the token and shows who is connected', async () => {
  const actions = await options();
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
  await options({ connect: () => new Promise(() => {}) });
  type('Access token', 'secret');
  press('Connect');
  expect(await screen.findByRole('button', { name: 'Connecting…' })).toBeTruthy();
  expect(field('Access token').value).toBe('');
});

test('the address comes filled in where the popup sent the person here', async () => {
  await options({}, { address: ORIGIN });
  expect(field('Site address').value).toBe(ORIGIN);
});

test.each<[Failure, string]>([
  [{ kind: 'not-a-site-address' }, 'secret'],
  [{ kind: 'access-not-granted', origin: ORIGIN }, 'secret'],
  [{ kind: 'token-rejected', origin: ORIGIN }, ''],
  [{ kind: 'offline', origin: ORIGIN }, ''],
])('%o is said, and the token stays only where it was not used', async (failure, left) => {
  await options({ connect: () => Promise.reject(new Failed(failure)) });
  type('Access token', 'secret');
  press('Connect');
  expect((await screen.findByRole('alert')).textContent).not.toBe('');
  expect(field('Access token').value).toBe(left);
});

test('a connected site can be disconnected', async () => {
  const actions = await options();
  press('Connect');
  fireEvent.click(await screen.findByRole('button', { name: 'Disconnect' }));
  expect(await screen.findByText(/^No site is connected yet/)).toBeTruthy();
  expect(actions.disconnect).toHaveBeenCalledWith({ origin: ORIGIN });
});

test('shortcuts are shown as the browser has them, unassigned ones too', async () => {
  await options({}, { section: 'pages' });
  expect(await screen.findByText('Alt+Shift+J')).toBeTruthy();
  expect(screen.getByText('not set')).toBeTruthy();
  expect(screen.getByText(/^Another extension, or the browser itself, has the keys/)).toBeTruthy();
});

test('F17, F20: where Rollcall has no button is said, and what to do there', async () => {
  await options({}, { section: 'pages' });
  expect(await screen.findByText(/window without a toolbar.*open Rollcall in a tab/)).toBeTruthy();
  expect(
    screen.getByText(/not in private windows.*never remember history.*choose Remember history/),
  ).toBeTruthy();
});

test('the page on which the browser lets shortcuts be changed is one press away', async () => {
  const actions = await options({}, { section: 'pages' });
  press('Change shortcuts');
  expect(actions.openShortcuts).toHaveBeenCalledOnce();
});

const PAGES = 'Pages of community.example.org';
const rules: PageRules = { row: 'li.member', name: '.username', id: '', course: '' };

test('the rules of a site are asked for where its pages are', async () => {
  const actions = await options({ sites: async () => [known] }, { section: 'pages' });
  expect(await screen.findByText(PAGES)).toBeTruthy();
  expect(actions.rules).toHaveBeenCalledExactlyOnceWith({ origin: ORIGIN });
});

test('a list goes to a site where somebody is signed in', async () => {
  const actions = await options({ sites: async () => [known] }, { section: 'lists' });
  await screen.findByLabelText('Names, one a line, or a table');
  type('Names, one a line, or a table', 'anna');
  press('Continue in a window of its own');
  expect(actions.importList).toHaveBeenCalledExactlyOnceWith(ORIGIN, 'anna');
});

test('where nobody is signed in, a list cannot go anywhere yet', async () => {
  await options({ sites: async () => [{ ...known, user: null }] }, { section: 'lists' });
  expect(screen.getByText('Connect a site first.')).toBeTruthy();
});

test('the rules kept for a site stand in its form, and what is saved there is told at once', async () => {
  const actions = await options(
    { sites: async () => [known], rules: async () => rules },
    { section: 'pages' },
  );
  const form = within(await screen.findByRole('form', { name: PAGES }));
  expect(form.getByLabelText<HTMLInputElement>('Row').value).toBe('li.member');
  expect(screen.getByText('own rules')).toBeTruthy();
  fireEvent.click(form.getByRole('button', { name: 'Clear' }));
  expect(await screen.findByText('Rollcall finds people by itself')).toBeTruthy();
  expect(actions.keepRules).toHaveBeenCalledExactlyOnceWith({
    origin: ORIGIN,
    rules: { row: '', name: '', id: '', course: '' },
  });
});

test('each site is tried with its own rules', async () => {
  const other = site(person(3), { origin: 'https://other.example.org' });
  const actions = await options(
    {
      sites: async () => [known, other],
      rules: async ({ origin }) => (origin === ORIGIN ? rules : null),
    },
    { section: 'pages' },
  );
  const form = within(await screen.findByRole('form', { name: 'Pages of other.example.org' }));
  fireEvent.click(form.getByRole('button', { name: 'Try on the open page' }));
  expect(await form.findByRole('alert')).toBeTruthy();
  const none = { row: '', name: '', id: '', course: '' };
  expect(actions.tryRules).toHaveBeenCalledExactlyOnceWith({ origin: other.origin, rules: none });
});

test('rules that cannot be read are not shown as none', async () => {
  await options(
    {
      sites: async () => [known],
      rules: () => Promise.reject(new Failed({ kind: 'internal', what: 'no answer' })),
    },
    { section: 'pages' },
  );
  expect((await screen.findByRole('alert')).textContent).toMatch(/Rollcall made a mistake/);
  expect(screen.queryByText(PAGES)).toBeNull();
});

test('one Site address, one Access token, one Connect, and nothing else begins like the buttons that send', async () => {
  await options({ sites: async () => [known] });
  expect(screen.getAllByLabelText('Site address', { exact: false })).toHaveLength(1);
  expect(screen.getAllByLabelText('Access token', { exact: false })).toHaveLength(1);
  const names = screen.getAllByRole('button').map((button) => button.textContent);
  expect(names.filter((name) => name === 'Connect')).toHaveLength(1);
  expect(names.filter((name) => /^(Invite|Accept)/.test(name))).toEqual([]);
});

describe('a site that is typed', () => {
  const academy = site(null, {
    origin: 'https://academy.example.org',
    api: 'https://api.example.org',
    clientId: 'academy',
    keep: true,
  });

  test('brings what is known of it, and of no other', async () => {
    const actions = await options({ sites: async () => [academy] }, { address: academy.origin });
    await waitFor(() => expect(field('API address').value).toBe(academy.api));
    expect(field('Client id').value).toBe('academy');
    expect(field('Keep me signed in on this computer').checked).toBe(true);
    type('Site address', ORIGIN);
    expect(field('API address').value).toBe('');
    expect(field('Client id').value).toBe('');
    type('Access token', 'secret');
    press('Connect');
    expect(actions.connect).toHaveBeenCalledExactlyOnceWith(
      { address: ORIGIN, apiAddress: '', keep: false },
      'secret',
    );
  });

  test('can be typed on where it begins like one that the organisation has set', async () => {
    await options({ sites: async () => [{ ...academy, byPolicy: true }] });
    await screen.findByText('Set by your organisation');
    type('Site address', academy.origin);
    expect(field('API address').readOnly).toBe(true);
    expect(field('Site address').readOnly).toBe(false);
    type('Site address', `${academy.origin}.au`);
    expect(field('API address').readOnly).toBe(false);
  });

  test('Return in its address presses the button that is meant', async () => {
    await options({ sites: async () => [academy] });
    expect(field('Site address').form?.id).toBe('by-token');
    await screen.findByText('academy.example.org');
    type('Site address', academy.origin);
    expect(field('Site address').form?.id).toBe('by-oauth');
    type('Access token', 'secret');
    expect(field('Site address').form?.id).toBe('by-token');
  });
});

describe('a site in the list', () => {
  const row = (name: string) => screen.findByRole('button', { name });

  test.each<[string, Partial<SiteState>, string[]]>([
    ['signed in', {}, ['Sign out', 'Disconnect']],
    ['set by the organisation', { byPolicy: true }, ['Sign out']],
    ['that the browser keeps away', { allowed: false }, ['Allow', 'Sign out', 'Disconnect']],
    ['signed out, with a client id', { user: null, clientId: 'x' }, ['Sign in', 'Disconnect']],
    ['signed out, with a token before', { user: null }, ['Paste a new token', 'Disconnect']],
  ])('%s offers what can be done', async (_which, state, offered) => {
    await options({ sites: async () => [{ ...known, ...state }] });
    const list = await screen.findByRole('list');
    const names = within(list)
      .getAllByRole('button')
      .map((button) => button.textContent);
    expect(names).toEqual(offered);
  });

  test('whose token seems to have expired says so, and offers a new one: the site decides, and the clock may be wrong', async () => {
    const until = Date.UTC(2026, 0, 2, 12);
    await options({ sites: async () => [{ ...known, until }] });
    expect(await screen.findByText(/^By this computer’s clock the token expired at .*2026/)).toBeTruthy();
    expect(screen.getByText('Connected as cora_manager')).toBeTruthy();
    expect(await row('Paste a new token')).toBeTruthy();
  });

  test('leads to the field for its token, which has the focus then', async () => {
    await options({ sites: async () => [{ ...known, user: null }] });
    fireEvent.click(await row('Paste a new token'));
    await waitFor(() => expect(document.activeElement).toBe(field('Access token')));
    expect(field('Site address').value).toBe(ORIGIN);
  });

  test('is signed in to by its button; what keeps that from working is said there', async () => {
    const failure: Failure = { kind: 'sign-in-closed', origin: ORIGIN };
    const signInAgain = vi.fn(() => Promise.reject(new Failed(failure)));
    await options({ sites: async () => [{ ...known, user: null, clientId: 'x' }], signInAgain });
    fireEvent.click(await row('Sign in to community.example.org'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/You are not signed in/);
    expect(signInAgain).toHaveBeenCalledOnce();
  });

  test('is signed out of; that the community could not be told is said', async () => {
    await options({ sites: async () => [known], signOut: async () => false });
    fireEvent.click(await row('Sign out'));
    expect(await screen.findByText(/community\.example\.org could not be told/)).toBeTruthy();
  });
});

describe('what the organisation has set', () => {
  test('no pasted tokens: no field for one, and the other way stands open', async () => {
    await options({ organisation: async () => ({ pastedTokens: false, autoSend: 25, problems: [] }) });
    expect(await screen.findByText(/Your organisation does not allow pasted tokens/)).toBeTruthy();
    expect(screen.queryByLabelText('Access token')).toBeNull();
    expect(screen.getByLabelText('Client id').closest('details')).toBeNull();
  });

  test('wrongly is said, with the place', async () => {
    const problems = ['sites[1].address', 'sendAtOnceLimit'];
    await options({ organisation: async () => ({ pastedTokens: true, autoSend: 0, problems }) });
    expect((await screen.findByRole('alert')).textContent).toContain('sites[1].address, sendAtOnceLimit');
  });
});

test('sites that cannot be read are not shown as none', async () => {
  await options({ sites: () => Promise.reject(new Failed({ kind: 'not-kept' })) });
  expect((await screen.findByRole('alert')).textContent).toMatch(/The browser keeps nothing more/);
  expect(screen.queryByText(/^No site is connected/)).toBeNull();
});
