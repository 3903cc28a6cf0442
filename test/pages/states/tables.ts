/** The table of the edit page and the dashboard, and where sites put it. */
import { byName, course9, DIALOG, linked, listed, SLUG, type State } from './state.ts';

const NAMES = '.SCCourseUsersTable-avatar-wrapper > p';

const table = { ready: NAMES, each: NAMES, course: course9 } as const;
const requests = { ...table, path: `/course/9/${SLUG}/edit/requests` };
const waiting = byName('/course/9/request_join/?limit=6');

export const inTables: State[] = [
  { ...requests, name: 'requests', people: waiting },
  {
    ...requests,
    name: 'requests-more',
    async reach({ page }) {
      await page.getByRole('button', { name: 'See more' }).click();
      await page.locator(NAMES).nth(11).waitFor();
    },
    people: byName('/course/9/request_join/?limit=12'),
  },
  {
    ...requests,
    name: 'requests-searched',
    async reach({ page }) {
      await page.getByPlaceholder('Search users').fill('user5');
      await page.keyboard.press('Enter');
      await page.locator(NAMES).nth(3).waitFor({ state: 'detached' });
    },
    people: byName('/course/9/request_join/?search=user5'),
  },
  {
    ...requests,
    name: 'requests-loading',
    async reach({ page, lms }) {
      lms.fault({ path: /request_join/, do: { delayMs: 60_000 } });
      await page.getByRole('button', { name: 'See more' }).click();
      await page.locator('.SCCourseUsersTable-root tbody .MuiSkeleton-root').first().waitFor();
    },
    people: waiting,
  },
  {
    ...requests,
    name: 'requests-without-pictures',
    prepare: ({ page }) => page.route('**/media/**', (route) => route.abort()),
    reach: ({ page }) => page.locator('tbody .MuiAvatar-root:not(:has(img))').nth(5).waitFor(),
    people: waiting,
  },
  {
    ...table,
    name: 'users',
    path: `/course/9/${SLUG}/edit/users`,
    people: byName('/course/9/users/?limit=6'),
  },
  {
    ...table,
    name: 'dashboard',
    path: `/course/9/${SLUG}/dashboard`,
    people: byName('/course/9/users/?limit=6'),
  },
  // The profile link of this dialog is the creator's; the name is the student's, and so is the link to messages.
  {
    ...table,
    name: 'dashboard-see',
    path: `/course/9/${SLUG}/dashboard`,
    async reach({ page }) {
      await page.getByRole('button', { name: 'See', exact: true }).nth(2).click();
      await page.locator(`${DIALOG} a[href^="/messages/"]`).waitFor();
      await page.locator(`${DIALOG} .MuiSkeleton-root`).first().waitFor({ state: 'detached' });
    },
    each: `${DIALOG} ${NAMES}`,
    people: async (lms) => (await listed(lms, '/course/9/users/?limit=6')).slice(2, 3).map(linked),
  },
];

/** The same table where a site names the course in its own way. */
export const elsewhere: State[] = [
  {
    ...table,
    name: 'by-slug-without-links',
    path: `/courses/${SLUG}/edit/requests`,
    course: { id: null, slug: SLUG, linked: null },
    people: waiting,
  },
  {
    ...table,
    name: 'by-slug',
    path: `/course/${SLUG}/edit/users`,
    course: { id: null, slug: SLUG, linked: 9 },
    people: byName('/course/9/users/?limit=6'),
  },
  { ...table, name: 'in-query', path: '/manage?course=9&tab=requests', people: waiting },
  {
    ...table,
    name: 'by-links-alone',
    path: '/manage',
    course: { id: null, slug: null, linked: 9 },
    people: waiting,
  },
  { ...table, name: 'in-shadow-root', path: '/widget/course/9/requests', people: waiting },
  {
    ...table,
    name: 'in-frame',
    path: '/portal/course/9',
    ready: 'iframe',
    reach: ({ page }) => page.frameLocator('iframe').locator(NAMES).nth(5).waitFor(),
    frame: 'iframe',
    people: waiting,
  },
];
