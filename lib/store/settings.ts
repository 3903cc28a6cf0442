/** What stays when the browser is closed: per site, the courses used last, the rules for its pages, and sending at once; what was shown once. */
import * as z from 'zod/mini';
import { Id, PageRules } from '../model/index.ts';
import { item } from './item.ts';

/** How many courses are remembered as recent. */
const RECENT = 10;

const recentOf = (origin: string) => item(`recent:${origin}`, z.array(Id), 'disk');

/** How to read a site's pages, where Rollcall does not find its way by itself. */
export const rulesOf = (origin: string) => item(`rules:${origin}`, PageRules, 'disk');

/** Whether reviews of a site are sent by themselves, unless they are stopped; absent is no. */
export const autoSendAt = (origin: string) => item(`at-once:${origin}`, z.boolean(), 'disk');

/** Whether the first steps were shown when Rollcall was installed. */
export const firstStepsShown = item('first-steps-shown', z.boolean(), 'disk');

/** Ids of the courses used last at a site, the last one first. */
export async function recentCourses(origin: string): Promise<number[]> {
  return (await recentOf(origin).get()) ?? [];
}

/** Puts a course at the head of those used last. */
export async function noteCourse(origin: string, courseId: number): Promise<void> {
  const before = await recentCourses(origin);
  await recentOf(origin).set([courseId, ...before.filter((id) => id !== courseId)].slice(0, RECENT));
}
