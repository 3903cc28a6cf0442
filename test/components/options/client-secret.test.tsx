import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Failed } from '../../../lib/model/errors.ts';
import type { Failure, SiteState } from '../../../lib/model/index.ts';
import { ORIGIN, site } from '../../people.ts';
import { field, options, press, type } from './options-stage.tsx';

afterEach(cleanup);

describe('a client secret', () => {
  const confidential = site(null, { clientId: 'rollcall', clientSecret: 'kept' });
  const typedAll = () => {
    type('Site address', ORIGIN);
    type('Client id', 'rollcall');
    type('Client secret', ' a+b c ');
    press('Sign in');
  };

  test('goes with the client id as it was typed, hidden, and has left its field while the site is asked', async () => {
    const actions = await options({ signIn: vi.fn(() => new Promise<SiteState>(() => {})) });
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
    await options({ signIn: () => Promise.reject(new Failed(failure)) });
    typedAll();
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(field('Client secret').value).toBe(left);
  });

  test('that is kept is said to be, never shown, and need not be typed again', async () => {
    const actions = await options({ sites: async () => [confidential] }, { address: ORIGIN });
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
    await options({ sites: async () => [{ ...kept }], forgetSecret }, { address: ORIGIN });
    fireEvent.click(await screen.findByRole('button', { name: 'Forget the client secret' }));
    await waitFor(() => expect(field('Client secret').placeholder).toBe(''));
    expect(forgetSecret).toHaveBeenCalledExactlyOnceWith({ origin: ORIGIN });
    expect(screen.queryByRole('button', { name: 'Forget the client secret' })).toBeNull();
  });

  test('that the organisation has set cannot be typed over', async () => {
    await options(
      { sites: async () => [{ ...confidential, byPolicy: true, clientSecret: 'set' }] },
      { address: ORIGIN },
    );
    await waitFor(() => expect(field('Client secret').placeholder).toBe('Set by your organisation'));
    expect(field('Client secret').readOnly).toBe(true);
    expect(screen.queryByRole('button', { name: 'Forget the client secret' })).toBeNull();
  });
});
