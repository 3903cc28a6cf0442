/** The set-up text: made where somebody is connected, pasted where a colleague begins. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { PastedSetUp } from '../../../components/options/typed-site.ts';
import { Failed } from '../../../lib/model/errors.ts';
import { ORIGIN, person, site } from '../../people.ts';
import { field, options, press, type } from './options-stage.tsx';

afterEach(cleanup);

const API = 'https://api.example.org';
const setUp: PastedSetUp = { origin: ORIGIN, api: API, clientId: 'rollcall', clientSecret: 's3cret' };

describe('pasted into Site address', () => {
  const readSetUp = (pasted: string) => (pasted === 'the text' ? setUp : null);

  test('it fills in everything, says so, and one press signs in with it', async () => {
    const actions = await options({ readSetUp });
    type('Site address', 'the text');
    expect(await screen.findByText(/^Filled in for community\.example\.org\./)).toBeTruthy();
    expect(field('Site address').value).toBe(ORIGIN);
    expect(field('API address').value).toBe(API);
    expect(field('API address').closest('details')?.open).toBe(true);
    expect(field('Client id').value).toBe('rollcall');
    expect(field('Access token').closest('details')?.open).toBe(false);
    press('Sign in');
    expect(actions.signIn).toHaveBeenCalledExactlyOnceWith(
      { address: ORIGIN, apiAddress: API, keep: false },
      { clientId: 'rollcall', clientSecret: 's3cret' },
    );
  });

  test.each([
    ['Site address', 'https://other.example.org'],
    ['API address', 'https://api.other.example.org'],
  ])('what it filled in goes to no other %s', async (name, address) => {
    await options({ readSetUp });
    type('Site address', 'the text');
    await screen.findByText(/^Filled in for/);
    type(name, address);
    await waitFor(() => expect(field('Client id').value).toBe(''));
    expect(field('Client secret').value).toBe('');
    expect(screen.queryByText(/^Filled in for/)).toBeNull();
  });

  test('one that cannot be used is refused in words, and fills in nothing', async () => {
    const failed = new Failed({ kind: 'set-up-not-usable', why: 'cut' });
    await options({
      readSetUp: () => {
        throw failed;
      },
    });
    type('Site address', 'rollcall-set-up:v1:abc');
    expect((await screen.findByRole('alert')).textContent).toMatch(/^This set-up text is not whole/);
    expect(field('Client id').value).toBe('');
    expect(field('Site address').value).toBe('rollcall-set-up:v1:abc');
  });
});

describe('for colleagues', () => {
  const connected = site(person(2, 'cora_manager'), { clientId: 'rollcall', clientSecret: 'kept' });
  const text = () => screen.findByLabelText<HTMLTextAreaElement>('Set-up text');

  /** Folds the text of the one site out. */
  async function open(more: Partial<Parameters<typeof options>[0]> = {}, one = connected) {
    const setUpText = vi.fn(async ({ withSecret }: { withSecret: boolean }) => `text, secret: ${withSecret}`);
    const actions = await options({ sites: async () => [one], setUpText, ...more });
    const details = screen.getByText('Copy set-up for colleagues').closest('details') as HTMLDetailsElement;
    details.open = true;
    fireEvent(details, new Event('toggle'));
    return actions;
  }

  test('the text has the secret only where that is ticked, beside what that means', async () => {
    const actions = await open();
    expect((await text()).value).toBe('text, secret: false');
    expect(screen.getByText(/^Whoever has the text has the secret too/)).toBeTruthy();
    fireEvent.click(screen.getByLabelText('With the client secret'));
    await waitFor(async () => expect((await text()).value).toBe('text, secret: true'));
    expect(actions.setUpText).toHaveBeenLastCalledWith({ origin: ORIGIN, withSecret: true });
  });

  test.each([
    ['none', /^$/],
    ['set', /^The client secret is set by your organisation/],
  ] as const)('a secret that is %s cannot be handed on', async (clientSecret, said) => {
    await open({}, { ...connected, clientSecret });
    await text();
    expect(screen.queryByLabelText('With the client secret')).toBeNull();
    expect(screen.queryByText(/set by your organisation/)?.textContent ?? '').toMatch(said);
  });

  test.each([
    ['is copied', () => Promise.resolve(), 'Copied.'],
    [
      'can be selected where it cannot be copied',
      () => Promise.reject(new Error('no')),
      /^The browser does not let it/,
    ],
  ])('it %s', async (_what, writeText, said) => {
    vi.stubGlobal('navigator', { clipboard: { writeText: vi.fn(writeText) } });
    await open();
    await text();
    const share = screen.getByText('Copy set-up for colleagues').closest('details') as HTMLElement;
    fireEvent.click(within(share).getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText(said)).toBeTruthy();
    expect(navigator.clipboard.writeText).toHaveBeenCalledExactlyOnceWith('text, secret: false');
  });

  test('why it cannot be made is said', async () => {
    const failed = new Failed({ kind: 'not-connected', origin: ORIGIN });
    await open({ setUpText: () => Promise.reject(failed) });
    expect((await screen.findByRole('alert')).textContent).toMatch(/is not connected to/);
  });

  test('there is none where somebody has signed in with a token', async () => {
    await options({ sites: async () => [site(person(2))] });
    expect(screen.queryByText('Copy set-up for colleagues')).toBeNull();
  });
});
