import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { Options, type OptionsActions } from '../../components/Options.tsx';
import { Failed } from '../../lib/errors.ts';
import type { Failure, Site } from '../../lib/model.ts';
import { ORIGIN, person } from '../people.ts';

afterEach(cleanup);

const site: Site = { origin: ORIGIN, user: person(2, 'cora_manager') };

function options(actions: Partial<OptionsActions> = {}, address = '') {
  const kept: Site[] = [];
  const all: OptionsActions = {
    sites: vi.fn(async () => [...kept]),
    shortcuts: vi.fn(async () => [
      { name: 'Open Rollcall', keys: 'Alt+Shift+J' },
      { name: 'Invite selected to course', keys: '' },
    ]),
    connect: vi.fn(async () => {
      kept.push(site);
      return site;
    }),
    disconnect: vi.fn(async () => {
      kept.pop();
    }),
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
  expect(actions.connect).toHaveBeenCalledExactlyOnceWith(ORIGIN, 'secret');
  expect(await screen.findByText('Connected as cora_manager')).toBeTruthy();
  expect(field('Access token').value).toBe('');
  expect(field('Access token').type).toBe('password');
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
});
