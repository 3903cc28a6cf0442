/** A client secret as it is kept: handed out to the background only. */
import * as z from 'zod/mini';
import { ClientId, ClientSecret, Origin } from '../model/index.ts';

/** Bound to the API and the client id that it was entered for: it is sent nowhere else, and for no other. */
export const KeptSecret = z.strictObject({ api: Origin, clientId: ClientId, secret: ClientSecret });
export type KeptSecret = z.infer<typeof KeptSecret>;
