/** People by what only an administrator or another system knows of them: e-mail addresses and external ids. */
import type { Person, Taken } from '../../model/index.ts';
import { type Asking, severally } from '../asking.ts';
import { MOST_OF_COMMUNITY, pagesOf, withQuery } from '../paging.ts';
import { ExternalPage } from '../schemas.ts';
import { account, failedAs, personOf } from './community-lookup.ts';

export type Claim = Extract<Taken, { as: 'email' | 'ext-id' }>;

/** Whom a claim stands for: nobody, one, or several; or only administrators of the community are told. */
export type Claimed = readonly Person[] | 'admins-only';

type Known = NonNullable<Asking['known']>;

/** Under this, `known` remembers that the account search is not open to this sign-in. */
const REFUSED = 'account:refused';

/**
 * Answers each claim. An e-mail address, or an external id with its provider, costs one request until the first 403;
 * the first is asked alone, so that most often there is only one. External ids without a provider are compared with
 * what the API lists of the community, which is read once for all of them.
 */
export async function claimedBy(
  asking: Asking,
  claims: readonly Claim[],
  answered: (claim: Claim) => void,
): Promise<Map<Claim, Claimed>> {
  const known: Known = asking.known ?? new Map();
  const answers = new Map<Claim, Claimed>();
  const answer = (claim: Claim, people: Claimed) => {
    answers.set(claim, people);
    answered(claim);
  };

  const ids = new Set(claims.flatMap((claim) => (isIdAlone(claim) ? claim.extId.trim() : [])));
  await readExternalIds(asking, ids, known);
  for (const claim of claims.filter(isIdAlone)) answer(claim, known.get(idKey(claim.extId.trim())) ?? []);

  const searched = claims.filter((claim) => !isIdAlone(claim));
  const same = [...Map.groupBy(searched, pathOf).values()];
  const search = async (some: readonly Claim[], signal: AbortSignal) => {
    const [claim] = some;
    const people = claim === undefined ? [] : await accountOf({ ...asking, signal }, claim, known);
    for (const each of some) answer(each, people);
  };
  const first = same.filter(([claim]) => claim !== undefined && !known.has(pathOf(claim))).slice(0, 1);
  await severally(first, search, asking.signal);
  await severally(
    same.filter((some) => !first.includes(some)),
    search,
    asking.signal,
  );
  return answers;
}

function isIdAlone(claim: Claim): claim is Extract<Claim, { as: 'ext-id' }> & { provider: null } {
  return claim.as === 'ext-id' && claim.provider === null;
}

/** Docs: account/search_an_account, seen 2026-11: exactly one of e-mail, and external id with provider. */
function pathOf(claim: Claim): string {
  const query =
    claim.as === 'email'
      ? { email: claim.email.trim() }
      : { ext_id: claim.extId.trim(), provider: claim.provider ?? '' };
  return `/api/v2/account/search/?${new URLSearchParams(query)}`;
}

async function accountOf(asking: Asking, claim: Claim, known: Known): Promise<Claimed> {
  const path = pathOf(claim);
  const before = known.get(path);
  if (before !== undefined) return before;
  if (known.has(REFUSED)) return 'admins-only';
  try {
    const found = await account(asking, path, ['not-found']);
    // An answer that claims another address is about somebody else.
    const another = claim.as === 'email' && found?.email && !sameText(found.email, claim.email);
    const people = another ? [] : personOf(found);
    known.set(path, people);
    return people;
  } catch (thrown) {
    if (!failedAs(thrown, ['forbidden'])) throw thrown;
    known.set(REFUSED, []);
    return 'admins-only';
  }
}

function sameText(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

const idKey = (extId: string) => `ext-id:${extId}`;

/** Puts into `known` who bears each of these external ids: in at most `MOST_OF_COMMUNITY` requests, or none. */
async function readExternalIds(asking: Asking, ids: ReadonlySet<string>, known: Known): Promise<void> {
  const wanted = new Set([...ids].filter((id) => id !== '' && !known.has(idKey(id))));
  if (wanted.size === 0) return;
  const bearers = new Map([...wanted].map((id) => [id, new Map<number, Person>()]));
  let pages = 0;
  for await (const { results } of pagesOf(asking, withQuery('/api/v2/user/autocomplete/'), ExternalPage)) {
    for (const { extId, person } of results) bearers.get(extId)?.set(person.id, person);
    if (++pages === MOST_OF_COMMUNITY) break;
  }
  for (const [id, people] of bearers) known.set(idKey(id), [...people.values()]);
}
