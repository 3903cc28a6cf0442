import { CourseService, http, UserService } from '@selfcommunity/api-services';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PracticeLms, startLms } from '../server.ts';

// The practice server answers what the real client expects: here that client itself is the judge.

let lms: PracticeLms;

beforeEach(async () => {
  lms = await startLms({ waiting: 30, members: 6, invited: 3, strangers: 10 });
  http.setBasePortal(lms.origin);
  signIn(lms.tokens.manager);
});

afterEach(() => lms.close());

/** The client is one object for the whole process. */
function signIn(token: string): void {
  http.setAuthorizeToken(token);
}

/** Status and problem of a call that must fail, as the client reports it. */
async function failure(call: Promise<unknown>): Promise<{ status: number | undefined; code: unknown }> {
  const error = await call.then(
    () => undefined,
    (reason: { response?: { status: number; data: { errors: { code: string }[] } } }) => reason,
  );
  return { status: error?.response?.status, code: error?.response?.data.errors[0]?.code };
}

test('accepts a person who asked to join, in the form that the specification founds', async () => {
  const person = lms.user('user5');
  expect(lms.relation(9, person.id)).toBe('requested');
  await CourseService.inviteOrAcceptUsersToCourse(9, { users: [person.id] });
  expect(lms.relation(9, person.id)).toBe('joined');

  const [sent] = lms.requests(lms.tokens.manager);
  expect(sent).toMatchObject({
    method: 'POST',
    path: '/api/v2/course/9/invite/',
    body: `{"users":[${person.id}]}`,
    status: 204,
  });
  expect(sent?.headers['content-type']).toContain('application/json');
});

test('invites a stranger and withdraws the invitation', async () => {
  const person = lms.user('user5000');
  await CourseService.inviteOrAcceptUsersToCourse(9, { users: [person.id] });
  const invited = await CourseService.getCourseInvitedUsers(9, { limit: 100 });
  expect(invited.count).toBe(4);
  expect(invited.results.map((one) => one.username)).toContain('user5000');

  await CourseService.removeInvitationToCourse(9, { users: [person.id] });
  expect(lms.relation(9, person.id)).toBeNull();
  expect((await CourseService.getCourseInvitedUsers(9)).count).toBe(3);
});

test('lists who waits, page by page', async () => {
  const first = await CourseService.getCourseWaitingApproval(9, { limit: 20, offset: 0 });
  expect(first.count).toBe(30);
  expect(first.results).toHaveLength(20);
  const second = await http.request<unknown, typeof first>({ url: first.next, method: 'GET' });
  expect(second.data.next).toBeNull();
  const names = [...first.results, ...second.data.results].map((one) => one.username);
  expect(names).toEqual(lms.waitingUsers().map((one) => one.username));
});

test('lists the members, refuses a request, and changes a role', async () => {
  expect((await CourseService.getCourseJoinedUsers(9, { limit: 50 })).count).toBe(7);
  // The client's own method takes a list, which it sends as `statuses[]`; its pages send this JSON instead.
  const { data: members } = await http.request<unknown, { results: { join_status: string }[] }>({
    url: '/api/v2/course/9/users/',
    method: 'GET',
    params: { statuses: '["creator","manager","joined"]', limit: 50 },
  });
  expect(members.results.map((one) => one.join_status).sort()).toEqual([
    'creator',
    ...Array(6).fill('joined'),
    'manager',
  ]);

  const [refused, forced] = lms.waitingUsers();
  await CourseService.leaveOrRemoveCourseRequest(9, { user: refused?.id ?? 0 });
  expect(lms.relation(9, refused?.id ?? 0)).toBeNull();
  await CourseService.changeCourseUserRole(9, { joined: [forced?.id ?? 0] });
  expect(lms.relation(9, forced?.id ?? 0)).toBe('joined');
});

test('tells who is signed in, the course, and people by name', async () => {
  expect((await UserService.getCurrentUser()).username).toBe('cora_manager');
  expect(await CourseService.getSpecificCourseInfo(9)).toMatchObject({
    slug: 'intro-to-marine-biology',
    join_status: 'manager',
  });
  const found = await UserService.matchUsernames(['user50', 'nobody-at-all', 'мария_21']);
  expect(found.map((one) => one.username)).toEqual(['user50', 'мария_21']);
});

test('refuses a plain member with 403 and an unknown course with 404', async () => {
  expect(await failure(CourseService.getCourseInvitedUsers(404))).toEqual({ status: 404, code: 'not_found' });
  signIn(lms.tokens.member);
  const call = CourseService.inviteOrAcceptUsersToCourse(9, { users: [lms.user('user5').id] });
  expect(await failure(call)).toEqual({ status: 403, code: 'permission_denied' });
  expect(lms.relation(9, lms.user('user5').id)).toBe('requested');
});
