/**
 * The whole way against the practice LMS over HTTP. The browser around it (tabs, scripting, permissions) is WXT's fake:
 * what is told apart here are races between windows and accounts, which a real browser cannot be made to lose on demand.
 */
import { afterEach, beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import * as flow from '../../../lib/jobs/commands.ts';
import type { Job, PageReading, Plan, SeenPerson, View } from '../../../lib/model/index.ts';
import { accountOf } from '../../../lib/page/account.ts';
import { open } from '../../../lib/review/open.ts';
import { connect } from '../../../lib/sites/sign-in.ts';
import { readJob } from '../../../lib/store/jobs.ts';
import { type LmsOptions, type PracticeLms, startLms } from '../../lms/server.ts';

/** A stage for each test of a file: a practice LMS that a manager is signed in to, with three people chosen in every tab. */
export function flowStage() {
  let lms: PracticeLms;
  let chosen: SeenPerson[];
  let account: SeenPerson | null;

  async function signIn(as: 'manager' | 'admin'): Promise<void> {
    await connect({ origin: lms.origin, api: lms.origin, keep: false, token: lms.tokens[as] });
  }
  async function begin(options: LmsOptions): Promise<void> {
    lms = await startLms(options);
    choose(3);
    await signIn('manager');
  }
  /** The first so many of those who wait. */
  function choose(count: number): void {
    chosen = lms
      .waitingUsers()
      .slice(0, count)
      .map(({ username }) => ({ userId: null, username }));
  }
  beforeEach(async () => {
    account = null;
    const reading = (): PageReading => ({
      course: { id: 9, slug: null, linked: 9 },
      chosen,
      peers: [],
      selectable: 6,
      hidden: 0,
      partial: false,
      pointed: null,
    });
    Object.assign(fakeBrowser.scripting, {
      executeScript: async ({ func }: { func?: unknown }) => [
        { result: func === accountOf ? account : reading() },
      ],
      getRegisteredContentScripts: async () => [],
      registerContentScripts: async () => {},
    });
    Object.assign(fakeBrowser.permissions, { contains: async () => true });
    Object.assign(fakeBrowser.tabs, {
      get: async (id: number) => ({ id, url: lms.url('/course/9/x/edit/requests') }),
    });
    await begin({ waiting: 12 });
  });
  afterEach(() => lms.close());

  /** The popup of a tab, as its own answer to being opened. */
  const openTab = (tabId: number, ...aside: string[]): Promise<View> =>
    open({ place: { tabId }, courseId: null, click: null, aside }, {});

  return {
    get lms() {
      return lms;
    },
    signIn,
    /** In the place of the LMS that the test began with. */
    async restart(options: LmsOptions): Promise<void> {
      await lms.close();
      await begin(options);
    },
    choose,
    choosePeople(people: SeenPerson[]): void {
      chosen = people;
    },
    /** Whom the pages are signed in as. */
    signPagesIn(as: SeenPerson): void {
      account = as;
    },
    openTab,
    async review(tabId: number, ...aside: string[]): Promise<Plan> {
      const view = await openTab(tabId, ...aside);
      if (view.screen !== 'review') throw new Error(`${view.screen} instead of a review`);
      return view.plan;
    },
    start: ({ place, id: planId }: Plan): Promise<Job> => flow.start({ place, planId }),
    /** What the LMS was asked to change. */
    changes: () =>
      lms
        .requests(lms.tokens.manager)
        .filter(({ method }) => method !== 'GET')
        .map(({ method, path, body, status }) => ({ method, path, status, ...JSON.parse(body) })),
    posts: () => lms.log.filter(({ method, path }) => method === 'POST' && path.endsWith('/invite/')),
  };
}

/** A job once it no longer runs. */
export const ended = (id: string): Promise<Job> =>
  vi.waitUntil(async () => {
    const job = await readJob(id);
    return job !== null && job.state !== 'running' ? job : null;
  }, 15_000) as Promise<Job>;

export const kinds = (job: Job | null) => job?.outcomes.map(({ kind }) => kind);
