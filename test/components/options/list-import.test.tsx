import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { afterEach, expect, test, vi } from 'vitest';
import { ListImport } from '../../../components/options/ListImport.tsx';
import { Failed } from '../../../lib/model/errors.ts';
import type { SiteState } from '../../../lib/model/index.ts';
import { ORIGIN, person, site } from '../../people.ts';

afterEach(cleanup);

const here = site(person(2));
const other = site(person(3), { origin: 'https://other.example.org' });

function listImport(...sites: SiteState[]) {
  const onContinue = vi.fn(async () => {});
  function Stage({ left }: { left: SiteState[] }) {
    const [text, setText] = useState('');
    return <ListImport sites={left} text={text} onText={setText} onContinue={onContinue} />;
  }
  const { rerender } = render(<Stage left={sites} />);
  const now = (...left: SiteState[]) => rerender(<Stage left={left} />);
  return { onContinue, now };
}

const names = () => screen.getByLabelText<HTMLTextAreaElement>('Names, one a line, or a table');
const type = (value: string) => fireEvent.input(names(), { target: { value } });
const go = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Continue in a window of its own' });
const picker = () => document.querySelector<HTMLInputElement>('input[type=file]') as HTMLInputElement;
const file = (text: string) => new File([text], 'people.csv', { type: 'text/csv' });

/** A file whose medium is gone by the time it is read. */
class GoneFile extends File {
  override arrayBuffer(): Promise<ArrayBuffer> {
    return Promise.reject(new DOMException('', 'NotReadableError'));
  }
}

test('without a site there is nothing to fill in', () => {
  listImport();
  expect(screen.getByRole('heading', { name: 'Invite from a list' })).toBeTruthy();
  expect(screen.getByText('Connect a site first.')).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
  expect(screen.queryByRole('button')).toBeNull();
});

test('the one site needs no choice; the list goes on with it as it was written', () => {
  const { onContinue } = listImport(here);
  expect(screen.queryByRole('combobox')).toBeNull();
  expect(screen.getByText(/list of people of community.example.org/)).toBeTruthy();
  type('anna\n  berta\n');
  fireEvent.click(go());
  expect(onContinue).toHaveBeenCalledExactlyOnceWith(ORIGIN, 'anna\n  berta\n');
});

test('of several sites one is chosen; when it is disconnected, the first that is left', async () => {
  const { onContinue, now } = listImport(here, other);
  const choice = screen.getByLabelText<HTMLSelectElement>('Site');
  expect(choice.value).toBe(ORIGIN);
  fireEvent.change(choice, { target: { value: other.origin } });
  type('anna');
  fireEvent.click(go());
  expect(onContinue).toHaveBeenLastCalledWith(other.origin, 'anna');
  now(here);
  await waitFor(() => {
    fireEvent.click(go());
    expect(onContinue).toHaveBeenLastCalledWith(ORIGIN, 'anna');
  });
});

test('an empty list goes nowhere, nor do blanks', () => {
  listImport(here);
  expect(go().disabled).toBe(true);
  type(' \n\t');
  expect(go().disabled).toBe(true);
  type('anna');
  expect(go().disabled).toBe(false);
});

test('a chosen file takes the place of what stood there, and can be chosen again', async () => {
  listImport(here);
  type('before');
  const click = vi.spyOn(picker(), 'click');
  fireEvent.click(screen.getByRole('button', { name: 'Choose a file' }));
  expect(click).toHaveBeenCalledOnce();
  Object.defineProperty(picker(), 'files', { value: [file('username\nanna\n')] });
  Object.defineProperty(picker(), 'value', { value: 'people.csv', writable: true });
  fireEvent.change(picker());
  await waitFor(() => expect(names().value).toBe('username\nanna\n'));
  expect(picker().value).toBe('');
});

test('a dropped file takes the place of what stood there; dropped text is left to the browser', async () => {
  listImport(here);
  const dropped = { files: [file('berta')], types: ['Files'] };
  // `false`: the browser is kept from opening the file.
  expect(fireEvent.dragOver(names(), { dataTransfer: dropped })).toBe(false);
  expect(fireEvent.drop(names(), { dataTransfer: dropped })).toBe(false);
  await waitFor(() => expect(names().value).toBe('berta'));
  const text = { files: [], types: ['text/plain'] };
  expect(fireEvent.dragOver(names(), { dataTransfer: text })).toBe(true);
  expect(fireEvent.drop(names(), { dataTransfer: text })).toBe(true);
});

test('a spreadsheet is refused with what to do, and what stood there stays', async () => {
  listImport(here);
  type('anna');
  const book = new File([new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])], 'people.xlsx');
  fireEvent.drop(names(), { dataTransfer: { files: [book], types: ['Files'] } });
  expect((await screen.findByRole('alert')).textContent).toMatch(
    /people.xlsx is a spreadsheet. Save it as CSV/,
  );
  expect(names().value).toBe('anna');
});

test('a list that cannot go on is said, and stays', async () => {
  const { onContinue } = listImport(here);
  onContinue.mockRejectedValueOnce(new Failed({ kind: 'offline', origin: ORIGIN }));
  type('anna');
  fireEvent.click(go());
  expect((await screen.findByRole('alert')).textContent).toMatch(/community.example.org cannot be reached/);
  expect(names().value).toBe('anna');
});

test('a file that cannot be read is said by its name, until something is typed or read', async () => {
  listImport(here);
  type('anna');
  const gone = { dataTransfer: { files: [new GoneFile([], 'gone.csv')], types: ['Files'] } };
  fireEvent.drop(names(), gone);
  expect((await screen.findByRole('alert')).textContent).toMatch(/^gone.csv cannot be read/);
  expect(names().value).toBe('anna');
  type('anna\n');
  expect(screen.queryByRole('alert')).toBeNull();
  fireEvent.drop(names(), gone);
  await screen.findByRole('alert');
  fireEvent.drop(names(), { dataTransfer: { files: [file('berta')], types: ['Files'] } });
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
});
