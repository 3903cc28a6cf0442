import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Options, type OptionsActions } from '../../../components/options/Options.tsx';
import { Failed } from '../../../lib/model/errors.ts';
import type { Failure, PageRules, SiteState } from '../../../lib/model/index.ts';
import { ORIGIN, person, site } from '../../people.ts';

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
    organisation: vi.fn(async () => ({ pastedTokens: true, autoSend: 25, problems: [] })),
    signIn: vi.fn(async () => known),
    signInAgain: vi.fn(async () => known),
    signOut: vi.fn(async () => true),
    allow: vi.fn(async () => {}),
    originOf: (address) => (URL.canParse(address) ? new URL(address).origin : null),
    readToken: () => ({ userId: null, until: null }),
    readSetUp: () => null,
    forgetSecret: vi.fn(async () => null),
    setUpText: vi.fn(async () => 'rollcall-set-up:v1:e30:end'),
    redirectAddress: 'https://extension.example.org/',
    disconnect: vi.fn(async () => {
      kept.pop();
      return true;
    }),
    rules: vi.fn(async () => null),
    keepRules: vi.fn(async () => null),
    tryRules: vi.fn(() => Promise.reject(new Failed({ kind: 'no-page-open', origin: ORIGIN }))),
    importList: vi.fn(async () => {}),
    autoSend: vi.fn(async () => ({ on: false, most: 25 })),
    keepAutoSend: vi.fn(async () => null),
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
  expect(actions.disconnect).toHaveBeenCalledWith({ origin: ORIGIN });
});

test('shortcuts are shown as the browser has them, unassigned ones too', async () => {
  options();
  expect(await screen.findByText('Alt+Shift+J')).toBeTruthy();
  expect(screen.getByText('not set')).toBeTruthy();
  expect(screen.getByText(/^Another extension, or the browser itself, has the keys/)).toBeTruthy();
});

test('F17, F20: where Rollcall has no button is said, and what to do there', async () => {
  options();
  expect(await screen.findByText(/window without a toolbar.*open Rollcall in a tab/)).toBeTruthy();
  expect(
    screen.getByText(/not in private windows.*never remember history.*choose Remember history/),
  ).toBeTruthy();
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
  expect(actions.rules).toHaveBeenCalledExactlyOnceWith({ origin: ORIGIN });
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
  expect(actions.keepRules).toHaveBeenCalledExactlyOnceWith({
    origin: ORIGIN,
    rules: { row: '', name: '', id: '', course: '' },
  });
});

