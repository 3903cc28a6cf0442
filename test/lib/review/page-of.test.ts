/** The page may be signed in as somebody else than Rollcall: a review says so, wherever its people come from. */
import { expect, test } from 'vitest';
import type { View } from '../../../lib/model/index.ts';
import { reviewWaiting } from '../../../lib/review/review.ts';
import { flowStage } from '../jobs/stage.ts';

const stage = flowStage();
const place = { tabId: 1 };
const pageOf = (view: View) => (view.screen === 'review' ? view.plan.notes.pageOf : view.screen);
const everyone = () => reviewWaiting({ place, courseId: 9, search: '' }, {});

test('F4: a review of the page’s people, and of everyone who waits, notes whom the page is signed in as', async () => {
  const other = { userId: 77, username: 'henrik_dahl' };
  stage.signPagesIn(other);
  expect(pageOf(await stage.openTab(1))).toEqual(other);
  expect(pageOf(await everyone())).toEqual(other);
});

test('F4: where that is the same account, by its id or else by its name, or is not told, nothing is noted', async () => {
  const { by } = await stage.review(1);
  expect(pageOf(await everyone())).toBeNull();
  for (const same of [
    { userId: by.id, username: 'renamed_since' },
    { userId: null, username: by.username },
  ]) {
    stage.signPagesIn(same);
    expect(pageOf(await everyone())).toBeNull();
  }
  stage.signPagesIn({ userId: null, username: 'henrik_dahl' });
  expect(pageOf(await everyone())).toEqual({ userId: null, username: 'henrik_dahl' });
});
