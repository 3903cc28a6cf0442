import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { History } from '../../components/history/History.tsx';
import { Options, type OptionsActions } from '../../components/options/Options.tsx';
import { OPEN_KEYS } from '../../components/options/Shortcuts.tsx';
import type { TypedSite } from '../../components/options/typed-site.ts';
import { jobNow } from '../../components/shared/job-now.ts';
import { readToken } from '../../lib/lms/auth/token.ts';
import { hostPattern, siteOrigin } from '../../lib/lms/community.ts';
import { requestsPage } from '../../lib/lms/course.ts';
import { background } from '../../lib/messages/client.ts';
import { Failed, failureOf } from '../../lib/model/errors.ts';
import { ClientSecret, type Job, type Site, type SiteState } from '../../lib/model/index.ts';
import { readSetUp } from '../../lib/sites/set-up-text.ts';

document.documentElement.lang = browser.i18n.getUILanguage();

type Commands = typeof browser.commands & { openShortcutSettings?(): Promise<void> };

const actions: OptionsActions = {
  ...background,
  async shortcuts() {
    const names = {
      [OPEN_KEYS]: i18n.t('options.openRollcall'),
      'invite-selected': i18n.t('options.reviewSelected'),
    };
    const keys = new Map(
      (await browser.commands.getAll()).map(({ name, shortcut }) => [name, shortcut ?? '']),
    );
    return Object.entries(names).map(([id, name]) => ({ id, name, keys: keys.get(id) ?? '' }));
  },
  async openShortcuts() {
    // A page of the browser's own, which no link leads to. The types are Chromium's, which has no such call.
    const { openShortcutSettings }: Commands = browser.commands;
    if (openShortcutSettings !== undefined) await openShortcutSettings();
    else await browser.tabs.create({ url: 'chrome://extensions/shortcuts' });
  },
  async connect(typed, token) {
    const where = whereOf(typed);
    // Before anything is asked of anybody.
    readToken(token);
    await allowed(where);
    return background.connect({ ...where, token });
  },
  async signIn(typed, { clientId, clientSecret }) {
    if (clientId === '') throw new Failed({ kind: 'no-client-id' });
    return signIn({ ...whereOf(typed), clientId }, secretIn(clientSecret));
  },
  signInAgain: ({ origin, api, keep, clientId }) => signIn({ origin, api, keep, clientId }, null),
  allow: (site) => allowed(site),
  originOf(address) {
    try {
      return siteOrigin(address);
    } catch {
      // Said when the address is used.
      return null;
    }
  },
  readToken,
  readSetUp,
  async coursesAt(origin) {
    const courses = await background.courses({ place: { origin } });
    return courses.map(({ id, name, slug }) => ({ id, name, page: requestsPage(origin, { id, slug }) }));
  },
  redirectAddress: browser.identity.getRedirectURL(),
  async importList(origin, text) {
    await background.keepDraft({ place: { origin }, text });
    await browser.tabs.create({
      url: browser.runtime.getURL(`/popup.html?site=${encodeURIComponent(origin)}`),
    });
  },
};

function whereOf({ address, apiAddress, keep }: TypedSite): Pick<Site, 'origin' | 'api' | 'keep'> {
  const origin = siteOrigin(address);
  return { origin, api: apiAddress.trim() === '' ? origin : siteOrigin(apiAddress), keep };
}

/** The secret that was typed, without the blanks around it; null where none was. Throws `Failed` `client-secret-not-usable`. */
function secretIn(typed: string): string | null {
  const secret = typed.trim();
  if (secret === '') return null;
  if (!ClientSecret.safeParse(secret).success) throw new Failed({ kind: 'client-secret-not-usable' });
  return secret;
}

/** The browser prompts only for the click itself: nothing is awaited before this. Throws `Failed` `access-not-granted`. */
async function allowed({ origin, api }: Pick<Site, 'origin' | 'api'>): Promise<void> {
  const origins = [...new Set([hostPattern(origin), hostPattern(api)])];
  if (!(await browser.permissions.request({ origins })))
    throw new Failed({ kind: 'access-not-granted', origin });
}

/** Asked again, once, where the worker has ended meanwhile: it goes on with the same attempt. */
async function signIn({ clientId, ...where }: Site, clientSecret: string | null): Promise<SiteState> {
  if (clientId === null) throw new Failed({ kind: 'no-client-id' });
  await allowed(where);
  const asked = { ...where, clientId, clientSecret, attempt: crypto.randomUUID() };
  return keepingAwake(
    background.signIn(asked).catch((thrown: unknown) => {
      if (failureOf(thrown).kind !== 'internal') throw thrown;
      return background.signIn(asked);
    }),
  );
}

/** Firefox ends a background that hears of nothing for 30 s, also while its window for signing in is open. */
async function keepingAwake<T>(work: Promise<T>): Promise<T> {
  const asking = setInterval(() => void background.sites({}).catch(() => {}), 10_000);
  try {
    return await work;
  } finally {
    clearInterval(asking);
  }
}

const history = {
  ...background,
  jobNow: (known: Job) => jobNow(known, background.jobProgress, background.pastJob),
};

const root = document.getElementById('app');
const named = new URLSearchParams(location.search);
const jobId = named.get('job');
if (root) {
  render(
    <Options
      actions={actions}
      address={named.get('site') ?? ''}
      isNew={named.has('installed')}
      section={jobId === null ? 'sites' : 'history'}
    >
      <History actions={history} jobId={jobId} />
    </Options>,
    root,
  );
}
