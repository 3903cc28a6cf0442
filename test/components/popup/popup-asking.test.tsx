/** While the site is asked: how far it has come, the way out, and the way on when it fails. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Following } from '../../../lib/messages/schemas.ts';
import { Failed } from '../../../lib/model/errors.ts';
import type { View } from '../../../lib/model/index.ts';
import { plan, standing } from '../../people.ts';
import { button, courseView, held, popup, review } from './popup-stage.tsx';

afterEach(cleanup);

const bar = () => screen.findByRole('progressbar');
const reviewed = review(plan(standing('requested', 340)));

describe('the first opening', () => {
  test('says that the site is asked; given up, it can be asked again', async () => {
    const { ask, asked } = held<View>();
    popup(courseView, { open: ask });
    expect((await bar()).textContent).toMatch(/Asking the site/);
    fireEvent.click(await button('Cancel'));
    expect(asked[0]?.signal?.aborted).toBe(true);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(/^Stopped.*Nothing was sent/);
    asked[0]?.answer(courseView);
    fireEvent.click(await button('Try again'));
    asked[1]?.answer(reviewed);
    await button('Accept 340 requests');
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('an answer that comes after it was given up changes nothing', async () => {
    const { ask, asked } = held<View>();
    popup(courseView, { open: ask });
    fireEvent.click(await button('Cancel'));
    await screen.findByText('Stopped');
    asked[0]?.answer(courseView);
    await Promise.resolve();
    expect(await screen.findByText('Stopped')).toBeTruthy();
    expect(screen.queryByRole('button', { name: /^Accept/ })).toBeNull();
  });
});

describe.each([
  ['the course', null],
  ['the list', 'anna\nben'],
])('from %s', (_where, list) => {
  /** Presses the primary button of the screen; the question is then open. */
  async function pressed(answer: (following: Following) => Promise<View>) {
    const ask = vi.fn((_asked: object, following: Following) => answer(following));
    const actions = popup(courseView, { reviewWaiting: ask, reviewList: ask });
    if (list !== null) {
      fireEvent.click(await button('Paste a list'));
      fireEvent.input(await screen.findByRole('textbox'), { target: { value: list } });
    }
    fireEvent.click(await button(list === null ? 'Accept all 340 requests' : 'Review 2 lines'));
    return { ask, actions };
  }
  const isBack = async () => {
    await button(list === null ? 'Accept all 340 requests' : 'Review 2 lines');
    if (list !== null) expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe(list);
  };

  test('a quick answer is not announced', async () => {
    const { ask } = await pressed(async () => reviewed);
    expect(screen.queryByRole('progressbar')).toBeNull();
    await button('Accept 340 requests');
    expect(ask).toHaveBeenCalledOnce();
  });

  test('says how far it has come; Cancel leads back to where one was, and nothing leads away again', async () => {
    let asked: Following | undefined;
    const { promise, resolve } = Promise.withResolvers<View>();
    await pressed((following) => {
      asked = following;
      following.progress({ done: 20, all: 340 });
      return promise;
    });
    expect(await screen.findByText('Asking who is who: 20 of 340')).toBeTruthy();
    asked?.progress({ done: 40, all: 340 });
    expect(await screen.findByText('Asking who is who: 40 of 340')).toBeTruthy();
    fireEvent.click(await button('Cancel'));
    expect(asked?.signal.aborted).toBe(true);
    await isBack();
    asked?.progress({ done: 60, all: 340 });
    resolve(reviewed);
    await promise;
    await isBack();
    expect(screen.queryByRole('progressbar')).toBeNull();
    expect(screen.queryByRole('list', { name: 'People' })).toBeNull();
  });

  test('Try again after a failure asks the same again', async () => {
    const answer = vi.fn<(following: Following) => Promise<View>>(async () => reviewed);
    answer.mockRejectedValueOnce(new Failed({ kind: 'rate-limited', until: null }));
    const { ask, actions } = await pressed(answer);
    await screen.findByText('The site asks to wait');
    fireEvent.click(await button('Try again'));
    await button('Accept 340 requests');
    const [first, second] = ask.mock.calls.map(([asked]) => asked);
    expect(second).toEqual(first);
    expect(ask).toHaveBeenCalledTimes(2);
    expect(actions.open).toHaveBeenCalledOnce();
  });

  test('Back after a failure leads back to where one was', async () => {
    const { ask } = await pressed(async () => {
      throw new Failed({ kind: 'forbidden' });
    });
    await screen.findByRole('alert');
    fireEvent.click(await button('Back'));
    await isBack();
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(ask).toHaveBeenCalledOnce();
  });
});
