/** From the lines of a list to who the API says they stand for, each line accounted for. */
import type { Identified, LineAccount, ListLine, Taken, WhyNot } from '../../model/index.ts';
import { type Asking, counting } from '../asking.ts';
import { type Claim, type Claimed, claimedBy } from './account-lookup.ts';
import {
  createOnce,
  theOne,
  type Wanted,
  wantedById,
  wantedByName,
  wantedPerson,
  whoAre,
} from './resolve.ts';

/**
 * One account a line, in their order, and the people of all lines once. A number is looked up as a user id and as a
 * username. Requests: those of `claimedBy` for e-mails and external ids, then those of `whoAre` for everybody.
 */
export async function identifyLines(
  asking: Asking,
  courseId: number,
  lines: readonly ListLine[],
): Promise<{ people: Identified[]; lines: LineAccount[] }> {
  asking.signal?.throwIfAborted();
  const settled = counting(asking, lines.length);
  const claims = lines.flatMap(({ taken }) => (isClaim(taken) ? taken : []));
  const answers = await claimedBy(asking, claims, () => settled(1));

  const once = createOnce();
  // Whom an account has named comes first, and then is not asked for by id as well.
  for (const claim of claims) readings(claim, answers).forEach(once);
  const entries = lines.map((line) => ({ line, wanted: readings(line.taken, answers).map(once) }));

  const open = entries.filter(({ line }) => !isClaim(line.taken));
  settled(open.filter(({ wanted }) => wanted.length === 0).length);
  const entriesOf = Map.groupBy(
    open.flatMap((entry) => entry.wanted.map((one) => ({ one, entry }))),
    ({ one }) => one,
  );
  const clear = new Set<Wanted>();
  const onSettled = (one: Wanted) => {
    clear.add(one);
    const some = entriesOf.get(one) ?? [];
    settled(some.filter(({ entry }) => entry.wanted.every((other) => clear.has(other))).length);
  };
  const found = await whoAre(asking, courseId, { wanted: once.all(), onSettled });
  settled(lines.length);

  const people = new Map<number, Identified>();
  const accounts = entries.map(({ line, wanted }): LineAccount => {
    const whom = judge(
      line.taken,
      wanted.map((one) => ({ one, candidates: found.get(one) ?? [] })),
      answers,
    );
    if (typeof whom === 'string') return { ...line, userId: null, reason: whom };
    people.set(whom.person.id, whom);
    return { ...line, userId: whom.person.id, reason: null };
  });
  return { people: [...people.values()], lines: accounts };
}

function isClaim(taken: Taken): taken is Claim {
  return taken.as === 'email' || taken.as === 'ext-id';
}

/** Whom a line may mean: a number is read in two ways. */
function readings(taken: Taken, answers: ReadonlyMap<Claim, Claimed>): Wanted[] {
  switch (taken.as) {
    case 'id':
      return [wantedById(taken.id, null)];
    case 'username':
      return [wantedByName(taken.username)];
    case 'number':
      return [wantedById(taken.id, null), wantedByName(taken.username)];
    case 'email':
    case 'ext-id': {
      const people = answers.get(taken) ?? [];
      return people !== 'admins-only' && people.length === 1 ? people.map(wantedPerson) : [];
    }
    default:
      return [];
  }
}

/** Whom a line stands for, or why nobody. */
function judge(
  taken: Taken,
  wanted: readonly { one: Wanted; candidates: readonly Identified[] }[],
  answers: ReadonlyMap<Claim, Claimed>,
): Identified | WhyNot {
  if (taken.as === 'elsewhere') return 'elsewhere';
  if (taken.as === 'nothing') return 'not-a-person';
  const claimed = isClaim(taken) ? (answers.get(taken) ?? []) : [];
  if (claimed === 'admins-only') return 'admins-only';
  if (claimed.length > 1) return 'ambiguous';

  const meant = new Map<number, Identified>();
  for (const { one, candidates } of wanted) {
    const chosen = theOne(candidates, one.text);
    if (chosen !== null) meant.set(chosen.person.id, chosen);
    else if (candidates.length > 0) return 'ambiguous';
  }
  const [whom, other] = meant.values();
  return other === undefined ? (whom ?? 'not-found') : 'ambiguous';
}