test('each site is tried with its own rules', async () => {
  const other = site(person(3), { origin: 'https://other.example.org' });
  const actions = options({
    sites: async () => [known, other],
    rules: async ({ origin }) => (origin === ORIGIN ? rules : null),
  });
  const form = within(await screen.findByRole('form', { name: 'Pages of other.example.org' }));
  fireEvent.click(form.getByRole('button', { name: 'Try on the open page' }));
  expect(await form.findByRole('alert')).toBeTruthy();
  const none = { row: '', name: '', id: '', course: '' };
  expect(actions.tryRules).toHaveBeenCalledExactlyOnceWith({ origin: other.origin, rules: none });
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

describe('a site that is typed', () => {
  const academy = site(null, {
    origin: 'https://academy.example.org',
    api: 'https://api.example.org',
    clientId: 'academy',
    keep: true,
  });

  test('brings what is known of it, and of no other', async () => {
    const actions = options({ sites: async () => [academy] }, academy.origin);
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
    options({ sites: async () => [{ ...academy, byPolicy: true }] });
    await screen.findByText('Set by your organisation');
    type('Site address', academy.origin);
    expect(field('API address').readOnly).toBe(true);
    expect(field('Site address').readOnly).toBe(false);
    type('Site address', `${academy.origin}.au`);
    expect(field('API address').readOnly).toBe(false);
  });

  test('Return in its address presses the button that is meant', async () => {
    options({ sites: async () => [academy] });
    expect(field('Site address').form?.id).toBe('by-token');
    await screen.findByText('academy.example.org');
    type('Site address', academy.origin);
    expect(field('Site address').form?.id).toBe('by-oauth');
    type('Access token', 'secret');
    expect(field('Site address').form?.id).toBe('by-token');
  });
});

describe('a client secret', () => {
  const confidential = site(null, { clientId: 'rollcall', clientSecret: 'kept' });
  const typedAll = () => {
    type('Site address', ORIGIN);
    type('Client id', 'rollcall');
    type('Client secret', ' a+b c ');
    press('Sign in');
  };

  test('goes with the client id as it was typed, hidden, and has left its field while the site is asked', async () => {
    const actions = options({ signIn: vi.fn(() => new Promise<SiteState>(() => {})) });
    expect(field('Client secret').type).toBe('password');
    typedAll();
    expect(actions.signIn).toHaveBeenCalledExactlyOnceWith(
      { address: ORIGIN, apiAddress: '', keep: false },
      { clientId: 'rollcall', clientSecret: ' a+b c ' },
    );
    expect(await screen.findByRole('button', { name: 'Signing in…' })).toBeTruthy();
    expect(field('Client secret').value).toBe('');
  });

  test.each<[Failure, RegExp, string]>([
    [{ kind: 'client-secret-missing', origin: ORIGIN }, /needs the client secret of its app/, ''],
    [{ kind: 'client-secret-wrong', origin: ORIGIN }, /does not accept this client id and client secret/, ''],
    [{ kind: 'sign-in-closed', origin: ORIGIN }, /You are not signed in/, ' a+b c '],
    [{ kind: 'client-secret-not-usable' }, /This is not a client secret/, ' a+b c '],
  ])('%o is said beside it, and it stays only where it was not used', async (failure, words, left) => {
    options({ signIn: () => Promise.reject(new Failed(failure)) });
    typedAll();
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(field('Client secret').value).toBe(left);
  });

  test('that is kept is said to be, never shown, and need not be typed again', async () => {
    const actions = options({ sites: async () => [confidential] }, ORIGIN);
    await waitFor(() => expect(field('Client secret').placeholder).toMatch(/^Kept; leave empty/));
    expect(field('Client secret').value).toBe('');
    press('Sign in');
    const app = { clientId: 'rollcall', clientSecret: '' };
    expect(actions.signIn).toHaveBeenCalledExactlyOnceWith(expect.anything(), app);
    // That of another client id is another one.
    type('Client id', 'other');
    expect(field('Client secret').placeholder).toBe('');
  });

  test('that is kept can be forgotten', async () => {
    const kept = { ...confidential };
    const forgetSecret = vi.fn(async () => {
      kept.clientSecret = 'none';
      return null;
    });
    options({ sites: async () => [{ ...kept }], forgetSecret }, ORIGIN);
    fireEvent.click(await screen.findByRole('button', { name: 'Forget the client secret' }));
    await waitFor(() => expect(field('Client secret').placeholder).toBe(''));
    expect(forgetSecret).toHaveBeenCalledExactlyOnceWith({ origin: ORIGIN });
    expect(screen.queryByRole('button', { name: 'Forget the client secret' })).toBeNull();
  });

  test('that the organisation has set cannot be typed over', async () => {
    options({ sites: async () => [{ ...confidential, byPolicy: true, clientSecret: 'set' }] }, ORIGIN);
    await waitFor(() => expect(field('Client secret').placeholder).toBe('Set by your organisation'));
    expect(field('Client secret').readOnly).toBe(true);
    expect(screen.queryByRole('button', { name: 'Forget the client secret' })).toBeNull();
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
    options({ sites: async () => [{ ...known, ...state }] });
    const list = await screen.findByRole('list');
    const names = within(list)
      .getAllByRole('button')
      .map((button) => button.textContent);
    expect(names).toEqual(offered);
  });

  test('whose token seems to have expired says so, and offers a new one: the site decides, and the clock may be wrong', async () => {
    const until = Date.UTC(2026, 0, 2, 12);
    options({ sites: async () => [{ ...known, until }] });
    expect(await screen.findByText(/^By this computer’s clock the token expired at .*2026/)).toBeTruthy();
    expect(screen.getByText('Connected as cora_manager')).toBeTruthy();
    expect(await row('Paste a new token')).toBeTruthy();
  });

  test('leads to the field for its token, which has the focus then', async () => {
    options({ sites: async () => [{ ...known, user: null }] });
    fireEvent.click(await row('Paste a new token'));
    await waitFor(() => expect(document.activeElement).toBe(field('Access token')));
    expect(field('Site address').value).toBe(ORIGIN);
  });

  test('is signed in to by its button; what keeps that from working is said there', async () => {
    const failure: Failure = { kind: 'sign-in-closed', origin: ORIGIN };
    const signInAgain = vi.fn(() => Promise.reject(new Failed(failure)));
    options({ sites: async () => [{ ...known, user: null, clientId: 'x' }], signInAgain });
    fireEvent.click(await row('Sign in to community.example.org'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/You are not signed in/);
    expect(signInAgain).toHaveBeenCalledOnce();
  });

  test('is signed out of; that the community could not be told is said', async () => {
    options({ sites: async () => [known], signOut: async () => false });
    fireEvent.click(await row('Sign out'));
    expect(await screen.findByText(/community\.example\.org could not be told/)).toBeTruthy();
  });
});

describe('what the organisation has set', () => {
  test('no pasted tokens: no field for one, and the other way stands open', async () => {
    options({ organisation: async () => ({ pastedTokens: false, autoSend: 25, problems: [] }) });
    expect(await screen.findByText(/Your organisation does not allow pasted tokens/)).toBeTruthy();
    expect(screen.queryByLabelText('Access token')).toBeNull();
    expect(screen.getByLabelText('Client id').closest('details')?.open).toBe(true);
  });

  test('wrongly is said, with the place', async () => {
    const problems = ['sites[1].address', 'sendAtOnceLimit'];
    options({ organisation: async () => ({ pastedTokens: true, autoSend: 0, problems }) });
    expect((await screen.findByRole('alert')).textContent).toContain('sites[1].address, sendAtOnceLimit');
  });
});

test('sites that cannot be read are not shown as none', async () => {
  options({ sites: () => Promise.reject(new Failed({ kind: 'not-kept' })) });
  expect((await screen.findByRole('alert')).textContent).toMatch(/The browser keeps nothing more/);
  expect(screen.queryByText('No site is connected.')).toBeNull();
});
