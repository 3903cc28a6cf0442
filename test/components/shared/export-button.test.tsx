/** Export CSV, where the popup offers it. */
import { cleanup, fireEvent, render, screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';
import { PausedScreen } from '../../../components/popup/PausedScreen.tsx';
import { ResultScreen } from '../../../components/shared/ResultScreen.tsx';
import { job, outcome, standing } from '../../people.ts';

afterEach(cleanup);

const nothing = () => {};
const createdAt = Date.UTC(2026, 10, 22, 12);
const done = job(standing(null, 1), {
  createdAt,
  state: 'done',
  outcomes: [outcome('invited', 2001)],
});
const paused = job(standing(null, 1), { createdAt, state: 'paused', failure: { kind: 'forbidden' } });
const ways = { onRetry: nothing, onUndo: nothing, onBack: nothing, onReloadPage: nothing };
const pausedWays = { onResume: nothing, onOpenOptions: nothing, onStartOver: nothing };

test.each([
  ['the result', <ResultScreen key="1" job={done} {...ways} />, 'invited'],
  [
    'a pause',
    <PausedScreen key="2" job={paused} failure={{ kind: 'forbidden' }} {...pausedWays} />,
    'waiting',
  ],
])('%s: the last of its buttons saves everyone as a file', async (_which, drawn, word) => {
  let file: Blob | MediaSource = new Blob();
  const created = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    file = blob;
    return 'blob:here';
  });
  const names: string[] = [];
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(`${this.download} ${this.href}`);
  });
  try {
    render(drawn);
    const last = screen.getAllByRole('button').at(-1);
    expect(last?.textContent).toBe('Export CSV');
    if (last) fireEvent.click(last);
    expect(names).toEqual(['rollcall-intro-to-marine-biology-2026-11-22.csv blob:here']);
    const bytes = new Uint8Array(await (file as Blob).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toMatch(
      new RegExp(`\\r\\n.*,2001,person_2001,.*,${word},\\r\\n$`),
    );
  } finally {
    created.mockRestore();
    clicked.mockRestore();
  }
});
