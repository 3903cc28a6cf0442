import { cleanup, fireEvent, screen } from '@testing-library/preact';
import { afterEach, expect, test } from 'vitest';
import { field, known, options, type } from './options-stage.tsx';

afterEach(() => {
  cleanup();
  location.hash = '';
});

const link = (name: string) => screen.getByRole<HTMLAnchorElement>('link', { name });

/** As the browser does for a link that was pressed. */
function follow(name: string): void {
  location.hash = new URL(link(name).href).hash;
  fireEvent(window, new Event('hashchange'));
}

test('each section has an address, and the one that is shown is marked', async () => {
  await options();
  const links = screen.getAllByRole<HTMLAnchorElement>('link').map(({ href }) => new URL(href).hash);
  expect(links).toEqual(['#sites', '#lists', '#history', '#pages']);
  expect(link('Sites').getAttribute('aria-current')).toBe('page');
  follow('History');
  expect(await screen.findByText('What was done')).toBeTruthy();
  expect(link('History').getAttribute('aria-current')).toBe('page');
  expect(link('Sites').getAttribute('aria-current')).toBeNull();
  expect(screen.queryByLabelText('Site address')).toBeNull();
  expect(document.title).toBe('History – Rollcall options');
});

test('the address says what is shown first, whatever the options were opened for', async () => {
  location.hash = '#lists';
  await options({}, { section: 'history' });
  expect(await screen.findByRole('heading', { name: 'Invite from a list' })).toBeTruthy();
});

test('an address that names no section shows what the options were opened for', async () => {
  location.hash = '#elsewhere';
  await options({}, { section: 'history' });
  expect(await screen.findByText('What was done')).toBeTruthy();
});

test('a list that was begun is still there after a look at another section', async () => {
  await options({ sites: async () => [known] }, { section: 'lists' });
  await screen.findByLabelText('Names, one a line, or a table');
  type('Names, one a line, or a table', 'anna');
  follow('History');
  await screen.findByText('What was done');
  follow('Lists');
  await screen.findByLabelText('Names, one a line, or a table');
  expect(field('Names, one a line, or a table').value).toBe('anna');
});

test('without a site, the pages say what can be set once there is one', async () => {
  await options({}, { section: 'pages' });
  expect(await screen.findByText(/can be set as soon as a site is connected/)).toBeTruthy();
});
