import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Background } from '../../lib/messages/schemas.ts';
import { failureOf } from '../../lib/model/errors.ts';
import type { Failure, Organisation, SiteState } from '../../lib/model/index.ts';

/** What the options are about. */
export interface KnownSites {
  /** Null until they are known. */
  sites: SiteState[] | null;
  organisation: Organisation;
  /** Why that could not be asked; null where it could. */
  failure: Failure | null;
  /** Asks anew: after each change, also while it is being asked already, since that answer may be the old one. */
  load(): Promise<void>;
}

/** Until it is known what is: the background knows it in any case. */
const NOTHING_SET: Organisation = { pastedTokens: true, autoSend: 0, problems: [] };

/** The sites that Rollcall knows, and what the organisation has set for all of them. */
export function useSites(actions: Pick<Background, 'sites' | 'organisation'>): KnownSites {
  const [sites, setSites] = useState<SiteState[] | null>(null);
  const [organisation, setOrganisation] = useState(NOTHING_SET);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    try {
      // Together, so that what the organisation has set is not shown a moment late.
      const [known, set] = await Promise.all([actions.sites({}), actions.organisation({})]);
      setSites(known);
      setOrganisation(set);
      setFailure(null);
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  }, [actions]);
  useEffect(() => void load(), [load]);
  return { sites, organisation, failure, load };
}
