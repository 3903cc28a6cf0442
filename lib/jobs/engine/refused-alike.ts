/** Whether an LMS refuses a request for somebody in it, or would refuse it whoever is in it. */

/** So few are asked for one after the other sooner than anybody looks at a pause. */
const FEW = 5;

/**
 * What the refusals of one run of a job have in common. Two batches that share nobody, refused with the same words and none
 * taken in between, may each hold somebody who is to blame, or the LMS refuses everybody: one person alone, asked for next,
 * tells. Kept in memory only: whoever goes on with the job afterwards finds out anew, which costs the same few requests.
 */
export function refusedAlike() {
  let words = '';
  let since: ReadonlySet<number>[] = [];
  let suspected: ReadonlySet<number> | null = null;
  let alone: number | null = null;
  /** Words with which a batch was refused of which a person was taken: they are about somebody. */
  const aboutSomebody = new Set<string>();

  return {
    /** A request was a success. */
    taken(): void {
      if (alone !== null) aboutSomebody.add(words);
      alone = null;
      since = [];
    },

    /** A request was refused. Answers whether it was the one for the person alone, so that everybody is refused. */
    refused(users: readonly number[], message: string): boolean {
      const isProof = alone !== null && users[0] === alone && message === words;
      alone = null;
      if (isProof) return true;
      if (message !== words) since = [];
      words = message;
      const isApart = since.some((others) => users.every((id) => !others.has(id)));
      since.push(new Set(users));
      if (isApart && users.length > FEW && !aboutSomebody.has(message)) suspected = new Set(users);
      return false;
    },

    /** Whether one of the people who were just refused is to be asked for alone, once the lists have been read. */
    isSuspected: () => suspected !== null,

    /** Those of whom one is to be asked for alone; from then on they are not suspected any more. */
    takeSuspected(): ReadonlySet<number> | null {
      const taken = suspected;
      suspected = null;
      return taken;
    },

    /** Notes who is to be asked for alone, before anybody else. */
    askAlone(id: number): void {
      alone = id;
    },

    isAlone: ({ users }: { users: readonly number[] }): boolean => users.length === 1 && users[0] === alone,
  };
}
