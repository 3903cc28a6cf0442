/** What a list tells, and who is nobody. */
import * as z from 'zod/mini';
import { Id, Username } from './base.ts';
import { SeenPerson } from './page.ts';

/** What one line of a list was taken for. `number` may be a user id as well as a username. */
export const Taken = z.discriminatedUnion('as', [
  z.strictObject({ as: z.literal('id'), id: Id }),
  z.strictObject({ as: z.literal('username'), username: Username }),
  z.strictObject({ as: z.literal('number'), id: Id, username: Username }),
  z.strictObject({ as: z.literal('email'), email: z.string() }),
  /** The id that another system gave the person; without its `provider` only lists that hold it can be searched. */
  z.strictObject({ as: z.literal('ext-id'), extId: z.string(), provider: z.nullable(z.string()) }),
  /** A profile link to another community. */
  z.strictObject({ as: z.literal('elsewhere') }),
  z.strictObject({ as: z.literal('nothing') }),
]);
export type Taken = z.infer<typeof Taken>;

/** One person's line of a list, as it was written. `line` counts from 1, as an editor shows it. */
export const ListLine = z.strictObject({ line: z.int().check(z.positive()), text: z.string(), taken: Taken });
export type ListLine = z.infer<typeof ListLine>;

/** Why a row or a line was not taken for a person. It stays visible and is never sent. */
export const WhyNot = z.enum([
  'not-found',
  'ambiguous',
  'name-mismatch',
  /** One part of it names one person, another part somebody else. */
  'contradiction',
  /** E-mails and external ids are told to administrators of the community only. */
  'admins-only',
  'elsewhere',
  'not-a-person',
]);
export type WhyNot = z.infer<typeof WhyNot>;

/** The two people whom one row names: one by their name, the other by a number or a link. */
export const Sides = z.strictObject({ username: Username, otherId: Id });
export type Sides = z.infer<typeof Sides>;

/** A row that is nobody; with `sides`, how it contradicts itself. */
export const Unidentified = z.strictObject({ seen: SeenPerson, reason: WhyNot, sides: z.optional(Sides) });
export type Unidentified = z.infer<typeof Unidentified>;

/** What became of one line of a list: whom it stands for, or why it is nobody. Exactly one of the two is null. */
export const LineAccount = z.strictObject({
  ...ListLine.shape,
  userId: z.nullable(Id),
  reason: z.nullable(WhyNot),
});
export type LineAccount = z.infer<typeof LineAccount>;
