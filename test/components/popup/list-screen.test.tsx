import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ListScreen } from '../../../components/popup/ListScreen.tsx';
import { MAX_FILE_BYTES } from '../../../lib/list/file-text.ts';
import { MAX_PEOPLE } from '../../../lib/model/index.ts';
import { course, ORIGIN } from '../../people.ts';

afterEach(cleanup);

/** The screen with a caller that keeps the draft. */
function list(first = '') {
  const calls = { onDraft: vi.fn(), onReview: vi.fn(), onBack: vi.fn() };
  function Caller() {
    const [draft, keep] = useState(first);
    calls.onDraft.mockImplementation(keep);
    return <ListScreen course={course} origin={ORIGIN} draft={draft} kept {...calls} />;
  }
  const { container } = render(<Caller />);
  return { ...calls, container };
}

const field = () => screen.getByLabelText<HTMLTextAreaElement>('Names, one a line, or a table');
const type = (text: string) => fireEvent.input(field(), { target: { value: text } });
const primary = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Review/ });
const rows = () => [...screen.getByRole('list', { name: 'Lines' }).querySelectorAll('li')];
const names = (count: number) => Array.from({ length: count }, (_, at) => `person_${at}`).join('\n');

/** Both ways in which a file comes: chosen with the button, dropped on the screen. */
const ways = {
  chosen(container: Element, file: File) {
    const input = container.querySelector('input[type=file]');
    if (input === null) throw new Error('nothing to choose a file with');
    fireEvent.change(input, { target: { files: [file] } });
  },
  dropped(_container: Element, file: File) {
    fireEvent.drop(field(), { dataTransfer: { types: ['Files'], files: [file], getData: () => '' } });
  },
};

describe('an empty list', () => {
  test('asks for one, with the focus in the field, and cannot be reviewed', () => {
    const { onBack } = list();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Intro to Marine Biology');
    expect(document.activeElement).toBe(field());
    expect(screen.getByText(/Usernames, profile links, user ids or e-mail addresses/)).toBeTruthy();
    expect(primary().textContent).toBe('Review the list');
    expect(primary().disabled).toBe(true);
    expect(screen.getByText(/Nothing is sent before/).id).toBe(primary().getAttribute('aria-describedby'));
    expect(screen.queryByRole('list', { name: 'Lines' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Back to the course' }));
    expect(onBack).toHaveBeenCalledOnce();
  });
});

describe('what is typed or pasted', () => {
  test('is kept by the caller, and each line is told what it was taken for', () => {
    const { onDraft } = list();
    const text = [
      'anna',
      '',
      `${ORIGIN}/user/1004/`,
      '2003',
      'a@b.org',
      'https://x.example/user/1/',
      'Anna Smith',
    ];
    type(text.join('\n'));
    expect(onDraft).toHaveBeenLastCalledWith(text.join('\n'));
    expect(rows().map((row) => [...row.children].map(({ textContent }) => textContent))).toEqual([
      ['1', 'anna', 'username'],
      ['3', `#1004${ORIGIN}/user/1004/`, 'user id'],
      ['4', '2003', 'number: id or username'],
      ['5', 'a@b.org', 'e-mail'],
      ['6', 'https://x.example/user/1/', 'link to another site'],
      ['7', 'Anna Smith', 'not recognised'],
    ]);
    expect(screen.getByRole('status').textContent).toBe(
      '6 lines: 1 username, 1 user id, 1 number, 1 e-mail, 1 link to another site, 1 not recognised',
    );
  });

  test('a table says its header and the column it was read by', () => {
    list('Ext_ID;Provider;Name\nx-1;sap;Anna\nx-2;;Ben');
    expect(screen.getByRole('status').textContent).toBe(
      '2 lines: 2 external ids; header: Ext_ID;Provider;Name; read by the column Ext_ID',
    );
    expect(rows()[0]?.textContent).toBe('2x-1 (sap)x-1;sap;Annaexternal id');
  });

  test('the header of a single column is said once', () => {
    list('username\nanna');
    expect(screen.getByRole('status').textContent).toBe('1 line: 1 username; header: username');
  });

  test('goes to the review whole, by the button or by Ctrl+Enter', () => {
    const { onReview } = list('anna\nBen Jones');
    expect(primary().textContent).toBe('Review 2 lines');
    expect(screen.queryByRole('button', { name: /^(Invite|Accept)/ })).toBeNull();
    fireEvent.click(primary());
    const lines = [
      { line: 1, text: 'anna', taken: { as: 'username', username: 'anna' } },
      { line: 2, text: 'Ben Jones', taken: { as: 'nothing' } },
    ];
    expect(onReview).toHaveBeenLastCalledWith(lines);
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
    expect(onReview).toHaveBeenCalledTimes(2);
    fireEvent.keyDown(field(), { key: 'Enter' });
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true, repeat: true });
    expect(onReview).toHaveBeenCalledTimes(2);
  });

  test('a draft that was kept is there again, with the focus in the field', () => {
    list('anna');
    expect(field().value).toBe('anna');
    expect(primary().textContent).toBe('Review 1 line');
    expect(document.activeElement).toBe(field());
  });

  test.each(['Anna Smith\nBen Jones', 'https://x.example/user/1/'])('%j cannot be reviewed', (text) => {
    const { onReview } = list(text);
    expect(primary().disabled).toBe(true);
    const why = primary().getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(why)?.textContent).toMatch(/^No line is a username/);
    fireEvent.keyDown(field(), { key: 'Enter', ctrlKey: true });
    expect(onReview).not.toHaveBeenCalled();
  });

  test('200 lines are shown, the others counted', () => {
    list(names(1_250));
    expect(rows()).toHaveLength(201);
    expect(rows().at(-1)?.textContent).toBe('and 1,050 more');
    expect(screen.getByRole('status').textContent).toBe('1,250 lines: 1,250 usernames');
    expect(primary().textContent).toBe('Review 1,250 lines');
  });

  test('as many as a job may hold, and not one more', () => {
    list(names(MAX_PEOPLE));
    expect(primary().disabled).toBe(false);
    type(names(MAX_PEOPLE + 1));
    expect(primary().disabled).toBe(true);
    expect(screen.getByRole('alert').textContent).toMatch(
      /^These are 10,001 lines, and a list may hold 10,000/,
    );
  });
});

