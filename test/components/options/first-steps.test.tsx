import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Failed } from '../../../lib/model/errors.ts';
import { ORIGIN, person, site } from '../../people.ts';
import { field, known, options, press, type } from './options-stage.tsx';

afterEach(cleanup);

const welcome = () => screen.queryByRole('heading', { name: 'Welcome to Rollcall' });
const course = { id: 9, name: 'Intro to Marine Biology', page: `${ORIGIN}/course/9/intro/edit/requests` };
const links = () =>
  screen.getAllByRole<HTMLAnchorElement>('link').filter(({ target }) => target === '_blank');

describe('while no site is connected', () => {
  test('three steps: the address has the focus, and what to press is said with the keys that the browser has', async () => {
    await options();
    expect(welcome()).toBeTruthy();
    const steps = screen.getAllByRole('heading', { level: 3 }).map(({ textContent }) => textContent);
    expect(steps).toEqual(['1 Which site', '2 How to sign in', '3 Try it']);
    await waitFor(() => expect(document.activeElement).toBe(field('Site address')));
    expect(await screen.findByText('Alt+Shift+J')).toBeTruthy();
    expect(links()).toEqual([]);
  });

  test('keys that are not assigned are not told', async () => {
    const unset = [{ id: '_execute_action', name: 'Open Rollcall', keys: '' }];
    const actions = await options({ shortcuts: vi.fn(async () => unset) });
    await waitFor(() => expect(actions.shortcuts).toHaveBeenCalled());
    expect(screen.queryByText('does the same')).toBeNull();
  });

  test('the community’s own way comes first, and a token below it', async () => {
    await options();
    const order = field('Client id').compareDocumentPosition(field('Access token'));
    expect(order & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  test('sites that are not known yet are no first run', async () => {
    await options({ sites: () => Promise.reject(new Failed({ kind: 'not-kept' })) });
    expect(welcome()).toBeNull();
  });
});

describe('right after the first sign-in', () => {
  async function signedIn(coursesAt: () => Promise<(typeof course)[]>) {
    const actions = await options({ coursesAt: vi.fn(coursesAt) });
    type('Site address', ORIGIN);
    type('Client id', 'rollcall');
    press('Sign in');
    await screen.findByText('Connected as cora_manager');
    return actions;
  }

  test('the courses that the person runs are one press away, and then the site', async () => {
    const actions = await signedIn(async () => [course]);
    await screen.findByRole('link', { name: course.name });
    expect(actions.coursesAt).toHaveBeenCalledExactlyOnceWith(ORIGIN);
    expect(links().map(({ href }) => href)).toEqual([course.page, `${ORIGIN}/`]);
    expect(welcome()).toBeNull();
    expect(screen.getByRole('heading', { name: 'Connect another site' })).toBeTruthy();
  });

  test('no link moves under the mouse: none is there before all are known', async () => {
    await signedIn(() => new Promise(() => {}));
    expect(await screen.findByText('Asking the site…')).toBeTruthy();
    expect(links()).toEqual([]);
  });

  test('five courses are enough', async () => {
    await signedIn(async () => [1, 2, 3, 4, 5, 6].map((id) => ({ ...course, id, name: `Course ${id}` })));
    await screen.findByRole('link', { name: 'Course 5' });
    expect(links()).toHaveLength(6);
  });

  test('that the person runs no course is said, with what to do', async () => {
    await signedIn(async () => []);
    expect(await screen.findByText(/^You manage no course on community\.example\.org\./)).toBeTruthy();
  });

  test('where the courses cannot be asked for, that is said, and the site is there', async () => {
    await signedIn(() => Promise.reject(new Failed({ kind: 'offline', origin: ORIGIN })));
    expect((await screen.findByRole('alert')).textContent).toMatch(/cannot be reached/);
    expect(links().map(({ href }) => href)).toEqual([`${ORIGIN}/`]);
  });

  test('not where a site was known before', async () => {
    const actions = await options({ sites: vi.fn(async () => [known]) });
    expect(welcome()).toBeNull();
    type('Site address', 'https://other.example.org');
    type('Access token', 'secret');
    press('Connect');
    await waitFor(() => expect(actions.sites).toHaveBeenCalledTimes(2));
    expect(screen.queryByRole('heading', { name: '3 Try it' })).toBeNull();
  });
});

describe('where the organisation has set the site', () => {
  const set = site(null, { byPolicy: true, clientId: 'rollcall', clientSecret: 'set' });

  test('one button signs in, and everything to be typed is folded away', async () => {
    const signInAgain = vi.fn(async () => ({ ...set, user: person(2, 'cora_manager') }));
    await options({ sites: async () => [set], signInAgain }, { isNew: true });
    expect(welcome()).toBeTruthy();
    expect(screen.getByText('Connect another site').closest('details')?.open).toBe(false);
    fireEvent.click(screen.getByRole('button', { name: 'Sign in to community.example.org' }));
    expect(signInAgain).toHaveBeenCalledOnce();
  });

  test('but not its way to sign in, the form stands open', async () => {
    const sites = [{ ...set, clientId: null }];
    const organisation = async () => ({ pastedTokens: false, autoSend: 25, problems: [] });
    await options({ sites: async () => sites, organisation }, { isNew: true });
    expect(screen.getByLabelText('Client id').closest('details')).toBeNull();
  });

  test('whoever comes back is not welcomed again', async () => {
    await options({ sites: async () => [set] });
    expect(welcome()).toBeNull();
  });
});
