import { render } from 'preact';
import { browser } from 'wxt/browser';
import { i18n } from '#i18n';
import { History } from '../../components/History.tsx';
import type { HistoryActions } from '../../components/history-actions.ts';
import { Options, type OptionsActions } from '../../components/Options.tsx';
import { Failed } from '../../lib/errors.ts';
import { hostPattern, siteOrigin } from '../../lib/lms/sign-in.ts';
import { ask } from '../../lib/messages.ts';

document.documentElement.lang = browser.i18n.getUILanguage();
document.title = i18n.t('options.title');

const actions: OptionsActions = {
  sites: () => ask('sites', {}),
  async shortcuts() {
    const names = {
      _execute_action: i18n.t('options.openRollcall'),
      'invite-selected': i18n.t('options.reviewSelected'),
    };
    const keys = new Map(
      (await browser.commands.getAll()).map(({ name, shortcut }) => [name, shortcut ?? '']),
    );
    return Object.entries(names).map(([command, name]) => ({ name, keys: keys.get(command) ?? '' }));
  },
  async connect(address, token) {
    const origin = siteOrigin(address);
    // The browser prompts only for the click itself: nothing is awaited before this.
    const granted = await browser.permissions.request({ origins: [hostPattern(origin)] });
    if (!granted) throw new Failed({ kind: 'access-not-granted', origin });
    return ask('connect', { origin, token });
  },
  async disconnect(origin) {
    await ask('disconnect', { origin });
  },
  rules: (origin) => ask('rules', { origin }),
  async keepRules(origin, rules) {
    await ask('keepRules', { origin, rules });
  },
  tryRules: (origin, rules) => ask('tryRules', { origin, rules }),
  atOnce: (origin) => ask('atOnce', { origin }),
  async keepAtOnce(origin, on) {
    await ask('keepAtOnce', { origin, on });
  },
  async importList(origin, text) {
    await ask('keepDraft', { place: { origin }, text });
    await browser.tabs.create({
      url: browser.runtime.getURL(`/popup.html?site=${encodeURIComponent(origin)}`),
    });
  },
};

const history: HistoryActions = {
  jobs: (search) => ask('history', { search }),
  job: (jobId) => ask('pastJob', { jobId }),
  async jobNow(known) {
    const { ahead, ...progress } = await ask('jobProgress', { jobId: known.id });
    if (progress.state === 'running') return { job: { ...known, ...progress }, ahead };
    return { job: await ask('pastJob', { jobId: known.id }), ahead: 0 };
  },
  undo: ({ id, origin }, what) => ask('undo', { place: { origin }, jobId: id, what }),
  retry: ({ id, origin }) => ask('retry', { place: { origin }, jobId: id }),
  resume: (jobId) => ask('resume', { jobId }),
  cancelJob: (jobId) => ask('cancelJob', { jobId }),
  async deleteJob(jobId) {
    await ask('deleteJob', { jobId });
  },
  deleteEnded: () => ask('deleteEnded', {}),
};

const root = document.getElementById('app');
const named = new URLSearchParams(location.search);
const jobId = named.get('job');
if (root) {
  render(
    <Options actions={actions} address={named.get('site') ?? ''} childrenFirst={jobId !== null}>
      <History actions={history} jobId={jobId} />
    </Options>,
    root,
  );
}
