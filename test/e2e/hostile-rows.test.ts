/** A hostile page that plants people and courses: the review goes by what a person can see and what the API says. */
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { barButton, press, reviewed } from './boxes.ts';
import { REQUESTS, type Scene, scene, shownNames, test } from './scene.ts';

/** How rows, or the names in them, are kept from a person's eyes. */
const UNSEEN: readonly (readonly ['row' | 'name', string])[] = [
  ['row', 'display: none'],
  ['row', 'visibility: hidden'],
  ['row', 'opacity: 0'],
  ['row', 'opacity: 0.02'],
  ['row', 'filter: opacity(1%)'],
  ['row', 'transform: scale(0)'],
  ['row', 'transform: translateX(-9999px)'],
  ['row', 'position: fixed; left: -5000px'],
  ['row', 'position: absolute; top: -5000px'],
  ['name', 'width: 0; height: 0; overflow: hidden'],
  ['name', 'scale: 0'],
  ['name', 'transform: rotateY(90deg)'],
  ['name', 'font-size: 0'],
  ['name', 'color: transparent'],
  ['name', '-webkit-text-fill-color: transparent'],
  ['name', 'text-indent: -9999px'],
  ['name', 'content-visibility: hidden'],
  ['name', 'clip-path: inset(50%)'],
  ['name', 'clip-path: circle(0)'],
  ['name', 'clip-path: polygon(0 0, 0 0, 0 0)'],
];

/** People of the API who have nothing to do with the course, with names that can be nobody else's. */
const strangersOf = ({ lms }: Scene) => lms.strangers().filter(({ username }) => /^[a-z_]+$/.test(username));

const people = (review: Page) => review.getByRole('list', { name: 'People' });
const lineOf = (review: Page, name: string) =>
  people(review).getByRole('listitem').filter({ hasText: name }).innerText();

/** The Requests tab, and the names that it shows. */
async function requests(): Promise<{ stage: Scene; page: Page; names: string[] }> {
  const stage = await scene();
  const page = await stage.visit(REQUESTS);
  return { stage, page, names: await shownNames(page) };
}

/** Puts items with links to people under the table, each marked by the page as chosen. */
function plantLinks(page: Page, links: readonly { text: string; href: string }[]): Promise<void> {
  return page.evaluate((all) => {
    const list = document.createElement('ul');
    for (const { text, href } of all) {
      const link = document.createElement('a');
      link.href = href;
      link.textContent = text;
      const item = list.appendChild(document.createElement('li'));
      item.setAttribute('aria-selected', 'true');
      item.append(link);
    }
    document.querySelector('.SCCourseUsersTable-root')?.after(list);
  }, links);
}

/** Marks rows of the table as the page's own ticks do, by their place. */
function mark(page: Page, ...places: number[]): Promise<void> {
  return page.evaluate((all) => {
    const rows = document.querySelectorAll('.SCCourseUsersTable-root tbody > tr');
    for (const at of all) rows[at]?.setAttribute('aria-selected', 'true');
  }, places);
}

test('trust 18: planted rows that nobody can see are marked and ticked by the page: left out and counted, no box for them', async () => {
  const { stage, page, names } = await requests();
  const strangers = strangersOf(stage);
  const planted = UNSEEN.map(([part, css], at) => ({ part, css, name: strangers[at]?.username ?? '' }));
  await mark(page, 1);
  await page.evaluate((all) => {
    const row = document.querySelectorAll('.SCCourseUsersTable-root tbody > tr')[1];
    for (const { part, css, name } of all) {
      const copy = row?.cloneNode(true) as HTMLElement;
      const text = copy.querySelector<HTMLElement>('.SCCourseUsersTable-avatar-wrapper > p');
      const tick = document.createElement('input');
      tick.type = 'checkbox';
      tick.checked = true;
      copy.firstElementChild?.prepend(tick);
      if (text) text.textContent = name;
      const hidden = part === 'row' ? copy : text;
      hidden?.setAttribute('style', css);
      row?.after(copy);
    }
  }, planted);
  const review = await stage.popup(page);
  await review.getByText(`${UNSEEN.length} more are marked on the page, but cannot be seen there.`).waitFor();
  expect(await people(review).locator('.username').allInnerTexts()).toEqual([names[1]]);
  await review.close();

  await page.evaluate(() => {
    for (const row of document.querySelectorAll('[aria-selected=true]')) row.removeAttribute('aria-selected');
    for (const tick of document.querySelectorAll<HTMLInputElement>('td input')) tick.remove();
  });
  await stage.selectPeople(page);
  await press(page, barButton(page, 'Select all 6'));
  expect(await reviewed(stage, page)).toEqual(names);
  expect(stage.posts()).toEqual([]);
});

