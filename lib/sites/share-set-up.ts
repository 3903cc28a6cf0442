/** What a person who is connected hands on to colleagues. */
import { Failed } from '../model/errors.ts';
import { keptSecret } from '../store/client-secrets.ts';
import { setUpText } from './set-up-text.ts';
import { siteAt } from './sites.ts';

/**
 * The set-up text of a site. With its client secret only where that is asked for, and only one that was entered here: what the
 * organisation has set is not the person's to hand out. Throws `Failed`: `not-connected`, `no-client-id`, `no-client-secret`.
 */
export async function shareSetUp({
  origin,
  withSecret,
}: {
  origin: string;
  withSecret: boolean;
}): Promise<string> {
  const site = await siteAt(origin);
  if (site === null) throw new Failed({ kind: 'not-connected', origin });
  const { api, clientId } = site;
  if (clientId === null) throw new Failed({ kind: 'no-client-id' });
  const clientSecret = withSecret ? await keptSecret({ origin, api, clientId }) : null;
  if (withSecret && clientSecret === null) throw new Failed({ kind: 'no-client-secret', origin });
  return setUpText({ origin, api, clientId, clientSecret });
}
