/** People in fields, and people in links: authors, mentions, notifications. */
import type { Page } from 'playwright-core';
import type { PracticeLms } from '../../lms/server.ts';
import type { ExpectedPerson } from '../pages.ts';
import { byName, course9, DIALOG, listed, named, nowhere, SLUG, type State } from './state.ts';

async function openAddUsers(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add users to the course' }).click();
  await page.getByRole('combobox').click();
  await page.getByRole('option').nth(9).waitFor();
}

const addUsers = {
  path: `/course/9/${SLUG}/edit/users`,
  course: course9,
  ready: '.SCCourseUsersTable-avatar-wrapper > p',
} as const;

/** The people with these usernames, with their ids. */
const links = (lms: PracticeLms, usernames: string[]): ExpectedPerson[] =>
  usernames.map((username) => ({ userId: lms.user(username).id, username, is: username }));

export const inFields: State[] = [
  {
    ...addUsers,
    name: 'add-users-options',
    reach: ({ page }) => openAddUsers(page),
    each: '[role=listbox] [role=option] p',
    people: byName('/course/9/user/?limit=10'),
  },
  {
    ...addUsers,
    name: 'add-users-chips',
    async reach({ page }) {
      await openAddUsers(page);
      await page.getByRole('option').first().click();
      await page.getByRole('combobox').click();
      await page.getByRole('option').nth(1).click();
      // Not by Escape, which closes the dialog as well.
      await page.getByRole('combobox').blur();
      await page.getByRole('listbox').waitFor({ state: 'detached' });
    },
    each: `${DIALOG} .MuiChip-label`,
    people: async (lms) => (await listed(lms, '/course/9/user/')).slice(0, 2).map(named),
  },
];

export const inLinks: State[] = [
  {
    name: 'course',
    path: `/course/9/${SLUG}/`,
    course: { ...course9, linked: null },
    ready: '.MuiAvatarGroup-root img',
    each: 'a[href^="/user/"]',
    people: (lms) => links(lms, ['henrik_dahl']),
  },
  {
    name: 'post',
    path: '/post/31/',
    course: nowhere,
    ready: '.SCCommentObject-author',
    // Author, mentions, and who answered. A mention takes the id of the one before it, which the front-end did not
    // understand; a deleted profile has no link.
    each: '.SCFeedObject-root a[href^="/user/"]:not(:has(.MuiAvatar-root)), .SCCommentsFeedObject-root a[href^="/user/"]:not(:has(.MuiAvatar-root))',
    people: (lms) => [
      ...links(lms, ['li-wei_7', 'user5']),
      { userId: lms.user('мария_21').id, username: 'user5000', is: 'user5000', flagged: true },
      ...links(lms, ['aisha_abebe', 'user500', 'amara_okafor', 'cora_manager']),
    ],
  },
  {
    name: 'notifications',
    path: '/notification/',
    course: nowhere,
    ready: '.SCNotification-username',
    each: 'a.SCNotification-username[href]',
    people: (lms) =>
      links(lms, [
        'user5',
        'мария_21',
        'аmara_okafor',
        'li-wei_7',
        'aisha_abebe',
        'user500',
        'hiroshi-larsen',
        'amara_okafor',
      ]),
  },
];