describe.each(Object.entries(ways))('a file that is %s', (_way, give) => {
  test('is read into the field', async () => {
    const { container } = list();
    give(container, new File(['\ufeffusername\r\nanna'], 'people.csv'));
    await waitFor(() => expect(primary().textContent).toBe('Review 1 line'));
    expect(screen.getByRole('status').textContent).toBe('1 line: 1 username; header: username');
  });

  test('goes below what is there, and in place of the file before it', async () => {
    const { container } = list('carl');
    give(container, new File(['anna'], 'one.txt'));
    await waitFor(() => expect(field().value).toBe('carl\nanna'));
    type('');
    give(container, new File(['ben'], 'two.txt'));
    await waitFor(() => expect(field().value).toBe('ben'));
    give(container, new File(['dora'], 'three.txt'));
    await waitFor(() => expect(field().value).toBe('dora'));
  });

  test.each([
    ['people.xlsx', [0x50, 0x4b, 3, 4, 0], /^people\.xlsx is a spreadsheet\. Save it as CSV first/],
    ['photo.jpg', [0xff, 0xd8, 0, 1], /^photo\.jpg is not a text file/],
  ])('%s is refused in words, and nothing is lost', async (name, bytes, words) => {
    const { container, onDraft } = list('carl');
    give(container, new File([new Uint8Array(bytes)], name));
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    expect(screen.getByRole('alert').textContent).toMatch(/The list is as it was\.$/);
    expect(field().value).toBe('carl');
    expect(onDraft).not.toHaveBeenCalled();
  });

  test('is refused where it is too big; the words go with the next one', async () => {
    const { container } = list();
    give(container, new File(['a'.repeat(MAX_FILE_BYTES + 1)], 'all.csv'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^all\.csv is larger than 5 MB/);
    give(container, new File(['anna'], 'one.csv'));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(field().value).toBe('anna');
  });
});

describe('dragging', () => {
  const text = { types: ['text/plain'], files: [], getData: () => 'anna\nben' };

  test('shows where to drop, as long as it is over the screen', () => {
    const { container } = list();
    const words = () => screen.queryByText('Drop it to read it');
    expect(words()).toBeNull();
    const target = container.querySelector('.screen');
    if (target === null) throw new Error('no screen');
    expect(fireEvent.dragOver(target, { dataTransfer: { types: ['Files'] } })).toBe(false);
    expect(words()).not.toBeNull();
    // happy-dom's drag events do not know where the pointer goes; its mouse events do.
    const leave = (relatedTarget: Element) =>
      fireEvent(target, new MouseEvent('dragleave', { bubbles: true, relatedTarget }));
    leave(field());
    expect(words()).not.toBeNull();
    leave(document.body);
    expect(words()).toBeNull();
    fireEvent.dragOver(target, { dataTransfer: { types: ['text/html'] } });
    expect(words()).toBeNull();
  });

  test('text dropped beside the field is added; into it, it is left to the browser', () => {
    list('carl');
    expect(fireEvent.drop(field(), { dataTransfer: text })).toBe(true);
    expect(field().value).toBe('carl');
    expect(fireEvent.drop(screen.getByRole('heading', { level: 1 }), { dataTransfer: text })).toBe(false);
    expect(field().value).toBe('carl\nanna\nben');
  });
});
