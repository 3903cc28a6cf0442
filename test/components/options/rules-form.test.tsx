import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { NO_RULES, RulesForm } from '../../../components/options/RulesForm.tsx';
import { Failed } from '../../../lib/model/errors.ts';
import type { Failure, PageRules, Survey } from '../../../lib/model/index.ts';
import { ORIGIN } from '../../people.ts';

afterEach(cleanup);

const nobody: Survey = { course: { id: null, slug: null, linked: null }, people: [], hidden: 0 };

function form(rules: Partial<PageRules> = {}, survey: Partial<Survey> = {}) {
  const onSave = vi.fn(async (_: PageRules) => {});
  const onTry = vi.fn(async (_: PageRules): Promise<Survey> => ({ ...nobody, ...survey }));
  render(<RulesForm origin={ORIGIN} rules={{ ...NO_RULES, ...rules }} onSave={onSave} onTry={onTry} />);
  return { onSave, onTry };
}

const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name);
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const type = (name: string, value: string) => fireEvent.input(field(name), { target: { value } });
const status = () => screen.getByRole('status').textContent ?? '';
/** What assistive technology reads with a field. */
const description = (name: string) =>
  (field(name).getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent ?? '')
    .join(' ');

describe('folded away', () => {
  test.each<[Partial<PageRules>, string]>([
    [{}, 'Rollcall finds people by itself'],
    [{ course: '/corsi/:id/*' }, 'own rules'],
  ])('%o: the summary says %s', (rules, words) => {
    form(rules);
    expect(screen.getByRole('group').hasAttribute('open')).toBe(false);
    expect(document.querySelector('summary')?.textContent).toBe(`Pages of community.example.org ${words}`);
  });
});

describe('saving', () => {
  test('keeps what stands in the form, without the blanks around it, and says so until something changes', async () => {
    const { onSave } = form();
    type('Row', ' li.member ');
    type('Name', '.username');
    type('User id', '/members/:id');
    type('Course address', '/corsi/:slug/*');
    press('Save');
    await waitFor(() => expect(status()).toBe('Saved'));
    expect(onSave).toHaveBeenCalledExactlyOnceWith({
      row: 'li.member',
      name: '.username',
      id: '/members/:id',
      course: '/corsi/:slug/*',
    });
    type('Name', '.name');
    expect(status()).toBe('');
  });

  test('Clear empties all and saves, wrong fields too', async () => {
    const { onSave } = form({ row: 'li', name: '.name' });
    type('Row', 'li[');
    press('Clear');
    await waitFor(() => expect(status()).toBe('Saved'));
    expect(onSave).toHaveBeenCalledExactlyOnceWith(NO_RULES);
    expect(['Row', 'Name', 'User id', 'Course address'].map((name) => field(name).value).join('')).toBe('');
  });

  test('while it is going on nothing can be typed, and another press does nothing', async () => {
    let finish = () => {};
    const onSave = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
    render(<RulesForm origin={ORIGIN} rules={{ ...NO_RULES, row: 'li' }} onSave={onSave} onTry={vi.fn()} />);
    press('Save');
    await waitFor(() => expect(status()).toBe('Saving…'));
    expect(field('Row').readOnly).toBe(true);
    press('Save');
    press('Clear');
    expect(field('Row').value).toBe('li');
    finish();
    await waitFor(() => expect(status()).toBe('Saved'));
    expect(field('Row').readOnly).toBe(false);
    expect(onSave).toHaveBeenCalledOnce();
  });

  test('what went wrong is said, and what was typed stays', async () => {
    const onSave = () => Promise.reject(new Failed({ kind: 'not-connected', origin: ORIGIN }));
    render(<RulesForm origin={ORIGIN} rules={NO_RULES} onSave={onSave} onTry={vi.fn()} />);
    type('Row', 'li');
    press('Save');
    expect((await screen.findByRole('alert')).textContent).toMatch(/not connected to community.example.org/);
    expect(field('Row').value).toBe('li');
    expect(status()).toBe('');
  });
});