test.each([
  'div',
  // Named as ours is.
  'rollcall-selection',
  'rollcall-job',
])('trust 18: a row under an opaque <%s> of the page is left out', async (cover) => {
  const { stage, page, names } = await requests();
  await mark(page, 1, 3);
  await page.evaluate((name) => {
    const row = document.querySelectorAll('.SCCourseUsersTable-root tbody > tr')[1];
    const { left = 0, top = 0, width = 0, height = 0 } = row?.getBoundingClientRect() ?? {};
    const over = document.body.appendChild(document.createElement(name));
    const place = `left: ${left + scrollX}px; top: ${top + scrollY}px; width: ${width}px; height: ${height}px`;
    over.style.cssText = `position: absolute; z-index: 9999; background: white; ${place}`;
  }, cover);
  const review = await stage.popup(page);
  await review.getByText('1 more is marked on the page, but cannot be seen there.').waitFor();
  expect(await people(review).locator('.username').allInnerTexts()).toEqual([names[3]]);
  expect(stage.posts()).toEqual([]);
});

/** What lies over a name, and where in the tree it stands; the row, or what it is put into, is the frame it fills. */
interface Cover {
  what: string;
  /** Selector of what it is put into, in the row; none: the body, at the place of the row. */
  into?: string;
  html?: string;
  /** A rule for what it is put into. */
  css?: string;
}

const WRAPPER = '.SCCourseUsersTable-avatar-wrapper';
const FILL = 'position: absolute; inset: 0; z-index: 1;';
const HIDING: readonly Cover[] = [
  { what: 'a plate in the cell', into: 'td', html: `<div style="${FILL} background: white">Notice</div>` },
  { what: 'a plate beside the name', into: WRAPPER, html: `<i style="${FILL} background: #fffd"></i>` },
  { what: 'a plate in the name', into: `${WRAPPER} > p`, html: `<b style="${FILL} background: white"></b>` },
  {
    what: 'a plate through which the pointer passes',
    into: 'td',
    html: `<div style="${FILL} background: white; pointer-events: none"></div>`,
  },
  { what: 'a picture', into: 'td', html: `<canvas style="${FILL} width: 100%; height: 100%"></canvas>` },
  {
    what: 'a plate under a clear one',
    into: 'td',
    html: `<div style="${FILL} background: white"></div><a style="${FILL}" href="#"></a>`,
  },
  { what: 'a style of the cell', into: 'td', css: `td::after { content: ""; ${FILL} background: white }` },
  {
    what: 'a style of the name',
    into: `${WRAPPER} > p`,
    css: `p::before { content: "Notice"; ${FILL} background: white }`,
  },
  { what: 'a blur', into: 'td', html: `<div style="${FILL} backdrop-filter: blur(9px)"></div>` },
  {
    what: 'a plate of the page through which the pointer passes',
    html: '<div style="z-index: 9; background: white; pointer-events: none">Notice</div>',
  },
];
const CLEAR: readonly Cover[] = [
  { what: 'a link over the whole row', into: 'td', html: `<a style="${FILL}" href="#"></a>` },
  { what: 'a box over the whole row', into: 'td', html: `<input type="radio" style="${FILL} opacity: 0">` },
  { what: 'a shade', into: 'td', html: `<div style="${FILL} background: rgb(0 0 0 / 8%)"></div>` },
  {
    what: 'a style that underlines',
    into: 'td',
    css: `td::after { content: ""; position: absolute; inset: auto 0 0; height: 2px; background: red }`,
  },
  {
    what: 'a style under the name',
    into: 'td',
    css: `td::before { content: ""; position: absolute; inset: 0; z-index: -1; background: #eef }`,
  },
  {
    what: 'falling snow',
    html: '<canvas style="z-index: 9; pointer-events: none"></canvas>',
  },
  {
    what: 'a place for messages',
    html: '<div style="z-index: 9; pointer-events: none"></div>',
  },
];

