/** A sign-in as it is kept, with its tokens: handed out to the background only. */
import * as z from 'zod/mini';
import { ClientId, Origin, Person } from '../model/index.ts';

/** Bound to the API that it was made for. */
export const SignIn = z.strictObject({
  api: Origin,
  /** The application it was made by; null where the token was pasted. */
  clientId: z.nullable(ClientId),
  user: Person,
  /** Whether it stays when the browser is closed. */
  keep: z.boolean(),
  /** The access token; null where one has to be got by the refresh token first. */
  token: z.nullable(z.string()),
  /** When it expires, in milliseconds since 1970; null where that is not known. */
  until: z.nullable(z.number()),
  refreshToken: z.nullable(z.string()),
});
export type SignIn = z.infer<typeof SignIn>;
