import { useState } from 'preact/hooks';
import { failureOf } from '../../lib/model/errors.ts';
import type { Failure, SiteState } from '../../lib/model/index.ts';
import type { PastedSetUp, TypedApp, TypedSite } from './typed-site.ts';

/** What a set-up text has filled in: the addresses that its client id and secret are for; or why it could not. */
export type SetUpRead = Pick<PastedSetUp, 'origin' | 'api'> | { failure: Failure };

interface Reading {
  originOf(address: string): string | null;
  readSetUp(pasted: string): PastedSetUp | null;
}

/** A site as it is being typed, over what is known of it. `address`: filled in to start with. */
export function useTypedSite(reading: Reading, address: string, sites: readonly SiteState[]) {
  // Only what was typed: what is known of the site may come later than that, and belongs to this site alone.
  const [typed, setTyped] = useState<Partial<TypedSite & { clientId: string }>>({});
  const [clientSecret, setSecret] = useState('');
  const [setUp, setSetUp] = useState<SetUpRead | null>(null);
  const origin = reading.originOf(typed.address ?? address);
  const known = sites.find((site) => site.origin === origin);
  const filled = setUp !== null && 'origin' in setUp ? setUp : null;
  const { clientId, ...site } = {
    address,
    apiAddress: known === undefined || known.api === known.origin ? '' : known.api,
    keep: known?.keep ?? false,
    clientId: known?.clientId ?? '',
    ...typed,
  };

  /** A text for colleagues that is pasted in the address's place leaves that field at once, with the secret in it. */
  function changeAddress(to: string): void {
    // What another text has filled in belongs to the addresses that stand in it.
    if (filled !== null) setSecret('');
    const own = filled === null ? typed : { keep: site.keep };
    setTyped({ ...own, address: to });
    setSetUp(null);
    try {
      const found = reading.readSetUp(to);
      if (found === null) return;
      const { origin, api, clientId, clientSecret } = found;
      setTyped({ keep: site.keep, address: origin, apiAddress: api === origin ? '' : api, clientId });
      setSecret(clientSecret ?? '');
      setSetUp({ origin, api });
    } catch (thrown) {
      setSetUp({ failure: failureOf(thrown) });
    }
  }
  function changeApi(apiAddress: string): void {
    const { clientId: _, ...own } = typed;
    if (filled !== null) setSecret('');
    setTyped({ ...(filled === null ? typed : own), apiAddress });
    setSetUp(null);
  }

  return {
    site,
    app: { clientId, clientSecret },
    known,
    setUp,
    /** Whether there is a client id that nobody had to type, here and now or at another time. */
    isSetUp: (known?.clientId ?? null) !== null || filled !== null,
    /** Whether somebody else has done all the typing. */
    isDone: (known?.byPolicy === true && known.clientId !== null) || filled !== null,
    isElsewhere: [known, filled].some((one) => one != null && one.api !== one.origin),
    change({ address: to, apiAddress, ...rest }: Partial<TypedSite>): void {
      if (to !== undefined) changeAddress(to);
      else if (apiAddress !== undefined) changeApi(apiAddress);
      else setTyped({ ...typed, ...rest });
    },
    changeApp({ clientId: id, clientSecret: secret }: Partial<TypedApp>): void {
      if (id !== undefined) setTyped({ ...typed, clientId: id });
      if (secret !== undefined) setSecret(secret);
    },
    clear(): void {
      setTyped({});
      setSecret('');
      setSetUp(null);
    },
    setSecret,
  };
}