/** Puts it over the name of the row at `at`. */
function cover(page: Page, at: number, { into, html = '', css = '' }: Cover): Promise<void> {
  return page.evaluate(
    ({ place, selector, markup, rule }) => {
      const row = document.querySelectorAll<HTMLElement>('.SCCourseUsersTable-root tbody > tr')[place];
      const parent = selector === undefined ? document.body : row?.querySelector<HTMLElement>(selector);
      if (!row || !parent) throw new Error('there is no such place');
      parent.insertAdjacentHTML('beforeend', markup);
      if (selector === undefined) {
        const { left, top, width, height } = row.getBoundingClientRect();
        const plate = parent.lastElementChild as HTMLElement;
        plate.style.cssText += `position: absolute; width: ${width}px; height: ${height}px;
          left: ${left + scrollX}px; top: ${top + scrollY}px;`;
        return;
      }
      parent.style.position = 'relative';
      parent.id = `covered-${place}`;
      const sheet = document.head.appendChild(document.createElement('style'));
      sheet.textContent = rule.replace(/^\w+/, `#${parent.id}`);
    },
    { place: at, selector: into, markup: html, rule: css },
  );
}

/** As many at a time as the page has rows, but for the first, over which nothing is laid. */
function inTurns(covers: readonly Cover[]) {
  const turns = [covers.slice(0, 5), covers.slice(5)];
  return turns.map((turn) => ({ turn, what: turn.map(({ what }) => what).join(', ') }));
}

/** A page with each of the covers over a row of its own, all of these rows marked: the people of its review. */
async function covered(turn: readonly Cover[]) {
  const { stage, page, names } = await requests();
  await mark(page, ...Array.from({ length: turn.length + 1 }, (_, at) => at));
  for (const [at, over] of turn.entries()) await cover(page, at + 1, over);
  const review = await stage.popup(page);
  await review.getByRole('button', { name: /^Accept \d requests?$/ }).waitFor();
  const listed = await people(review).locator('.username').allInnerTexts();
  expect(stage.posts()).toEqual([]);
  return { page, review, names, listed };
}

