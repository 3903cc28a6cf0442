/** The list of jobs: what it shows, how it is searched, deleted, and gone through by keyboard. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { Failed } from '../../../lib/model/errors.ts';
import type { Failure } from '../../../lib/model/index.ts';
import { outcome } from '../../people.ts';
import { button, focused, history, open, past, paused, rows, running, summaryOf } from './history-stage.tsx';

afterEach(cleanup);

const field = () => screen.getByRole<HTMLInputElement>('searchbox');
const type = (text: string) => fireEvent.input(field(), { target: { value: text } });

test('each job with its course, what became of it, and when', async () => {
  const first = past(3, 'Chess', { undone: ['withdraw'] });
  history([
    past(1, 'Marine Biology', {
      counts: [
        { kind: 'accepted', count: 340 },
        { kind: 'refused', count: 1 },
      ],
    }),
    past(2, 'Chess', {
      from: { jobId: first.id, as: 'undo' },
      counts: [{ kind: 'withdrawn', count: 3 }],
    }),
    first,
    past(4, 'Go', { from: { jobId: crypto.randomUUID(), as: 'retry' }, cancelled: true }),
  ]);
  await screen.findByText('4 jobs');
  expect(screen.getByRole('list', { name: 'Jobs' })).toBeTruthy();
  expect(rows()).toEqual([
    expect.stringMatching(/^Marine BiologyNov 21, 2026, .*PM340 accepted, 1 refused$/),
    expect.stringMatching(/^ChessNov 20, .*PMUndo of the job of Nov 19, 2026, .*PM · 3 withdrawn$/),
    expect.stringMatching(/^ChessNov 19, .*PMundone · 3 invited$/),
    expect.stringMatching(/^GoNov 18, .*PMRetry of an earlier job · cancelled: 3 invited$/),
  ]);
});

test('what is not over says so, and why', async () => {
  history([
    running(1, 'Marine Biology'),
    paused(2, 'Chess'),
    { ...running(3, 'Go'), failure: { kind: 'rate-limited', until: null } },
    past(4, 'Bees', { state: 'left', outcomes: [], counts: [] }),
  ]);
  await screen.findByText('4 jobs');
  expect(rows().map((row) => row?.replace(/Nov.*PM/, ' '))).toEqual([
    'Marine Biology running: 3 people',
    'Chess paused: Your account is not allowed to do this',
    'Go running: The site asks to wait',
    'Bees given up: 3 people',
  ]);
});

test('the host is told where there are several', async () => {
  history([past(1, 'Chess', { origin: 'https://other.test' }), past(2, 'Go')]);
  expect(await screen.findByText(/^other\.test · 3 invited$/)).toBeTruthy();
  expect(screen.getByText(/^community\.example\.org · 3 invited$/)).toBeTruthy();
});

test('nothing yet: it says what will stand here, and offers nothing', async () => {
  history([]);
  expect(await screen.findByText(/^No jobs yet\. Each time you invite or accept/)).toBeTruthy();
  expect(screen.queryByRole('searchbox')).toBeNull();
  expect(screen.queryAllByRole('button')).toEqual([]);
});

test('a search: what it finds, that it finds nothing, and all again', async () => {
  const actions = history([past(1, 'Marine Biology'), past(2, 'Chess')]);
  await screen.findByText('2 jobs');
  type(' chess ');
  expect(await screen.findByText('1 job matches')).toBeTruthy();
  expect(rows()).toEqual([expect.stringMatching(/^Chess/)]);
  type('bees');
  expect(await screen.findByText(/^No job matches “bees”/)).toBeTruthy();
  expect(screen.queryByRole('list')).toBeNull();
  type('');
  await screen.findByText('2 jobs');
  expect(vi.mocked(actions.history).mock.calls).toEqual(
    ['', 'chess', 'bees', ''].map((search) => [{ search }]),
  );
});

test('an answer to what was searched for before is nobody’s', async () => {
  vi.useFakeTimers();
  try {
    const answers = new Map<string, () => void>();
    const jobs = vi.fn(async ({ search }: { search: string }) => {
      if (search !== '') await new Promise<void>((resolve) => answers.set(search, resolve));
      return { jobs: [summaryOf(past(1, search === '' ? 'All' : search))], all: 1 };
    });
    history([], { history: jobs });
    const settle = () => vi.advanceTimersByTimeAsync(1_000);
    await settle();
    for (const text of ['slow', 'quick']) {
      type(text);
      await settle();
    }
    for (const text of ['quick', 'slow']) {
      answers.get(text)?.();
      await settle();
      expect(rows()[0]).toMatch(/^quick/);
    }
  } finally {
    vi.useRealTimers();
  }
});

test('a search that takes a while says so, until it is over', async () => {
  vi.useFakeTimers();
  try {
    let answer = () => {};
    const jobs = vi.fn(async ({ search }: { search: string }) => {
      if (search !== '') await new Promise<void>((resolve) => (answer = resolve));
      return { jobs: [summaryOf(past(1, 'Chess'))], all: 1 };
    });
    history([], { history: jobs });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(screen.queryByText('Searching…')).toBeNull();
    type('chess');
    await vi.advanceTimersByTimeAsync(1_000);
    expect(screen.getByText('Searching…')).toBeTruthy();
    answer();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(screen.getByText('1 job matches')).toBeTruthy();
  } finally {
    vi.useRealTimers();
  }
});

test('more than are listed: how many, and what to do about it', async () => {
  history(Array.from({ length: 1_203 }, (_, at) => past(at + 1, `Course ${at + 1}`)));
  await screen.findByText('1,203 jobs');
  expect(rows()).toHaveLength(200);
  expect(screen.getByText('and 1,003 more: search to narrow down')).toBeTruthy();
});

test('where it cannot be read, that is said, and not that there is nothing', async () => {
  history([], { history: () => Promise.reject(new Failed({ kind: 'not-kept' })) });
  expect((await screen.findByRole('alert')).textContent).toMatch(/^The browser keeps nothing more/);
  expect(screen.queryByText(/No jobs yet/)).toBeNull();
});

test('while a job runs, the list follows; not while the page is hidden', async () => {
  vi.useFakeTimers();
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  try {
    const jobs = [running(1, 'Chess')];
    const actions = history(jobs);
    await vi.advanceTimersByTimeAsync(10);
    expect(rows()[0]).toMatch(/running: 3 people/);
    jobs[0] = past(1, 'Chess');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(actions.history).toHaveBeenCalledOnce();
    hidden.mockReturnValue(false);
    document.dispatchEvent(new Event('visibilitychange'));
    await vi.advanceTimersByTimeAsync(10);
    expect(rows()[0]).toMatch(/3 invited/);
    // Nothing more happens by itself.
    await vi.advanceTimersByTimeAsync(60_000);
    expect(actions.history).toHaveBeenCalledTimes(2);
  } finally {
    vi.useRealTimers();
    hidden.mockRestore();
  }
});

describe('delete all', () => {
  const jobs = () => [running(1, 'Marine Biology'), past(2, 'Chess'), paused(3, 'Go'), past(4, 'Bees')];

  test('asks once more, tells how many stay, and those do', async () => {
    const actions = history(jobs());
    fireEvent.click(await button('Delete all'));
    expect(focused()).toBe('Keep');
    expect(screen.getByRole('group', { name: 'Delete all jobs that are over for good?' })).toBeTruthy();
    expect(actions.deleteEnded).not.toHaveBeenCalled();
    fireEvent.click(await button('Delete for good'));
    expect(
      await screen.findByText(
        'What is over is deleted. 2 jobs stay, since they still run or wait for you. 2 jobs',
      ),
    ).toBeTruthy();
    expect(rows()).toEqual([expect.stringMatching(/^Marine/), expect.stringMatching(/^Go/)]);
    expect(focused()).toBe('History');
    expect(screen.queryByRole('button', { name: /Delete/ })).toBeNull();
  });

  test.each<[string, (keep: HTMLElement) => void, string | undefined]>([
    ['Keep', (keep) => fireEvent.click(keep), 'Delete all'],
    ['Escape', (keep) => fireEvent.keyDown(keep, { key: 'Escape' }), 'Delete all'],
    ['going elsewhere', () => field().focus(), ''],
  ])('%s deletes nothing', async (_how, act, then) => {
    const actions = history(jobs());
    fireEvent.click(await button('Delete all'));
    act(await button('Keep'));
    await button('Delete all');
    expect(screen.queryByRole('button', { name: 'Delete for good' })).toBeNull();
    expect(focused()).toBe(then);
    expect(actions.deleteEnded).not.toHaveBeenCalled();
  });

  test('is not offered for what a search has found', async () => {
    history(jobs());
    await button('Delete all');
    type('chess');
    await screen.findByText('1 job matches');
    expect(screen.queryByRole('button', { name: 'Delete all' })).toBeNull();
  });

  test('that fails says why', async () => {
    history(jobs(), { deleteEnded: () => Promise.reject(new Failed({ kind: 'not-kept' })) });
    fireEvent.click(await button('Delete all'));
    fireEvent.click(await button('Delete for good'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/^The browser keeps nothing more/);
    expect(rows()).toHaveLength(4);
  });
});

describe('from the list to a job and back', () => {
  test('its name gets the focus, then its row again; the search stays', async () => {
    history([past(1, 'Marine Biology'), past(2, 'Chess'), past(3, 'Chess club')]);
    await screen.findByText('3 jobs');
    type('chess');
    await screen.findByText('2 jobs match');
    await open('Chess club');
    expect(focused()).toBe('Chess club');
    expect(screen.queryByRole('searchbox')).toBeNull();
    fireEvent.click(await button('All jobs'));
    expect(focused()).toMatch(/^Chess club/);
    expect(field().value).toBe('chess');
  });

  test('deleted: it is gone, that is said, and the next has the focus; after the last the heading', async () => {
    const actions = history([past(1, 'Marine Biology'), past(2, 'Chess')]);
    const remove = async (name: string) => {
      await open(name);
      fireEvent.click(await button('Delete'));
      fireEvent.click(await button('Delete for good'));
    };
    await remove('Marine Biology');
    expect(await screen.findByText('Deleted. 1 job')).toBeTruthy();
    expect(focused()).toMatch(/^Chess/);
    await remove('Chess');
    expect(await screen.findByText(/^Deleted\. No jobs yet/)).toBeTruthy();
    expect(focused()).toBe('History');
    expect(actions.deleteJob).toHaveBeenCalledTimes(2);
  });

  test('named in the address: it is there at once, with the focus', async () => {
    const wanted = past(2, 'Chess');
    history([past(1, 'Marine Biology'), wanted], {}, wanted.id);
    await screen.findByRole('heading', { name: 'Chess' });
    expect(focused()).toBe('Chess');
    fireEvent.click(await button('All jobs'));
    await waitFor(() => expect(focused()).toMatch(/^Chess/));
  });

  test.each<[Failure, RegExp]>([
    [{ kind: 'no-such-job' }, /^This job is not in the history/],
    [{ kind: 'not-kept' }, /^The browser keeps nothing more/],
  ])('that cannot be opened for %o says so above the others', async (failure, words) => {
    const job = () => Promise.reject(new Failed(failure));
    history([past(1, 'Chess', { outcomes: [outcome('invited', 1)] })], { pastJob: job }, crypto.randomUUID());
    expect((await screen.findByRole('alert')).textContent).toMatch(words);
    await screen.findByText('1 job');
    expect(focused()).toBe('History');
  });
});

test('nothing here is called like the buttons that send, or like the fields of signing in', async () => {
  history([past(1, 'Chess')]);
  await open('Chess');
  const names = screen.getAllByRole('button').map((one) => one.textContent);
  expect(names.filter((name) => /^(Invite|Accept|Connect)/.test(name ?? ''))).toEqual([]);
  expect(screen.queryByLabelText(/Site address|Access token/)).toBeNull();
});
