import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Client, connectClient } from '../../../../lib/lms/client.ts';
import { managedCourse } from '../../../../lib/lms/course.ts';
import { managedCourses } from '../../../../lib/lms/managed-courses.ts';
import { standings } from '../../../../lib/lms/people/membership.ts';
import type { Person } from '../../../../lib/model/index.ts';
import type { PracticeUser } from '../../../lms/model.ts';
import { type LmsOptions, type PracticeLms, startLms } from '../../../lms/server.ts';
import { ALWAYS, askedOf, failure } from '../asked.ts';

let lms: PracticeLms;
let client: Client;
async function start(options: LmsOptions): Promise<void> {
  await lms?.close();
  lms = await startLms(options);
  client = connectClient({ origin: lms.origin, token: lms.tokens.manager });
}
beforeEach(() => start({ waiting: 30, members: 6, invited: 3, strangers: 20 }));
afterEach(() => lms.close());

const personOf = ({ id, username, real_name }: PracticeUser): Person => ({
  id,
  username,
  realName: real_name,
});

test('how people stand to another course, in their order', async () => {
  const people = [...lms.strangers().slice(0, 12), ...lms.waitingUsers(), ...lms.members()].map(personOf);
  for (const course of [9, 10]) {
    const there = await standings({ client }, course, people);
    expect(there.map(({ person }) => person)).toEqual(people);
    expect(there.map(({ relation }) => relation)).toEqual(people.map(({ id }) => lms.relation(course, id)));
  }
  expect(askedOf(lms, '/api/v2/user/')).toEqual([]);
});

test('the id decides where the lists hold somebody else of that name', async () => {
  const [one, other] = lms.waitingUsers();
  const stranger = lms.strangers().at(-1);
  if (!one || !other || !stranger) throw new Error('seed');
  const there = await standings({ client }, 9, [
    { ...personOf(stranger), username: one.username },
    { ...personOf(other), username: one.username },
    personOf(one),
  ]);
  expect(there.map(({ person, relation }) => [person.id, relation])).toEqual([
    [stranger.id, null],
    [other.id, 'requested'],
    [one.id, 'requested'],
  ]);
});

test('nobody asks nothing; a course that is not managed is a failure', async () => {
  expect(await standings({ client }, 9, [])).toEqual([]);
  expect(lms.log).toEqual([]);
  const [person] = lms.strangers().map(personOf);
  expect(await failure(standings({ client }, 11, person ? [person] : []))).toEqual({ kind: 'not-a-manager' });
});

test('the courses that a manager manages, and no others', async () => {
  const courses = await managedCourses(client);
  expect(courses.map(({ id, slug, role }) => [id, slug, role])).toEqual([
    [9, 'intro-to-marine-biology', 'manager'],
    [10, 'coastal-field-methods', 'manager'],
    [12, 'kelp-forest-ecology', 'creator'],
  ]);
  expect(askedOf(lms, '/course/')).toEqual(['GET /api/v2/course/?limit=100&statuses=["creator","manager"]']);
});

test('all pages of them, each once; a course that is only joined is left out', async () => {
  await start({ pageCap: 1, waiting: 5 });
  const joined = { id: 11, name: 'Scientific Writing', slug: 'scientific-writing', join_status: 'joined' };
  lms.fault({
    path: '/api/v2/course/',
    times: ALWAYS,
    do: { alter: (page) => ({ ...page, results: [joined, ...page.results, ...page.results] }) },
  });
  const courses = await managedCourses(client);
  expect(courses.map(({ id }) => id)).toEqual([9, 10, 12]);
  expect(lms.log).toHaveLength(3);
});

test('whoever waits for payment stands among the members, in no request more', async () => {
  const people = lms.members().slice(0, 2);
  lms.setRelation(9, people[0]?.id ?? 0, 'payment_waiting');
  const there = await standings({ client }, 9, people.map(personOf));
  expect(there.map(({ relation }) => relation)).toEqual(['payment_waiting', 'joined']);
});

test('a site that knows nothing of payment is asked for the members alone', async () => {
  lms.fault({
    path: /users/,
    do: { status: 400, body: { statuses: ['"payment_waiting" is not a valid choice.'] } },
  });
  const there = await standings({ client }, 9, lms.members().slice(0, 2).map(personOf));
  expect(there.map(({ relation }) => relation)).toEqual(['joined', 'joined']);
});

test('a course that does not say what somebody is there: the site decides, and the chooser offers it', async () => {
  const silent = ({ join_status: _, ...rest }: Record<string, unknown>) => rest;
  const all = { path: /course\/\d+\/$/, times: ALWAYS, do: { alter: silent } };
  lms.fault(all);
  expect(await managedCourse(client, 9)).toMatchObject({ id: 9, name: 'Intro to Marine Biology' });
  const member = connectClient({ origin: lms.origin, token: lms.tokens.member });
  expect(await failure(managedCourse(member, 9))).toEqual({ kind: 'not-a-manager' });
  lms.fault({
    path: '/api/v2/course/',
    do: { alter: (page) => ({ ...page, results: page.results.map(silent) }) },
  });
  expect((await managedCourses(client)).map(({ id }) => id)).toContain(9);
});

test('only a course that says so is a draft', async () => {
  const told = [];
  for (const privacy of ['', null, undefined, 'secret']) {
    lms.fault({ path: '/api/v2/course/9/', do: { alter: (course) => ({ ...course, privacy }) } });
    told.push((await managedCourse(client, 9)).privacy);
  }
  expect(told).toEqual(['', 'untold', 'untold', 'secret']);
});