test.each(inTurns(HIDING))('trust 18: wherever it stands, a name is hidden by $what', async ({ turn }) => {
  const { page, review, names, listed } = await covered(turn);
  const seen = turn.filter((_, at) => listed.includes(names[at + 1] ?? ''));
  expect(seen.map(({ what }) => what)).toEqual([]);
  expect(listed).toEqual(names.slice(0, 1));
  const told = `${turn.length} more are marked on the page, but cannot be seen there.`;
  expect(await review.getByText(told).count()).toBe(1);
  expect(await page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
});

test.each(inTurns(CLEAR))('trust 18: nobody is hidden by $what', async ({ turn }) => {
  const { names, listed } = await covered(turn);
  const unseen = turn.filter((_, at) => !listed.includes(names[at + 1] ?? ''));
  expect(unseen.map(({ what }) => what)).toEqual([]);
  expect(listed).toEqual(names.slice(0, turn.length + 1));
});

test("trust 17: a row with one person's name and another's link is flagged and left out; what is sent goes by the API", async () => {
  const { stage, page, names } = await requests();
  const [one, other, third] = strangersOf(stage);
  if (!one || !other || !third) throw new Error('there are too few people');
  await mark(page, 1, 2);
  await plantLinks(page, [
    { text: one.username, href: `/user/${other.id}/` },
    { text: third.real_name, href: `/user/${third.id}/` },
  ]);
  // A row of the LMS's own, under another name: it is that person's by now.
  await page.evaluate((name) => {
    const shown = document.querySelectorAll('.SCCourseUsersTable-avatar-wrapper > p')[2];
    if (shown) shown.textContent = name;
  }, other.username);
  const review = await stage.popup(page);
  await review.getByRole('button', { name: 'Invite 2 and accept 1' }).waitFor();
  expect(await people(review).getByRole('listitem').count()).toBe(4);
  expect(await lineOf(review, names[1] ?? '')).toContain('will be accepted');
  expect(await lineOf(review, `#${other.id}`)).toMatch(new RegExp(`${other.username}[^]*will be invited`));
  expect(await lineOf(review, `#${third.id}`)).toMatch(new RegExp(`${third.username}[^]*will be invited`));
  const flagged = await lineOf(review, one.username);
  expect(flagged).toContain('not identified');
  expect(flagged).toContain('The link on the page belongs to somebody with another name.');
  expect(stage.posts()).toEqual([]);
});

test('trust 18: one person in several rows, by name, by link, by both, ticked and marked: counts once', async () => {
  const { stage, page, names } = await requests();
  const [, name = ''] = names;
  const { id, real_name } = stage.lms.user(name);
  await (await stage.selectPeople(page)).nth(1).check();
  await mark(page, 1);
  await plantLinks(page, [
    { text: name, href: `/user/${id}/` },
    { text: `@${name}`, href: `/user/${id}/` },
    { text: real_name, href: `/user/${id}/` },
  ]);
  const review = await stage.popup(page);
  await review.getByRole('button', { name: 'Accept 1 request' }).waitFor();
  expect(await people(review).getByRole('listitem').count()).toBe(1);
  expect(stage.posts()).toEqual([]);
});

test('trust 16: links with ids that are none, or of another origin, are nobody; 10,001 people are too many', async () => {
  const { stage, page, names } = await requests();
  const { id } = stage.lms.user(names[2] ?? '');
  await mark(page, 1);
  const none = ['0', '-1', '1e3', '0x7d1', `${id}.0`, `${Number.MAX_SAFE_INTEGER + 1}`, '１２'];
  await plantLinks(page, [
    ...none.map((digits) => ({ text: names[2] ?? '', href: `/user/${digits}/` })),
    { text: names[2] ?? '', href: `https://elsewhere.example/user/${id}/` },
  ]);
  const review = await stage.popup(page);
  await review.getByRole('button', { name: 'Accept 1 request' }).waitFor();
  expect(await people(review).locator('.username').allInnerTexts()).toEqual([names[1]]);
  await review.close();

  await plantLinks(
    page,
    Array.from({ length: 10_001 }, (_, at) => ({ text: `person_${at}`, href: `/user/${at + 1}/` })),
  );
  await (await stage.popup(page)).getByText('These are too many people at once').waitFor();
  expect(stage.posts()).toEqual([]);
});

test('trust 17: a forged course in the address, in the links of the header, in its title: the API names it or it is none', async () => {
  const { stage, page } = await requests();
  await mark(page, 1);
  const goTo = (path: string) => page.evaluate((to) => history.replaceState(null, '', to), path);
  const heading = async (name: string) => (await stage.popup(page)).getByRole('heading', { name }).waitFor();

  await page.evaluate(() => {
    const header = document.querySelector('.SCEditCourse-header');
    if (!header) throw new Error('there is no header');
    header.innerHTML = '<h1>Board Review</h1><a href="/course/10/coastal-field-methods/">Board Review</a>';
  });
  const review = await stage.popup(page);
  await review.getByRole('heading', { name: 'Intro to Marine Biology' }).waitFor();
  await review
    .getByText(/has links to course 10\. Rollcall goes by the address, which says course 9\./)
    .waitFor();
  await review.close();

  // Without an id in the address the links are all there is: the API says which course that is.
  await goTo('/manage');
  await heading('Coastal Field Methods');
  // One of which the person is a mere member, one that is hidden from them, one that is no id.
  await goTo('/course/11/intro-to-marine-biology/edit/requests');
  await (await stage.popup(page)).getByText('You do not manage this course. Choose one of yours.').waitFor();
  await goTo('/course/13/intro-to-marine-biology/edit/requests');
  await (await stage.popup(page)).getByText(/There is no course 13 here|You do not manage/).waitFor();
  await goTo('/course/9007199254740993/intro-to-marine-biology/edit/requests');
  await heading('Coastal Field Methods');
  expect(stage.posts()).toEqual([]);
});