describe('what cannot be right is said at its field, which gets the focus, and goes nowhere', () => {
  const row = 'li';
  const cases: [field: string, rules: Partial<PageRules>, words: RegExp][] = [
    ['Row', { row: 'li[' }, /not a CSS selector/],
    ['Name', { row, name: '..username' }, /not a CSS selector/],
    ['Row', { name: '.username' }, /Fill in Row too/],
    ['Row', { id: 'data-user-id' }, /Fill in Row too/],
    ['User id', { row, id: '[data-user-id]' }, /neither the name of an attribute nor a path/],
    ['User id', { row, id: 'data user id' }, /neither the name of an attribute nor a path/],
    ['User id', { row, id: 'members/:id' }, /begins with \//],
    ['User id', { row, id: ':id' }, /begins with \//],
    ['User id', { row, id: 'https://community.example.org/members/:id' }, /begins with \//],
    ['User id', { row, id: '/members/' }, /Put :id where/],
    ['User id', { row, id: '/members/:identity' }, /Put :id where/],
    ['User id', { row, id: '/members/:slug' }, /Put :id where/],
    ['User id', { row, id: '/members/:id(' }, /cannot be understood/],
    ['Course address', { course: 'corsi/:id' }, /begins with \//],
    ['Course address', { course: '/corsi/*' }, /Put :id or :slug/],
    ['Course address', { course: '/corsi/:id/:id' }, /cannot be understood/],
  ];
  test.each(cases)('%s in %o', async (name, rules, words) => {
    const { onSave, onTry } = form(rules);
    for (const button of ['Save', 'Try on the open page']) {
      press(button);
      await waitFor(() => expect(document.activeElement).toBe(field(name)));
      expect(field(name).getAttribute('aria-invalid')).toBe('true');
      expect(description(name)).toMatch(words);
      expect(document.querySelectorAll('[aria-invalid="true"]')).toHaveLength(1);
      field(name).blur();
    }
    expect(onSave).not.toHaveBeenCalled();
    expect(onTry).not.toHaveBeenCalled();
  });

  test('of several, the first gets the focus; each says its own until it is right', async () => {
    const { onSave } = form({ row: 'li[', course: 'corsi' });
    press('Save');
    await waitFor(() => expect(document.activeElement).toBe(field('Row')));
    type('Row', 'li');
    await waitFor(() => expect(field('Row').getAttribute('aria-invalid')).toBe('false'));
    expect(field('Course address').getAttribute('aria-invalid')).toBe('true');
    press('Save');
    await waitFor(() => expect(document.activeElement).toBe(field('Course address')));
    type('Course address', '/corsi/:id');
    press('Save');
    await waitFor(() => expect(status()).toBe('Saved'));
    expect(onSave).toHaveBeenCalledOnce();
    // What is typed after that is not asked for yet.
    type('Row', 'li[');
    expect(field('Row').value).toBe('li[');
    expect(field('Row').getAttribute('aria-invalid')).toBe('false');
  });

  test('nothing is held against what was not asked for yet', () => {
    form();
    type('Row', 'li[');
    expect(field('Row').getAttribute('aria-invalid')).toBe('false');
    expect(description('Row')).toBe('CSS selector of what stands for one person, such as li.member');
  });

  test.each<Partial<PageRules>>([
    { row: 'main > div:has(> a), [role="row"]', name: ':scope > a', id: 'data-user-id' },
    { row, id: 'wire:key' },
    { row, id: '/:locale/members/:id(\\d+){/}?' },
    { course: '/corsi/:id/*' },
    { course: '/c/:slug' },
  ])('%o is fine', async (rules) => {
    const { onSave } = form(rules);
    press('Save');
    await waitFor(() => expect(status()).toBe('Saved'));
    expect(onSave).toHaveBeenCalledExactlyOnceWith({ ...NO_RULES, ...rules });
  });
});

describe('trying on the open page', () => {
  const trial = async (rules: Partial<PageRules>, survey: Partial<Survey>) => {
    const asked = form(rules, survey);
    press('Try on the open page');
    await waitFor(() => expect(status()).toMatch(/found/));
    return asked;
  };
  const people = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ userId: 2001 + at, username: `person_${2001 + at}` }));

  test('asks with what stands in the form, saved or not, and keeps nothing', async () => {
    const { onSave, onTry } = form();
    type('Row', 'li ');
    press('Try on the open page');
    await waitFor(() => expect(status()).toMatch(/found/));
    expect(onTry).toHaveBeenCalledExactlyOnceWith({ ...NO_RULES, row: 'li' });
    expect(onSave).not.toHaveBeenCalled();
  });

  test('says that it is looking', async () => {
    const onTry = () => new Promise<Survey>(() => {});
    render(<RulesForm origin={ORIGIN} rules={NO_RULES} onSave={vi.fn()} onTry={onTry} />);
    press('Try on the open page');
    await waitFor(() => expect(status()).toBe('Looking at the page…'));
  });

  test('shows how many there are, and the first eight', async () => {
    await trial({}, { people: people(11) });
    expect(status()).toMatch(/^11 people found/);
    const list = screen.getByRole('list', { name: 'People found' });
    const rows = within(list).getAllByRole('listitem');
    expect(rows.map((row) => row.textContent)).toEqual(
      people(8).map(({ userId, username }) => `${username}#${userId}`),
    );
    expect(screen.getByText('and 3 more')).toBeTruthy();
  });

  test('one person, by name only or by user id only', async () => {
    await trial({}, { people: [{ userId: null, username: 'anna' }] });
    expect(status()).toMatch(/^1 person found/);
    expect(screen.getByRole('listitem').textContent).toBe('annaname only');
    expect(screen.queryByText(/more/)).toBeNull();
    cleanup();
    await trial({}, { people: [{ userId: 7, username: null }] });
    expect(screen.getByRole('listitem').textContent).toBe('user id only#7');
  });

  test.each<[number, RegExp | null]>([
    [0, null],
    [1, /1 more is on the page but hidden/],
    [3, /3 more are on the page but hidden/],
  ])('%i hidden', async (hidden, words) => {
    await trial({}, { people: people(1), hidden });
    if (words === null) expect(status()).not.toMatch(/hidden/);
    else expect(status()).toMatch(words);
  });

  test.each<[Survey['course'], string]>([
    [{ id: 9, slug: 'marine-biology', linked: 12 }, "Course 9, from the page's address."],
    [{ id: null, slug: 'marine-biology', linked: 12 }, "Course marine-biology, from the page's address."],
    [{ id: null, slug: null, linked: 12 }, 'Course 12, from links on the page.'],
    [{ id: null, slug: null, linked: null }, 'The page does not tell its course.'],
  ])('%o: %s', async (course, words) => {
    await trial({}, { course });
    expect(status()).toContain(words);
  });

  test.each<[Partial<PageRules>, RegExp]>([
    [{}, /fill in Row and Name/],
    [{ row: 'li' }, /Row matches each of them/],
  ])('nobody found with %o: what may help', async (rules, words) => {
    await trial(rules, {});
    expect(status()).toMatch(words);
    expect(screen.queryByRole('list')).toBeNull();
  });

  test('what was found goes when the rules change: it was found by others', async () => {
    await trial({}, { people: people(1) });
    type('Row', 'li');
    expect(status()).toBe('');
    expect(screen.queryByRole('list')).toBeNull();
  });

  test.each<[Failure, RegExp]>([
    [
      { kind: 'no-page-open', origin: ORIGIN },
      /^No page of community.example.org is open. Open the page with/,
    ],
    [{ kind: 'page-not-readable' }, /^Rollcall cannot read this page/],
  ])('%o is said', async (failure, words) => {
    const onTry = () => Promise.reject(new Failed(failure));
    render(<RulesForm origin={ORIGIN} rules={NO_RULES} onSave={vi.fn()} onTry={onTry} />);
    press('Try on the open page');
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(status()).toBe('');
  });
});
