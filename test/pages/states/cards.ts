/** The user card: dialogs and lists. */
import { until } from '../../tools/run.ts';
import { byLink, course9, DIALOG, listed, named, nowhere, SLUG, type State } from './state.ts';

const CARDS = '.SCUser-root .SCBaseItemButton-primary';

export const inCards: State[] = [
  {
    name: 'course-participants',
    path: `/course/9/${SLUG}/`,
    course: { ...course9, linked: null },
    ready: 'button:has-text("articipant")',
    async reach({ page }) {
      await page.getByRole('button', { name: /participant/i }).click();
      await page.locator(`${DIALOG} ${CARDS}`).nth(19).waitFor();
    },
    each: `${DIALOG} ${CARDS}`,
    people: byLink('/course/9/join/?limit=20'),
  },
  {
    name: 'group',
    path: '/group/6/field-trip/members/',
    course: nowhere,
    ready: CARDS,
    each: CARDS,
    people: byLink('/group/6/subscribe/?limit=5'),
  },
  {
    name: 'group-members',
    path: '/group/5/tide-pool-watchers/members/',
    course: nowhere,
    ready: CARDS,
    async reach({ page }) {
      await page.getByRole('button', { name: 'Show more' }).click();
      await until('the deleted profile', async () => {
        await page.locator(`${DIALOG} ${CARDS}`).last().scrollIntoViewIfNeeded();
        return (await page.locator(`${DIALOG} ${CARDS}`).count()) === 20;
      });
    },
    each: `${DIALOG} ${CARDS}`,
    people: byLink('/group/5/subscribe/'),
  },
  {
    name: 'group-invite',
    path: '/group/6/field-trip/members/',
    course: nowhere,
    ready: CARDS,
    async reach({ page }) {
      await page.getByRole('button', { name: 'Invite' }).click();
      await page.locator(`${DIALOG} button.SCBaseItemButton-content`).nth(4).waitFor();
    },
    each: `${DIALOG} ${CARDS}`,
    people: async (lms) => (await listed(lms, '/group/6/user/?search=')).slice(0, 5).map(named),
  },
  {
    name: 'event',
    path: '/event/3/night-snorkel/',
    course: nowhere,
    ready: CARDS,
    each: CARDS,
    people: byLink('/event/3/going/?limit=5'),
  },
  {
    name: 'followers',
    path: '/user/2001/',
    course: nowhere,
    ready: CARDS,
    each: CARDS,
    people: byLink('/user/2001/followers/?limit=3'),
  },
  {
    name: 'followers-dialog',
    path: '/user/2001/',
    course: nowhere,
    ready: CARDS,
    async reach({ page }) {
      await page.getByRole('button', { name: /show all|see all|show more/i }).click();
      await page.locator(`${DIALOG} ${CARDS}`).nth(10).waitFor();
    },
    each: `${DIALOG} ${CARDS}`,
    people: byLink('/user/2001/followers/'),
  },
];
