import type { FaultAction, FaultRule, LoggedRequest } from './model.ts';

type Kind = 'answer' | 'skip' | 'reset' | 'delay' | 'hold' | 'alter';

/** What the scripted faults do to one request. */
export interface Trouble {
  answer?: Extract<FaultAction, { status: number }>;
  skip: number[];
  reset?: 'before' | 'after';
  delayMs: number;
  holdMs: number;
  alter?: Extract<FaultAction, { alter: unknown }>['alter'];
}

/** The scripted faults of a server, used up in the order they were given. */
export class Faults {
  #rules: { rule: FaultRule; left: number; met: number }[] = [];
  #held: (() => void)[] = [];
  #released = 0;

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1, met: 0 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** Waits until the request may go on: after so many milliseconds, or when it is released. */
  async hold(ms: number): Promise<void> {
    if (this.#released > 0) {
      this.#released -= 1;
      return;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held.push(resolve);
    if (Number.isFinite(ms)) setTimeout(resolve, ms);
    await promise;
    this.#held = this.#held.filter((other) => other !== resolve);
  }

  /** Lets the request go on that is held longest, or the next one that would be. */
  release(): void {
    const first = this.#held.shift();
    if (first) first();
    else this.#released += 1;
  }

  /** Takes what is meant for this request: at most one fault of each kind. */
  take(request: LoggedRequest): Trouble {
    const trouble: Trouble = { skip: [], delayMs: 0, holdMs: 0 };
    const taken = new Set<Kind>();
    for (const entry of this.#rules) {
      const kind = kindOf(entry.rule.do);
      if (entry.left <= 0 || taken.has(kind) || !matches(entry.rule, request)) continue;
      entry.met += 1;
      if (entry.met % (entry.rule.every ?? 1) !== 0) continue;
      entry.left -= 1;
      taken.add(kind);
      put(trouble, entry.rule.do);
    }
    return trouble;
  }
}

function kindOf(action: FaultAction): Kind {
  if ('status' in action) return 'answer';
  if ('skip' in action) return 'skip';
  if ('reset' in action) return 'reset';
  if ('holdMs' in action) return 'hold';
  return 'delayMs' in action ? 'delay' : 'alter';
}

function put(trouble: Trouble, action: FaultAction): void {
  if ('status' in action) trouble.answer = action;
  else if ('skip' in action) trouble.skip = action.skip;
  else if ('reset' in action) trouble.reset = action.reset;
  else if ('delayMs' in action) trouble.delayMs = action.delayMs;
  else if ('holdMs' in action) trouble.holdMs = action.holdMs;
  else trouble.alter = action.alter;
}

function matches(rule: FaultRule, request: LoggedRequest): boolean {
  if (rule.method !== undefined && rule.method.toUpperCase() !== request.method) return false;
  if (rule.token !== undefined && request.headers.authorization !== `Bearer ${rule.token}`) return false;
  // A global or sticky expression remembers where it stopped; a rule must not.
  return typeof rule.path === 'string' ? rule.path === request.path : request.path.search(rule.path) >= 0;
}
