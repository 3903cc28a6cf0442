/** @vitest-environment happy-dom */
import { beforeEach, expect, test } from 'vitest';
import { accountOf } from '../../../lib/page/account.ts';

/** The profile button of the front-end's toolbar, as react-ui draws it; a picture that does not load is taken away. */
const profile = (href: string, alt: string | null) =>
  `<a class="MuiButtonBase-root MuiIconButton-root SCNavigationToolbar-profile" href="${href}" aria-label="Profile">
     <div class="MuiAvatar-root MuiAvatar-circular">${alt === null ? 'H' : `<img alt="${alt}" class="MuiAvatar-img">`}</div>
   </a>`;
const toolbar = (...links: string[]) => `<div class="SCNavigationToolbar-root">${links.join('')}</div>`;

beforeEach(() => {
  location.href = 'https://community.example.org/course/9/intro/edit/requests';
});

test.each([
  ['the link and the picture', profile('/user/2/', 'henrik_dahl'), { userId: 2, username: 'henrik_dahl' }],
  ['no picture', profile('/user/2/', null), { userId: 2, username: null }],
  [
    'a link without an id',
    profile('/people/henrik_dahl/', 'henrik_dahl'),
    { userId: null, username: 'henrik_dahl' },
  ],
  ['the same twice', profile('/user/2/', 'x').repeat(2), { userId: 2, username: 'x' }],
  ['neither', profile('/me/', null), null],
  ['two that disagree', profile('/user/2/', 'x') + profile('/user/3/', 'y'), null],
  ['a link to another site', profile('https://other.example/user/2/', null), null],
])('F4: the account of a page, by %s', (_, links, account) => {
  document.body.innerHTML = toolbar(links);
  expect(accountOf()).toEqual(account);
});

test('F4: any other link to a person is nobody’s account', () => {
  document.body.innerHTML = `<header><a href="/user/2/">henrik_dahl</a></header>
    <a class="SCBaseItemButton-content" href="/user/3/">somebody</a>`;
  expect(accountOf()).toBeNull();
});
