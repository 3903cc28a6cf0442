/** What the popup shows. */
import * as z from 'zod/mini';
import { Count, Course, Origin } from './base.ts';
import { Failure } from './failure.ts';
import { Job } from './job.ts';
import { Notes, Plan } from './plan.ts';

/** What the popup shows when it opens, and after a question of some length. */
export const View = z.discriminatedUnion('screen', [
  z.strictObject({
    screen: z.literal('course'),
    origin: Origin,
    course: Course,
    waiting: Count,
    /** How many people of the page could be selected; null where there is no page. */
    selectable: z.nullable(Count),
    notes: Notes,
  }),
  z.strictObject({
    screen: z.literal('choose'),
    origin: Origin,
    /** Those that the manager manages, the ones used last first. */
    courses: z.array(Course),
    /** How many people are chosen on the page. */
    people: Count,
    /** Why the page's own course is none; null where the page is about none. */
    because: z.nullable(Failure),
  }),
  /** `autoSend`: it is sent by itself, unless the manager stops it in time. */
  z.strictObject({ screen: z.literal('review'), plan: Plan, autoSend: z.boolean() }),
  z.strictObject({ screen: z.literal('job'), job: Job }),
]);
export type View = z.infer<typeof View>;
