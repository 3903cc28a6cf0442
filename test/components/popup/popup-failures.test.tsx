import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { Failed } from '../../../lib/model/errors.ts';
import type { Failure } from '../../../lib/model/index.ts';
import { ORIGIN, plan, standing } from '../../people.ts';
import { button, popup, review } from './popup-stage.tsx';

afterEach(cleanup);

describe('each expected failure has its own words and the button that helps', () => {
  const failures: [Failure, RegExp, string][] = [
    [{ kind: 'not-connected', origin: ORIGIN }, /not connected to community\.example\.org/, 'Connect'],
    [
      { kind: 'access-not-granted', origin: ORIGIN },
      /may not talk to community\.example\.org/,
      'Open options',
    ],
    [{ kind: 'token-rejected', origin: ORIGIN }, /does not accept this access token/, 'Open options'],
    [{ kind: 'clock-wrong', origin: ORIGIN, at: 0 }, /the clock here is wrong/, 'Open options'],
    [{ kind: 'client-secret-missing', origin: ORIGIN }, /needs the client secret of its app/, 'Open options'],
    [{ kind: 'client-secret-wrong', origin: ORIGIN }, /does not accept this client id and/, 'Open options'],
    [{ kind: 'other-account', origin: ORIGIN, username: 'cora' }, /reviewed as cora/, 'Open options'],
    [
      { kind: 'not-a-community', origin: ORIGIN },
      /community\.example\.org does not answer as/,
      'Open options',
    ],
    [{ kind: 'forbidden' }, /not allowed/, 'Try again'],
    [{ kind: 'token-not-usable' }, /not an access token/, 'Open options'],
    [{ kind: 'not-a-manager' }, /do not manage this course/, 'Try again'],
    [{ kind: 'course-not-found', courseId: 77 }, /no course 77/, 'Try again'],
    [{ kind: 'no-page-open', origin: ORIGIN }, /No page of community\.example\.org is open/, 'Try again'],
    [{ kind: 'cancelled' }, /Stopped/, 'Try again'],
    [{ kind: 'page-not-readable' }, /cannot read this page/, 'Try again'],
    [{ kind: 'page-loading' }, /still loading.*Wait until the page shows/, 'Try again'],
    [{ kind: 'page-silent' }, /does not answer.*reload the page/, 'Try again'],
    [{ kind: 'offline', origin: ORIGIN }, /cannot be reached/, 'Try again'],
    [{ kind: 'rate-limited', until: null }, /asks to wait/, 'Try again'],
    [{ kind: 'server-error', status: 503 }, /error 503/, 'Try again'],
    [{ kind: 'unexpected-answer', what: 'redirect' }, /does not know/, 'Try again'],
    [{ kind: 'refused', message: 'No.' }, /refused/, 'Try again'],
    [{ kind: 'turned-away', message: 'Not allowed.' }, /does not take such.*Not allowed\./, 'Try again'],
    [
      { kind: 'not-the-api', origin: ORIGIN, status: 403, title: 'Just a moment' },
      /web page answered in place of community\.example\.org.*“Just a moment” \(status 403\)/,
      'Try again',
    ],
    [{ kind: 'store-not-opened' }, /cannot open what Rollcall has kept/, 'Try again'],
    [{ kind: 'not-found' }, /does not know what was asked/, 'Try again'],
    [{ kind: 'too-many-people', most: 10_000 }, /too many people/, 'Try again'],
    [{ kind: 'review-again' }, /out of date/, 'Review again'],
    [{ kind: 'not-a-site-address' }, /not the address of a site/, 'Try again'],
    [{ kind: 'site-not-secure' }, /not secure/, 'Try again'],
    [{ kind: 'internal', what: 'TypeError' }, /made a mistake/, 'Try again'],
  ];
  test.each(failures)('%o', async (failure, words, name) => {
    const actions = popup(failure);
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toMatch(words);
    expect(alert.textContent).not.toContain('$');
    fireEvent.click(await button(name));
    if (name === 'Connect' || name === 'Open options') expect(actions.openOptions).toHaveBeenCalledOnce();
    else await waitFor(() => expect(actions.open).toHaveBeenCalledTimes(2));
  });

  test('what was out of date is not gone back to: it is reviewed anew', async () => {
    const actions = popup(review(plan(standing(null, 1))), {
      start: async () => {
        throw new Failed({ kind: 'review-again' });
      },
    });
    fireEvent.click(await button('Invite 1 person'));
    await screen.findByText('This review is out of date');
    expect(screen.queryByRole('button', { name: 'Back' })).toBeNull();
    fireEvent.click(await button('Review again'));
    await button('Invite 1 person');
    expect(actions.open).toHaveBeenCalledTimes(2);
  });

  test('rate-limited with a time says until when', async () => {
    popup({ kind: 'rate-limited', until: new Date(new Date().setHours(12, 31, 5, 0)).getTime() });
    expect((await screen.findByRole('alert')).textContent).toMatch(/Try again after 12:31:05/);
  });
});
